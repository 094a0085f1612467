import type { TranslationContext } from '../neutral/context.js';
import type { DroppedFields } from '../neutral/dropped-fields.js';
import { assertDepth, parseField } from '../neutral/parse-field.js';
import { RequestError } from '../neutral/request-error.js';
import type { NeutralRequest, ResponseFormat, ThinkingConfig } from '../neutral/request.js';
import type { ResponsesEcho } from './answer.js';
import { readResponsesInput } from './input-to-neutral.js';
import { responsesBodySchema, type ResponsesBody } from './schema.js';
import { readResponsesToolChoice, readResponsesTools } from './tools-to-neutral.js';

/** A Responses request, with what its answer must know of it. */
export interface ResponsesRequest {
  readonly request: NeutralRequest;
  /** Fields that the answer repeats. */
  readonly echo: ResponsesEcho;
  /** Names of tools that take free text; their calls are written as `custom_tool_call`. */
  readonly customTools: ReadonlySet<string>;
  /** `include` asks for `reasoning.encrypted_content`. */
  readonly encryptedReasoning: boolean;
}

const KNOWN = new Set([
  ...Object.keys(responsesBodySchema.shape),
  'prompt_cache_retention',
  'prompt_cache_options',
  'client_metadata',
]);

/** What is kept on OpenAI's side only; a gateway that stores nothing cannot go on from there. */
const STATEFUL = [
  ['previous_response_id', 'Earlier answers are not stored here; send the whole conversation as input'],
  ['conversation', 'Conversations are not stored here; send the whole conversation as input'],
  ['prompt', 'Stored prompts are not known here; send instructions and input'],
] as const;

const INCLUDES = new Set(['reasoning.encrypted_content', 'message.output_text.logprobs']);

/**
 * Reads a Responses request.
 *
 * @param body  parsed JSON, as it came
 * @throws RequestError with the path of the field at fault
 */
export function responsesToNeutral(body: unknown, context: TranslationContext): ResponsesRequest {
  assertDepth(body, []);
  const parsed = parseField(responsesBodySchema, body, []);
  refuseState(parsed);
  nameDropped(parsed, context.dropped);
  const { tools, webSearch, customTools } = readResponsesTools(parsed.tools ?? [], context.dropped);
  const { system, messages } = readResponsesInput(parsed.input, context);
  const include = new Set(parsed.include ?? []);
  const instructions = parsed.instructions ? [{ type: 'text', text: parsed.instructions } as const] : [];
  const request: NeutralRequest = {
    model: parsed.model,
    stream: parsed.stream ?? false,
    includeUsage: true,
    session: parsed.prompt_cache_key ?? parsed.user ?? parsed.safety_identifier ?? undefined,
    system: [...instructions, ...system],
    messages,
    tools,
    toolChoice: readResponsesToolChoice(parsed.tool_choice, tools),
    parallelToolCalls: parsed.parallel_tool_calls ?? undefined,
    sampling: {
      temperature: parsed.temperature ?? undefined,
      topP: parsed.top_p ?? undefined,
      maxOutputTokens: parsed.max_output_tokens ?? undefined,
      topLogprobs: include.has('message.output_text.logprobs') ? (parsed.top_logprobs ?? 0) : undefined,
    },
    responseFormat: responseFormat(parsed),
    thinking: thinking(parsed),
    webSearch,
  };
  return { request, echo: echo(parsed), customTools, encryptedReasoning: include.has('reasoning.encrypted_content') };
}

function refuseState(body: ResponsesBody): void {
  for (const [field, message] of STATEFUL) {
    if (body[field] !== undefined && body[field] !== null) throw new RequestError([field], message);
  }
  if (body.background) throw new RequestError(['background'], 'Answers cannot be made in the background here');
}

function nameDropped(body: ResponsesBody, dropped: DroppedFields): void {
  dropped.addUnknownKeys(body, KNOWN);
  if (body.store) dropped.add('store');
  if (body.truncation === 'auto') dropped.add('truncation');
  if (body.service_tier && !['auto', 'default'].includes(body.service_tier)) dropped.add('service_tier');
  if (body.text?.verbosity && body.text.verbosity !== 'medium') dropped.add('text.verbosity');
  for (const name of body.include ?? []) if (!INCLUDES.has(name)) dropped.add(`include.${name}`);
  if (body.top_logprobs && !body.include?.includes('message.output_text.logprobs')) dropped.add('top_logprobs');
}

function responseFormat(body: ResponsesBody): ResponseFormat | undefined {
  const format = body.text?.format;
  switch (format?.type) {
    case undefined:
      return undefined;
    case 'text':
      return { type: 'text' };
    case 'json_object':
      return { type: 'json' };
    case 'json_schema':
      return { type: 'json', name: format.name, schema: format.schema };
    default:
      return format satisfies undefined;
  }
}

function thinking(body: ResponsesBody): ThinkingConfig | undefined {
  const effort = body.reasoning?.effort ?? undefined;
  const summary = body.reasoning?.summary ?? body.reasoning?.generate_summary ?? undefined;
  const includeThoughts = summary !== undefined && summary !== 'none';
  return effort === undefined && !includeThoughts ? undefined : { effort, includeThoughts };
}

function echo(body: ResponsesBody): ResponsesEcho {
  return {
    instructions: body.instructions ?? null,
    metadata: body.metadata ?? {},
    temperature: body.temperature ?? 1,
    top_p: body.top_p ?? 1,
    top_logprobs: body.top_logprobs ?? 0,
    max_output_tokens: body.max_output_tokens ?? null,
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    tool_choice: body.tool_choice ?? 'auto',
    tools: body.tools ?? [],
    text: { ...body.text, format: body.text?.format ?? { type: 'text' } },
    reasoning: { effort: body.reasoning?.effort ?? null, summary: body.reasoning?.summary ?? null },
    truncation: body.truncation ?? 'disabled',
    user: body.user ?? null,
    prompt_cache_key: body.prompt_cache_key ?? null,
    safety_identifier: body.safety_identifier ?? null,
  };
}
