import { z } from 'zod';

/**
 * The body of `POST /v1/chat/completions`, in the pieces in which it is read: the top level first, then each message, then
 * each content part. OpenAI's own null for "not set" is taken everywhere. Unknown keys stay, to be named.
 *
 * @see https://platform.openai.com/docs/api-reference/chat/create and the types of the `openai` package 6.49.0 (read 2026-11-20)
 */
const positiveInteger = z.number().int().positive().nullish();
const unknownList = z.array(z.unknown());

const extraGoogle = z
  .looseObject({
    google: z
      .looseObject({
        thinking_config: z
          .looseObject({
            include_thoughts: z.boolean().nullish(),
            thinking_budget: z.number().int().nullish(),
            thinking_level: z.enum(['minimal', 'low', 'medium', 'high']).nullish(),
          })
          .nullish(),
      })
      .nullish(),
  })
  .nullish();

export const chatBodySchema = z.looseObject({
  model: z.string().min(1).max(256),
  messages: unknownList.min(1),
  stream: z.boolean().nullish(),
  stream_options: z
    .looseObject({ include_usage: z.boolean().nullish(), include_obfuscation: z.boolean().nullish() })
    .nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  top_k: positiveInteger,
  n: z.number().int().min(1).max(128).nullish(),
  seed: z.number().int().nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  max_tokens: positiveInteger,
  max_completion_tokens: positiveInteger,
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.number().int().min(0).max(20).nullish(),
  logit_bias: z.record(z.string(), z.number()).nullish(),
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']).nullish(),
  response_format: z.unknown().optional(),
  tools: unknownList.nullish(),
  tool_choice: z.unknown().optional(),
  parallel_tool_calls: z.boolean().nullish(),
  functions: unknownList.nullish(),
  function_call: z.union([z.enum(['none', 'auto']), z.looseObject({ name: z.string() })]).nullish(),
  web_search_options: z.looseObject({}).nullish(),
  user: z.string().nullish(),
  prompt_cache_key: z.string().nullish(),
  safety_identifier: z.string().nullish(),
  modalities: z.array(z.enum(['text', 'audio'])).nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  store: z.boolean().nullish(),
  service_tier: z.string().nullish(),
  extra_body: extraGoogle,
  google: z.unknown().optional(),
  verbosity: z.string().nullish(),
});
export type ChatBody = z.output<typeof chatBodySchema>;

/** Google's own OpenAI-compatible endpoint carries a call's signature here. @see https://ai.google.dev/gemini-api/docs/openai */
const extraContent = z
  .looseObject({ google: z.looseObject({ thought_signature: z.string().nullish() }).nullish() })
  .nullish();

const toolCallSchema = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('function'),
    id: z.string().min(1),
    function: z.looseObject({ name: z.string().min(1), arguments: z.string() }),
    extra_content: extraContent,
  }),
  z.looseObject({ type: z.literal('custom'), id: z.string().min(1) }),
]);

/** A model's call in an assistant message. Some clients leave `type` out. */
export const chatToolCallSchema = z.preprocess(
  (call) => (typeof call === 'object' && call !== null && !('type' in call) ? { ...call, type: 'function' } : call),
  toolCallSchema,
);

const stringOrList = z.union([z.string(), unknownList]);

/** A message, its content and tool calls not yet looked into. */
export const chatMessageSchema = z.discriminatedUnion('role', [
  z.looseObject({ role: z.literal('system'), content: stringOrList }),
  z.looseObject({ role: z.literal('developer'), content: stringOrList }),
  z.looseObject({ role: z.literal('user'), content: stringOrList }),
  z.looseObject({
    role: z.literal('assistant'),
    content: stringOrList.nullish(),
    refusal: z.string().nullish(),
    reasoning_content: z.string().nullish(),
    tool_calls: unknownList.nullish(),
    function_call: z.looseObject({ name: z.string().min(1), arguments: z.string() }).nullish(),
    audio: z.unknown().optional(),
    extra_content: extraContent,
  }),
  z.looseObject({ role: z.literal('tool'), content: stringOrList, tool_call_id: z.string().min(1) }),
  z.looseObject({ role: z.literal('function'), content: z.string().nullable(), name: z.string().min(1) }),
]);
export type ChatMessage = z.output<typeof chatMessageSchema>;

/** A content part of any role. */
export const chatPartSchema = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text'), text: z.string() }),
  z.looseObject({ type: z.literal('refusal'), refusal: z.string() }),
  z.looseObject({
    type: z.literal('image_url'),
    image_url: z.union([
      z.looseObject({ url: z.string(), detail: z.enum(['auto', 'low', 'high', 'original']).nullish() }),
      z.string(),
    ]),
  }),
  z.looseObject({
    type: z.literal('input_audio'),
    input_audio: z.looseObject({ data: z.string(), format: z.enum(['wav', 'mp3', 'flac', 'ogg', 'aac', 'aiff']) }),
  }),
  z.looseObject({
    type: z.literal('file'),
    file: z.looseObject({
      file_data: z.string().nullish(),
      file_id: z.string().nullish(),
      filename: z.string().nullish(),
    }),
  }),
]);
export type ChatPart = z.output<typeof chatPartSchema>;

const functionSchema = z.looseObject({
  name: z.string().min(1).max(128),
  description: z.string().nullish(),
  parameters: z.record(z.string(), z.unknown()).nullish(),
  strict: z.boolean().nullish(),
});

/** An entry of the older `functions`. */
export const chatFunctionSchema = functionSchema;

/** An entry of `tools`. */
export const chatToolSchema = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('function'), function: functionSchema }),
  z.looseObject({ type: z.literal('custom') }),
]);

/** `tool_choice`. */
export const chatToolChoiceSchema = z.union([
  z.enum(['none', 'auto', 'required']),
  z.discriminatedUnion('type', [
    z.looseObject({ type: z.literal('function'), function: z.looseObject({ name: z.string().min(1) }) }),
    z.looseObject({ type: z.literal('custom') }),
    z.looseObject({
      type: z.literal('allowed_tools'),
      allowed_tools: z.looseObject({
        mode: z.enum(['auto', 'required']),
        tools: z.array(
          z.looseObject({ type: z.literal('function'), function: z.looseObject({ name: z.string().min(1) }) }),
        ),
      }),
    }),
  ]),
]);

/** `response_format`. */
export const chatResponseFormatSchema = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text') }),
  z.looseObject({ type: z.literal('json_object') }),
  z.looseObject({
    type: z.literal('json_schema'),
    json_schema: z.looseObject({
      name: z.string().min(1),
      description: z.string().nullish(),
      schema: z.record(z.string(), z.unknown()).nullish(),
      strict: z.boolean().nullish(),
    }),
  }),
]);
