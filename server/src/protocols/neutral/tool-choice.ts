import type { Path } from './path.js';
import { RequestError } from './request-error.js';
import type { NeutralTool, ToolChoice } from './request.js';

/**
 * Refuses a choice that no answer can fulfil: a call is demanded and nothing is offered, or a tool is named that is not
 * there. Passed on, the one would be refused with words that name no field, and the other would be lost.
 *
 * @param path  where the name stands, for the second case
 * @throws RequestError
 */
export function assertOffered(choice: ToolChoice | undefined, tools: readonly NeutralTool[], path: Path): void {
  if (choice?.mode === 'required' && tools.length === 0)
    throw new RequestError(['tool_choice'], 'tool_choice asks for a tool, but there are no tools');
  if (choice?.names?.some((name) => !tools.some((tool) => tool.name === name)))
    throw new RequestError(path, 'No tool of this name is offered');
}
