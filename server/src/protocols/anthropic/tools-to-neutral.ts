import type { DroppedFields } from '../neutral/dropped-fields.js';
import { isRecord } from '../neutral/parse-json.js';
import { parseField } from '../neutral/parse-field.js';
import type { Path } from '../neutral/path.js';
import { RequestError } from '../neutral/request-error.js';
import type { NeutralTool, WebSearch } from '../neutral/request.js';
import { anthropicToolSchema, anthropicWebSearchSchema } from './schema.js';

/** Members of a tool that ask for something only Anthropic's API does; hints that change nothing are not named. */
const NAMED_MEMBERS = ['input_examples', 'defer_loading', 'allowed_callers'] as const;

/**
 * Reads `tools`.
 *
 * @throws RequestError for tools that Anthropic defines or runs itself (bash, computer, code execution, …): another model
 *         does not know them. Web search is the exception: the target has its own.
 */
export function readAnthropicTools(
  list: readonly unknown[],
  dropped: DroppedFields,
): { tools: NeutralTool[]; webSearch: WebSearch | undefined } {
  const tools: NeutralTool[] = [];
  const names = new Set<string>();
  let webSearch: WebSearch | undefined;
  list.forEach((entry, index) => {
    const path: Path = ['tools', index];
    const type = isRecord(entry) ? entry['type'] : undefined;
    if (typeof type === 'string' && type.startsWith('web_search_')) {
      webSearch = readWebSearch(entry, path, dropped);
      return;
    }
    if (typeof type === 'string' && /_\d{8}$|^mcp_toolset$/.test(type)) {
      throw new RequestError([...path, 'type'], "This tool is Anthropic's own and cannot be carried to this model", {
        hint: 'Offer a tool of your own with an input_schema, or ask a Claude model.',
      });
    }
    const tool = parseField(anthropicToolSchema, entry, path);
    if (names.has(tool.name)) throw new RequestError([...path, 'name'], 'Tool names must be unique');
    names.add(tool.name);
    if (tool.strict) dropped.add('tools[].strict');
    for (const member of NAMED_MEMBERS) if (tool[member]) dropped.add(`tools[].${member}`);
    tools.push({ name: tool.name, description: tool.description ?? undefined, parameters: tool.input_schema });
  });
  return { tools, webSearch };
}

function readWebSearch(entry: unknown, path: Path, dropped: DroppedFields): WebSearch {
  const search = parseField(anthropicWebSearchSchema, entry, path);
  if (search.user_location) dropped.add('tools[].user_location');
  return {
    allowedDomains: search.allowed_domains ?? undefined,
    blockedDomains: search.blocked_domains ?? undefined,
    maxUses: search.max_uses ?? undefined,
  };
}
