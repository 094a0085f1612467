import type { DroppedFields } from '../neutral/dropped-fields.js';
import { assertDepth, parseField } from '../neutral/parse-field.js';
import { RequestError } from '../neutral/request-error.js';
import type { NeutralRequest, ResponseFormat, Sampling, ThinkingConfig, ToolChoice } from '../neutral/request.js';
import type { AnthropicContext } from './context.js';
import { readAnthropicMessages, readAnthropicSystem } from './messages-to-neutral.js';
import { assertOffered } from '../neutral/tool-choice.js';
import { anthropicBodySchema, type AnthropicBody } from './schema.js';
import { readAnthropicTools } from './tools-to-neutral.js';

/** Read here, or without a meaning for the answer (caching is the upstream's own affair). */
const KNOWN = new Set([...Object.keys(anthropicBodySchema.shape), 'cache_control', 'diagnostics', 'anthropic_version']);

/** What Anthropic calls the search that runs at the provider's. */
const WEB_SEARCH = 'web_search';

/**
 * Reads a Messages request.
 *
 * @param body  parsed JSON, as it came
 * @throws RequestError with the path of the field at fault
 */
export function anthropicToNeutral(body: unknown, context: AnthropicContext): NeutralRequest {
  const request = readRequest(body, context);
  if (request.sampling.maxOutputTokens === undefined) throw new RequestError(['max_tokens'], 'Field required');
  return request;
}

/**
 * Reads a `count_tokens` request, which is a Messages request without a limit.
 *
 * @throws RequestError
 */
export function anthropicCountToNeutral(body: unknown, context: AnthropicContext): NeutralRequest {
  return readRequest(body, context);
}

function readRequest(body: unknown, context: AnthropicContext): NeutralRequest {
  assertDepth(body, []);
  const parsed = parseField(anthropicBodySchema, body, []);
  context.dropped.addUnknownKeys(parsed, KNOWN);
  if (context.version === '2026-10-21') refuseOldSampling(parsed);
  const { tools, webSearch } = readAnthropicTools(parsed.tools ?? [], context.dropped);
  const { system, messages } = readAnthropicMessages(parsed.messages, context);
  const choice = parsed.tool_choice ?? undefined;
  return {
    model: parsed.model,
    stream: parsed.stream ?? false,
    includeUsage: true,
    session: parsed.metadata?.user_id ?? undefined,
    system: [...readAnthropicSystem(parsed.system), ...system],
    messages,
    tools,
    toolChoice: toolChoice(choice, { tools, webSearch }, context.dropped),
    parallelToolCalls:
      choice && choice.type !== 'none' && choice.disable_parallel_tool_use === true ? false : undefined,
    sampling: sampling(parsed),
    responseFormat: responseFormat(parsed),
    thinking: thinking(parsed),
    webSearch,
  };
}

/** By the notes on that version, it no longer takes these. */
function refuseOldSampling(body: AnthropicBody): void {
  for (const field of ['temperature', 'top_p', 'top_k'] as const) {
    if (body[field] !== undefined && body[field] !== null) {
      throw new RequestError([field], 'API version 2026-10-21 does not take this field', {
        hint: 'Leave it out, or send anthropic-version: 2023-06-01.',
      });
    }
  }
}

function sampling(body: AnthropicBody): Sampling {
  return {
    temperature: body.temperature ?? undefined,
    topP: body.top_p ?? undefined,
    topK: body.top_k === 0 ? undefined : (body.top_k ?? undefined),
    maxOutputTokens: body.max_tokens,
    stopSequences: body.stop_sequences?.length ? body.stop_sequences : undefined,
    stopField: 'stop_sequences',
  };
}

function responseFormat(body: AnthropicBody): ResponseFormat | undefined {
  const format = body.output_config?.format ?? body.output_format;
  return format ? { type: 'json', schema: format.schema } : undefined;
}

function thinking(body: AnthropicBody): ThinkingConfig | undefined {
  const config = body.thinking;
  const effort = body.output_config?.effort ?? undefined;
  switch (config?.type) {
    case undefined:
      return effort === undefined ? undefined : { effort, includeThoughts: false };
    case 'disabled':
      return { effort: 'none', includeThoughts: false };
    case 'enabled':
      return { budgetTokens: config.budget_tokens, includeThoughts: config.display !== 'omitted' };
    case 'adaptive':
      return { effort, includeThoughts: config.display !== 'omitted' };
    case 'between_tools':
      return { effort, includeThoughts: true };
    default:
      return config satisfies undefined;
  }
}

function toolChoice(
  choice: AnthropicBody['tool_choice'],
  { tools, webSearch }: Pick<NeutralRequest, 'tools' | 'webSearch'>,
  dropped: DroppedFields,
): ToolChoice | undefined {
  const read = choice ? readChoice(choice) : undefined;
  // A search is the provider's own: other models cannot be made to search, only allowed to.
  if (webSearch && read?.mode === 'required' && (tools.length === 0 || read.names?.includes(WEB_SEARCH))) {
    dropped.add('tool_choice');
    return undefined;
  }
  assertOffered(read, tools, ['tool_choice', 'name']);
  return read;
}

function readChoice(choice: NonNullable<AnthropicBody['tool_choice']>): ToolChoice {
  switch (choice.type) {
    case 'auto':
      return { mode: 'auto' };
    case 'any':
      return { mode: 'required' };
    case 'none':
      return { mode: 'none' };
    case 'tool':
      return { mode: 'required', names: [choice.name] };
    default:
      return choice satisfies never;
  }
}
