import { z } from 'zod';

/**
 * The body of `POST /v1/messages`, in the pieces in which it is read. Unknown keys stay, to be named.
 *
 * @see https://platform.claude.com/docs/en/api/messages and the types of `@anthropic-ai/sdk` 0.137.0 and 1.11.0 (read 2026-11-20)
 */
const unknownList = z.array(z.unknown());
const stringOrList = z.union([z.string(), unknownList]);

export const anthropicBodySchema = z.looseObject({
  model: z.string().min(1).max(256),
  messages: unknownList.min(1),
  max_tokens: z.number().int().positive().optional(),
  system: stringOrList.nullish(),
  stream: z.boolean().nullish(),
  temperature: z.number().min(0).max(1).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  top_k: z.number().int().nonnegative().nullish(),
  stop_sequences: z.array(z.string()).nullish(),
  metadata: z.looseObject({ user_id: z.string().nullish() }).nullish(),
  thinking: z
    .discriminatedUnion('type', [
      z.looseObject({
        type: z.literal('enabled'),
        budget_tokens: z.number().int().min(1024),
        display: z.enum(['summarized', 'omitted']).nullish(),
      }),
      z.looseObject({ type: z.literal('adaptive'), display: z.enum(['summarized', 'omitted']).nullish() }),
      z.looseObject({ type: z.literal('between_tools') }),
      z.looseObject({ type: z.literal('disabled') }),
    ])
    .nullish(),
  output_config: z
    .looseObject({
      effort: z.enum(['low', 'medium', 'high', 'xhigh', 'max']).nullish(),
      format: z.looseObject({ type: z.literal('json_schema'), schema: z.record(z.string(), z.unknown()) }).nullish(),
    })
    .nullish(),
  output_format: z.looseObject({ type: z.literal('json_schema'), schema: z.record(z.string(), z.unknown()) }).nullish(),
  tools: unknownList.nullish(),
  tool_choice: z
    .discriminatedUnion('type', [
      z.looseObject({ type: z.literal('auto'), disable_parallel_tool_use: z.boolean().optional() }),
      z.looseObject({ type: z.literal('any'), disable_parallel_tool_use: z.boolean().optional() }),
      z.looseObject({
        type: z.literal('tool'),
        name: z.string().min(1),
        disable_parallel_tool_use: z.boolean().optional(),
      }),
      z.looseObject({ type: z.literal('none') }),
    ])
    .nullish(),
});
export type AnthropicBody = z.output<typeof anthropicBodySchema>;

/** A message, its content not yet looked into. */
export const anthropicMessageSchema = z.looseObject({
  role: z.enum(['user', 'assistant', 'system']),
  content: stringOrList,
});

const base64Source = z.looseObject({
  type: z.literal('base64'),
  media_type: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/),
  data: z.string(),
});
const urlSource = z.looseObject({ type: z.literal('url'), url: z.string() });
const fileSource = z.looseObject({ type: z.literal('file'), file_id: z.string() });

const text = z.looseObject({ type: z.literal('text'), text: z.string(), citations: z.unknown().optional() });
const image = z.looseObject({
  type: z.literal('image'),
  source: z.discriminatedUnion('type', [base64Source, urlSource, fileSource]),
});
const document = z.looseObject({
  type: z.literal('document'),
  title: z.string().nullish(),
  context: z.string().nullish(),
  citations: z.looseObject({ enabled: z.boolean().optional() }).nullish(),
  source: z.discriminatedUnion('type', [
    base64Source,
    urlSource,
    fileSource,
    z.looseObject({ type: z.literal('text'), media_type: z.literal('text/plain'), data: z.string() }),
    z.looseObject({ type: z.literal('content'), content: stringOrList }),
  ]),
});
const searchResult = z.looseObject({
  type: z.literal('search_result'),
  source: z.string(),
  title: z.string(),
  content: z.array(z.looseObject({ type: z.literal('text'), text: z.string() })),
});

/** Blocks that stand for a file or a text, in a user turn or in a tool's result. */
export const anthropicMediaBlockSchema = z.discriminatedUnion('type', [text, image, document, searchResult]);
export type AnthropicMediaBlock = z.output<typeof anthropicMediaBlockSchema>;

const toolUse = z.looseObject({
  type: z.literal('tool_use'),
  id: z.string().regex(/^[a-zA-Z0-9_-]+$/),
  name: z.string().min(1),
  input: z.record(z.string(), z.unknown()),
});
const toolResult = z.looseObject({
  type: z.literal('tool_result'),
  tool_use_id: z.string().min(1),
  content: stringOrList.nullish(),
  is_error: z.boolean().nullish(),
});
export type AnthropicToolResult = z.output<typeof toolResult>;

/** Blocks of a user turn. */
export const anthropicUserBlockSchema = z.discriminatedUnion('type', [text, image, document, searchResult, toolResult]);

/** Traces of tools that ran at Anthropic's: they are read past, and named. */
export const SERVER_BLOCKS: ReadonlySet<unknown> = new Set([
  'server_tool_use',
  'web_search_tool_result',
  'web_fetch_tool_result',
  'code_execution_tool_result',
  'bash_code_execution_tool_result',
  'text_editor_code_execution_tool_result',
  'tool_search_tool_result',
  'mcp_tool_use',
  'mcp_tool_result',
  'container_upload',
  'compaction',
]);

/** Blocks of an assistant turn. */
export const anthropicAssistantBlockSchema = z.discriminatedUnion('type', [
  text,
  image,
  document,
  toolUse,
  z.looseObject({ type: z.literal('thinking'), thinking: z.string(), signature: z.string() }),
  z.looseObject({ type: z.literal('redacted_thinking'), data: z.string() }),
]);

/** An entry of `tools` that the caller runs itself. */
export const anthropicToolSchema = z.looseObject({
  type: z.literal('custom').nullish(),
  name: z.string().min(1).max(128),
  description: z.string().nullish(),
  input_schema: z.looseObject({ type: z.literal('object') }),
  strict: z.boolean().nullish(),
});

/** The web search that runs at the provider's, all its versions. */
export const anthropicWebSearchSchema = z.looseObject({
  type: z.string().regex(/^web_search_\d{8}$/),
  name: z.literal('web_search'),
  allowed_domains: z.array(z.string()).nullish(),
  blocked_domains: z.array(z.string()).nullish(),
  max_uses: z.number().int().positive().nullish(),
  user_location: z.unknown().optional(),
});
