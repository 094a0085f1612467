import { z } from 'zod';
import { type ClaudeError, invalidRequest } from './claude-error.js';

/**
 * The body of Anthropic's Messages API as Vertex AI takes it, written from the published reference. Like Anthropic it
 * refuses what it does not know, so that a translator which sends a field to the wrong place fails here.
 *
 * @see https://platform.claude.com/docs/en/api/messages (read 2026-11-20)
 */
const cacheControl = z.strictObject({ type: z.literal('ephemeral'), ttl: z.enum(['5m', '1h']).optional() }).nullish();
const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/, 'not base64');

const citation = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('web_search_result_location'),
    url: z.string(),
    title: z.string().nullable(),
    cited_text: z.string(),
    encrypted_index: z.string(),
  }),
  z.strictObject({
    type: z.literal('char_location'),
    cited_text: z.string(),
    document_index: z.int(),
    document_title: z.string().nullable(),
    start_char_index: z.int(),
    end_char_index: z.int(),
  }),
  z.strictObject({
    type: z.literal('page_location'),
    cited_text: z.string(),
    document_index: z.int(),
    document_title: z.string().nullable(),
    start_page_number: z.int(),
    end_page_number: z.int(),
  }),
]);

const text = z.strictObject({
  type: z.literal('text'),
  text: z.string().min(1, 'text content blocks must be non-empty'),
  cache_control: cacheControl,
  citations: z.array(citation).nullish(),
});
const image = z.strictObject({
  type: z.literal('image'),
  source: z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('base64'),
      media_type: z.enum(['image/jpeg', 'image/png', 'image/gif', 'image/webp']),
      data: base64,
    }),
    z.strictObject({ type: z.literal('url'), url: z.string() }),
  ]),
  cache_control: cacheControl,
});
const document = z.strictObject({
  type: z.literal('document'),
  source: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('base64'), media_type: z.literal('application/pdf'), data: base64 }),
    z.strictObject({ type: z.literal('text'), media_type: z.literal('text/plain'), data: z.string() }),
    z.strictObject({ type: z.literal('url'), url: z.string() }),
    z.strictObject({
      type: z.literal('content'),
      content: z.union([z.string(), z.array(z.discriminatedUnion('type', [text, image]))]),
    }),
  ]),
  title: z.string().nullish(),
  context: z.string().nullish(),
  citations: z.strictObject({ enabled: z.boolean() }).nullish(),
  cache_control: cacheControl,
});
const toolUse = z.strictObject({
  type: z.literal('tool_use'),
  id: z.string().regex(/^[a-zA-Z0-9_-]+$/),
  name: z.string().min(1).max(200),
  input: z.record(z.string(), z.unknown()),
  caller: z.strictObject({ type: z.literal('direct') }).optional(),
  cache_control: cacheControl,
});
const toolResult = z.strictObject({
  type: z.literal('tool_result'),
  tool_use_id: z.string().regex(/^[a-zA-Z0-9_-]+$/),
  content: z.union([z.string(), z.array(z.discriminatedUnion('type', [text, image, document]))]).optional(),
  is_error: z.boolean().optional(),
  cache_control: cacheControl,
});
const thinking = z.strictObject({ type: z.literal('thinking'), thinking: z.string(), signature: z.string() });
const redacted = z.strictObject({ type: z.literal('redacted_thinking'), data: z.string() });

const message = z.strictObject({
  role: z.enum(['user', 'assistant']),
  content: z.union([
    z.string(),
    z.array(z.discriminatedUnion('type', [text, image, document, toolUse, toolResult, thinking, redacted])),
  ]),
});

const customTool = z.strictObject({
  type: z.literal('custom').nullish(),
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/),
  description: z.string().optional(),
  input_schema: z.looseObject({ type: z.literal('object') }),
  cache_control: cacheControl,
  strict: z.boolean().optional(),
});
const webSearch = z.strictObject({
  type: z.literal('web_search_20250305'),
  name: z.literal('web_search'),
  allowed_domains: z.array(z.string()).nullish(),
  blocked_domains: z.array(z.string()).nullish(),
  max_uses: z.int().min(1).nullish(),
  user_location: z
    .strictObject({
      type: z.literal('approximate'),
      city: z.string().nullish(),
      country: z.string().nullish(),
      region: z.string().nullish(),
      timezone: z.string().nullish(),
    })
    .nullish(),
  cache_control: cacheControl,
});

const toolChoice = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('auto'), disable_parallel_tool_use: z.boolean().optional() }),
  z.strictObject({ type: z.literal('any'), disable_parallel_tool_use: z.boolean().optional() }),
  z.strictObject({ type: z.literal('tool'), name: z.string(), disable_parallel_tool_use: z.boolean().optional() }),
  z.strictObject({ type: z.literal('none') }),
]);
const thinkingConfig = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('enabled'),
    budget_tokens: z.int().min(1_024),
    display: z.enum(['summarized', 'omitted']).nullish(),
  }),
  z.strictObject({ type: z.literal('adaptive'), display: z.enum(['summarized', 'omitted']).nullish() }),
  z.strictObject({ type: z.literal('disabled') }),
]);

