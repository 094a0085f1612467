import type { TranslationContext } from '../neutral/context.js';
import type { DroppedFields } from '../neutral/dropped-fields.js';
import { assertDepth, parseField } from '../neutral/parse-field.js';
import { RequestError } from '../neutral/request-error.js';
import type { NeutralRequest, ResponseFormat, Sampling, ThinkingConfig } from '../neutral/request.js';
import { readChatMessages } from './messages-to-neutral.js';
import { chatBodySchema, chatResponseFormatSchema, type ChatBody } from './schema.js';
import { readChatToolChoice, readChatTools } from './tools-to-neutral.js';

/** What is read here, or says nothing about the answer; any other key that is set is named as dropped. */
const KNOWN = new Set([
  ...Object.keys(chatBodySchema.shape),
  'audio', // only heard with modalities: ["audio"], which is refused
  'prompt_cache_retention',
  'prompt_cache_options',
]);

/**
 * Reads a chat completion request.
 *
 * @param body  parsed JSON, as it came
 * @throws RequestError with the path of the field at fault
 */
export function chatToNeutral(body: unknown, context: TranslationContext): NeutralRequest {
  assertDepth(body, []);
  const chat = parseField(chatBodySchema, body, []);
  nameDropped(chat, context.dropped);
  if (chat.modalities?.includes('audio')) throw new RequestError(['modalities'], 'This model cannot answer in audio');
  const { system, messages } = readChatMessages(chat.messages, context);
  const tools = readChatTools(chat, context.dropped);
  return {
    model: chat.model,
    stream: chat.stream ?? false,
    includeUsage: chat.stream_options?.include_usage ?? false,
    session: chat.prompt_cache_key ?? chat.user ?? chat.safety_identifier ?? undefined,
    system,
    messages,
    tools,
    toolChoice: readChatToolChoice(chat, tools),
    parallelToolCalls: chat.parallel_tool_calls ?? undefined,
    sampling: sampling(chat),
    responseFormat: responseFormat(chat, context.dropped),
    thinking: thinking(chat),
    webSearch: webSearch(chat, context.dropped),
  };
}

function nameDropped(chat: ChatBody, dropped: DroppedFields): void {
  dropped.addUnknownKeys(chat, KNOWN);
  if (chat.logit_bias && Object.keys(chat.logit_bias).length > 0) dropped.add('logit_bias');
  if (chat.metadata && Object.keys(chat.metadata).length > 0) dropped.add('metadata');
  if (chat.store) dropped.add('store');
  if (chat.service_tier && !['auto', 'default'].includes(chat.service_tier)) dropped.add('service_tier');
  if (chat.verbosity && chat.verbosity !== 'medium') dropped.add('verbosity');
}

function sampling(chat: ChatBody): Sampling {
  const stop = typeof chat.stop === 'string' ? [chat.stop] : chat.stop;
  if (chat.top_logprobs && !chat.logprobs) {
    throw new RequestError(['top_logprobs'], 'top_logprobs needs logprobs to be true');
  }
  return {
    temperature: chat.temperature ?? undefined,
    topP: chat.top_p ?? undefined,
    topK: chat.top_k ?? undefined,
    maxOutputTokens: chat.max_completion_tokens ?? chat.max_tokens ?? undefined,
    stopSequences: stop?.length ? stop : undefined,
    seed: chat.seed ?? undefined,
    frequencyPenalty: chat.frequency_penalty ?? undefined,
    presencePenalty: chat.presence_penalty ?? undefined,
    candidates: chat.n ?? undefined,
    topLogprobs: chat.logprobs ? (chat.top_logprobs ?? 0) : undefined,
  };
}

function responseFormat(chat: ChatBody, dropped: DroppedFields): ResponseFormat | undefined {
  if (chat.response_format === undefined || chat.response_format === null) return undefined;
  const format = parseField(chatResponseFormatSchema, chat.response_format, ['response_format']);
  switch (format.type) {
    case 'text':
      return { type: 'text' };
    case 'json_object':
      return { type: 'json' };
    case 'json_schema':
      if (format.json_schema.description) dropped.add('response_format.json_schema.description');
      return { type: 'json', name: format.json_schema.name, schema: format.json_schema.schema ?? undefined };
    default:
      return format satisfies never;
  }
}

/** Thoughts are shown to a caller who asked for effort; Google's `extra_body` decides where it is given. */
function thinking(chat: ChatBody): ThinkingConfig | undefined {
  const config = chat.extra_body?.google?.thinking_config;
  const effort = config?.thinking_level ?? chat.reasoning_effort ?? undefined;
  if (!config && effort === undefined) return undefined;
  return {
    effort,
    budgetTokens: config?.thinking_budget ?? undefined,
    includeThoughts: config?.include_thoughts ?? (effort !== undefined && effort !== 'none'),
  };
}

function webSearch(chat: ChatBody, dropped: DroppedFields): NeutralRequest['webSearch'] {
  if (!chat.web_search_options) return undefined;
  dropped.addUnknownKeys(chat.web_search_options, new Set(), 'web_search_options.');
  return {};
}
