import { z } from 'zod';

/**
 * The body of `POST /v1/responses`, in the pieces in which it is read. Null is taken for "not set"; unknown keys stay.
 *
 * @see https://platform.openai.com/docs/api-reference/responses/create and the types of the `openai` package 6.49.0 (read 2026-11-20)
 */
const unknownList = z.array(z.unknown());
const stringOrList = z.union([z.string(), unknownList]);
const unset = z.unknown().optional();

export const responsesBodySchema = z.looseObject({
  model: z.string().min(1).max(256),
  input: z.union([z.string().min(1), unknownList.min(1)]),
  instructions: z.string().nullish(),
  stream: z.boolean().nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  max_output_tokens: z.number().int().positive().nullish(),
  top_logprobs: z.number().int().min(0).max(20).nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  tools: unknownList.nullish(),
  tool_choice: unset,
  text: z
    .looseObject({
      verbosity: z.string().nullish(),
      format: z
        .discriminatedUnion('type', [
          z.looseObject({ type: z.literal('text') }),
          z.looseObject({ type: z.literal('json_object') }),
          z.looseObject({
            type: z.literal('json_schema'),
            name: z.string().min(1),
            schema: z.record(z.string(), z.unknown()),
            strict: z.boolean().nullish(),
            description: z.string().nullish(),
          }),
        ])
        .nullish(),
    })
    .nullish(),
  reasoning: z
    .looseObject({
      effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']).nullish(),
      summary: z.enum(['auto', 'concise', 'detailed', 'none']).nullish(),
      generate_summary: z.enum(['auto', 'concise', 'detailed']).nullish(),
    })
    .nullish(),
  include: z.array(z.string()).nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  user: z.string().nullish(),
  prompt_cache_key: z.string().nullish(),
  safety_identifier: z.string().nullish(),
  store: z.boolean().nullish(),
  service_tier: z.string().nullish(),
  truncation: z.enum(['auto', 'disabled']).nullish(),
  stream_options: z.looseObject({}).nullish(),
  background: z.boolean().nullish(),
  previous_response_id: unset,
  conversation: unset,
  prompt: unset,
});
export type ResponsesBody = z.output<typeof responsesBodySchema>;

const detail = z.enum(['auto', 'low', 'high', 'original']).nullish();

/** A content part of a message, or of a tool's output. */
export const responsesPartSchema = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('input_text'), text: z.string() }),
  z.looseObject({ type: z.literal('output_text'), text: z.string() }),
  z.looseObject({ type: z.literal('text'), text: z.string() }),
  z.looseObject({ type: z.literal('refusal'), refusal: z.string() }),
  z.looseObject({
    type: z.literal('input_image'),
    image_url: z.string().nullish(),
    file_id: z.string().nullish(),
    detail,
  }),
  z.looseObject({
    type: z.literal('input_file'),
    file_data: z.string().nullish(),
    file_url: z.string().nullish(),
    file_id: z.string().nullish(),
    filename: z.string().nullish(),
  }),
  z.looseObject({
    type: z.literal('input_audio'),
    input_audio: z.looseObject({ data: z.string(), format: z.enum(['wav', 'mp3', 'flac', 'ogg', 'aac', 'aiff']) }),
  }),
]);
export type ResponsesPart = z.output<typeof responsesPartSchema>;

/** An entry of `input`; `type` may be left out for messages, which is mended before. */
export const responsesItemSchema = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('message'),
    role: z.enum(['user', 'assistant', 'system', 'developer']),
    content: stringOrList,
  }),
  z.looseObject({
    type: z.literal('function_call'),
    call_id: z.string().min(1),
    name: z.string().min(1),
    arguments: z.string(),
  }),
  z.looseObject({ type: z.literal('function_call_output'), call_id: z.string().min(1), output: stringOrList }),
  z.looseObject({
    type: z.literal('custom_tool_call'),
    call_id: z.string().min(1),
    name: z.string().min(1),
    input: z.string(),
  }),
  z.looseObject({ type: z.literal('custom_tool_call_output'), call_id: z.string().min(1), output: stringOrList }),
  z.looseObject({
    type: z.literal('reasoning'),
    summary: z.array(z.looseObject({ text: z.string() })).nullish(),
    content: z.array(z.looseObject({ text: z.string() })).nullish(),
    encrypted_content: z.string().nullish(),
  }),
  z.looseObject({ type: z.literal('web_search_call') }),
  z.looseObject({ type: z.literal('image_generation_call'), result: z.string().nullish() }),
]);
export type ResponsesItem = z.output<typeof responsesItemSchema>;

/** An entry of `tools`. */
export const responsesToolSchema = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('function'),
    name: z.string().min(1).max(128),
    description: z.string().nullish(),
    parameters: z.record(z.string(), z.unknown()).nullish(),
    strict: z.boolean().nullish(),
  }),
  z.looseObject({
    type: z.literal('custom'),
    name: z.string().min(1).max(128),
    description: z.string().nullish(),
    format: z
      .looseObject({ type: z.string(), syntax: z.string().optional(), definition: z.string().optional() })
      .nullish(),
  }),
  z.looseObject({
    type: z.enum(['web_search', 'web_search_2025_08_26', 'web_search_preview', 'web_search_preview_2025_03_11']),
    filters: z
      .looseObject({ allowed_domains: z.array(z.string()).nullish(), blocked_domains: z.array(z.string()).nullish() })
      .nullish(),
  }),
]);

const namedTool = z.looseObject({ type: z.enum(['function', 'custom']), name: z.string().min(1) });

/** `tool_choice`. */
export const responsesToolChoiceSchema = z.union([
  z.enum(['none', 'auto', 'required']),
  z.discriminatedUnion('type', [
    z.looseObject({ type: z.enum(['function', 'custom']), name: z.string().min(1) }),
    z.looseObject({
      type: z.literal('allowed_tools'),
      mode: z.enum(['auto', 'required']),
      tools: z.array(namedTool),
    }),
  ]),
]);
