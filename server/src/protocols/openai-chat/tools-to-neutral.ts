import type { DroppedFields } from '../neutral/dropped-fields.js';
import { parseField } from '../neutral/parse-field.js';
import type { Path } from '../neutral/path.js';
import { RequestError } from '../neutral/request-error.js';
import type { NeutralTool, ToolChoice } from '../neutral/request.js';
import { assertOffered } from '../neutral/tool-choice.js';
import { chatFunctionSchema, chatToolChoiceSchema, chatToolSchema, type ChatBody } from './schema.js';

/**
 * Reads `tools`, and the older `functions`.
 *
 * @throws RequestError for custom tools (free text, grammars): no other target has them
 */
export function readChatTools(chat: ChatBody, dropped: DroppedFields): NeutralTool[] {
  const names = new Set<string>();
  const read = (definition: unknown, path: Path): NeutralTool => {
    const { name, description, parameters, strict } = parseField(chatFunctionSchema, definition, path);
    if (names.has(name)) throw new RequestError([...path, 'name'], 'Two tools have the same name');
    names.add(name);
    if (strict) dropped.add('tools[].function.strict');
    return { name, description: description ?? undefined, parameters: parameters ?? undefined };
  };
  const tools = (chat.tools ?? []).map((entry, index) => {
    const tool = parseField(chatToolSchema, entry, ['tools', index]);
    if (tool.type === 'custom') {
      throw new RequestError(['tools', index, 'type'], 'Custom tools cannot be carried to this model; use a function');
    }
    return read(tool.function, ['tools', index, 'function']);
  });
  const functions = (chat.functions ?? []).map((entry, index) => read(entry, ['functions', index]));
  return [...tools, ...functions];
}

/** Reads `tool_choice`, and the older `function_call`. @param tools  those that are offered */
export function readChatToolChoice(chat: ChatBody, tools: readonly NeutralTool[]): ToolChoice | undefined {
  const choice = readChoice(chat);
  assertOffered(choice, tools, [chat.tool_choice ? 'tool_choice' : 'function_call']);
  return choice;
}

function readChoice(chat: ChatBody): ToolChoice | undefined {
  if (chat.tool_choice === undefined || chat.tool_choice === null) {
    const older = chat.function_call;
    if (!older) return undefined;
    return typeof older === 'string' ? { mode: older } : { mode: 'required', names: [older.name] };
  }
  const choice = parseField(chatToolChoiceSchema, chat.tool_choice, ['tool_choice']);
  if (typeof choice === 'string') return { mode: choice };
  switch (choice.type) {
    case 'function':
      return { mode: 'required', names: [choice.function.name] };
    case 'allowed_tools':
      return { mode: choice.allowed_tools.mode, names: choice.allowed_tools.tools.map((tool) => tool.function.name) };
    case 'custom':
      throw new RequestError(['tool_choice', 'type'], 'Custom tools cannot be carried to this model');
    default:
      return choice satisfies never;
  }
}
