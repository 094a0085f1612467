import type { DroppedFields } from '../neutral/dropped-fields.js';
import { isRecord } from '../neutral/parse-json.js';
import { parseField } from '../neutral/parse-field.js';
import type { Path } from '../neutral/path.js';
import { RequestError } from '../neutral/request-error.js';
import type { NeutralTool, ToolChoice, WebSearch } from '../neutral/request.js';
import { assertOffered } from '../neutral/tool-choice.js';
import { responsesToolChoiceSchema, responsesToolSchema } from './schema.js';

const READABLE = /^(function|custom|web_search(_\d{4}_\d\d_\d\d)?|web_search_preview(_\d{4}_\d\d_\d\d)?)$/;

/** @see readResponsesTools */
export interface ResponsesTools {
  readonly tools: readonly NeutralTool[];
  readonly webSearch: WebSearch | undefined;
  readonly customTools: ReadonlySet<string>;
}

/**
 * Reads `tools`. A custom tool, which takes free text, is offered as a function with the one parameter `input`; its
 * grammar, which no other target enforces, goes into the description.
 *
 * @throws RequestError for tools that OpenAI runs or defines itself
 */
export function readResponsesTools(list: readonly unknown[], dropped: DroppedFields): ResponsesTools {
  const tools: NeutralTool[] = [];
  const names = new Set<string>();
  const customTools = new Set<string>();
  let webSearch: WebSearch | undefined;
  const add = (tool: NeutralTool, path: Path): void => {
    if (names.has(tool.name)) throw new RequestError([...path, 'name'], 'Two tools have the same name');
    names.add(tool.name);
    tools.push(tool);
  };
  list.forEach((entry, index) => {
    const path: Path = ['tools', index];
    refuseHosted(entry, path);
    const tool = parseField(responsesToolSchema, entry, path);
    switch (tool.type) {
      case 'function': {
        const { name, description, parameters } = tool;
        if (tool.strict) dropped.add('tools[].strict');
        add({ name, description: description ?? undefined, parameters: parameters ?? undefined }, path);
        break;
      }
      case 'custom':
        customTools.add(tool.name);
        add({ name: tool.name, description: customDescription(tool), parameters: FREE_TEXT }, path);
        break;
      default:
        dropped.addUnknownKeys(tool, new Set(['type', 'filters', 'external_web_access']), 'tools[].web_search.');
        webSearch = {
          allowedDomains: tool.filters?.allowed_domains ?? undefined,
          blockedDomains: tool.filters?.blocked_domains ?? undefined,
        };
    }
  });
  return { tools, webSearch, customTools };
}

const FREE_TEXT = {
  type: 'object',
  properties: { input: { type: 'string', description: 'The whole input of the tool, as plain text.' } },
  required: ['input'],
  additionalProperties: false,
} as const;

function customDescription(tool: {
  readonly description?: string | null | undefined;
  readonly format?:
    { readonly syntax?: string | undefined; readonly definition?: string | undefined } | null | undefined;
}): string {
  const { syntax = 'given', definition } = tool.format ?? {};
  const grammar = definition === undefined ? '' : `The input must follow this ${syntax} grammar:\n${definition}`;
  return [tool.description, grammar].filter((text) => text).join('\n\n');
}

function refuseHosted(entry: unknown, path: Path): void {
  const type = isRecord(entry) ? entry['type'] : undefined;
  if (typeof type === 'string' && !READABLE.test(type)) {
    throw new RequestError([...path, 'type'], "This tool is OpenAI's own and cannot be carried to this model", {
      hint: 'Offer it as a function of your own.',
    });
  }
}

/** Reads `tool_choice`. @param tools  those that are offered @throws RequestError */
export function readResponsesToolChoice(value: unknown, tools: readonly NeutralTool[]): ToolChoice | undefined {
  if (value === undefined || value === null) return undefined;
  const choice = parseField(responsesToolChoiceSchema, value, ['tool_choice']);
  const read: ToolChoice = typeof choice === 'string' ? { mode: choice } : namedChoice(choice);
  assertOffered(read, tools, ['tool_choice']);
  return read;
}

function namedChoice(
  choice:
    | { type: 'function' | 'custom'; name: string }
    | { type: 'allowed_tools'; mode: 'auto' | 'required'; tools: { name: string }[] },
): ToolChoice {
  if (choice.type === 'allowed_tools') return { mode: choice.mode, names: choice.tools.map((tool) => tool.name) };
  return { mode: 'required', names: [choice.name] };
}