const shared = {
  anthropic_version: z.literal('vertex-2023-10-16'),
  anthropic_beta: z.array(z.string()).optional(),
  messages: z.array(message).min(1, 'at least one message is required'),
  system: z.union([z.string(), z.array(text)]).optional(),
  tools: z.array(z.union([customTool, webSearch])).optional(),
  tool_choice: toolChoice.optional(),
  thinking: thinkingConfig.optional(),
  output_config: z
    .strictObject({
      effort: z.enum(['low', 'medium', 'high', 'xhigh', 'max']).nullish(),
      format: z.strictObject({ type: z.literal('json_schema'), schema: z.looseObject({}) }).nullish(),
    })
    .optional(),
};

const messages = z.strictObject({
  ...shared,
  max_tokens: z.int().min(1),
  stream: z.boolean().optional(),
  stop_sequences: z.array(z.string()).optional(),
  temperature: z.number().min(0).max(1).optional(),
  top_p: z.number().min(0).max(1).optional(),
  top_k: z.int().min(0).optional(),
  metadata: z.strictObject({ user_id: z.string().max(256).nullish() }).optional(),
});

const countTokens = z.strictObject({ ...shared, model: z.string().regex(/^claude-/) });

/** The bodies that Claude on Vertex AI takes. */
export const CLAUDE_BODIES = { messages, countTokens } as const;

export type ClaudeMessage = z.infer<typeof message>;
export type ClaudeRequest = z.infer<typeof messages>;
export type ClaudeTool = z.infer<typeof customTool>;

/** Parses a body or throws the 400 that Anthropic would answer. */
export function parseClaudeBody<T>(schema: z.ZodType<T>, bytes: Buffer): T {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString());
  } catch (error) {
    throw Object.assign(invalidRequest('The request body is not valid JSON'), { cause: error });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const extra = issue?.code === 'unrecognized_keys' ? `.${issue.keys[0] ?? ''}` : '';
  const words = extra === '' ? (issue?.message ?? 'invalid') : 'Extra inputs are not permitted';
  throw invalidRequest(`${issue?.path.join('.') ?? ''}${extra}: ${words}`.replace(/^\./, ''));
}

/** Rules between fields, and between turns. */
export function checkClaudeRequest(
  request: ClaudeRequest,
  isSigned: (signature: string, text: string) => boolean,
): void {
  const { thinking: config, temperature, top_p: topP, tool_choice: choice, max_tokens: limit } = request;
  const thinks = config?.type === 'enabled' || config?.type === 'adaptive';
  if (config?.type === 'enabled' && config.budget_tokens >= limit)
    throw invalidRequest('`max_tokens` must be greater than `thinking.budget_tokens`.');
  if (thinks && temperature !== undefined && temperature !== 1)
    throw invalidRequest('`temperature` may only be set to 1 when thinking is enabled.');
  if (thinks && (choice?.type === 'any' || choice?.type === 'tool'))
    throw invalidRequest('Thinking may not be enabled when tool_choice forces tool use.');
  if (temperature !== undefined && topP !== undefined)
    throw invalidRequest('`temperature` and `top_p` cannot both be specified for this model.');
  if (request.messages[0]?.role !== 'user') throw invalidRequest('messages: first message must use the "user" role');
  request.messages.forEach((turn, index) => checkTurn(turn, request.messages[index - 1], index, isSigned));
  const open = callsOf(request.messages.at(-1));
  if (open.length > 0) throw unanswered(request.messages.length - 1, open);
}

function checkTurn(
  turn: ClaudeMessage,
  before: ClaudeMessage | undefined,
  index: number,
  isSigned: (signature: string, text: string) => boolean,
): void {
  const blocks = typeof turn.content === 'string' ? [] : turn.content;
  const open = new Set(callsOf(before));
  for (const block of blocks) {
    if (block.type === 'thinking' && !isSigned(block.signature, block.thinking))
      throw invalidRequest(`messages.${index}.content: Invalid \`signature\` in \`thinking\` block`);
    if (block.type !== 'tool_result') continue;
    if (!open.delete(block.tool_use_id))
      throw invalidRequest(`messages.${index}: unexpected \`tool_use_id\` found in \`tool_result\` blocks`);
  }
  if (open.size > 0) throw unanswered(index - 1, [...open]);
}

const callsOf = (turn: ClaudeMessage | undefined): string[] =>
  turn === undefined || typeof turn.content === 'string'
    ? []
    : turn.content.flatMap((block) => (block.type === 'tool_use' ? [block.id] : []));

const unanswered = (index: number, ids: readonly string[]): ClaudeError =>
  invalidRequest(
    `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${ids.join(', ')}`,
  );
