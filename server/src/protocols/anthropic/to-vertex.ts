import { assertDepth, parseField } from '../neutral/parse-field.js';
import { isRecord } from '../neutral/parse-json.js';
import { anthropicBodySchema } from './schema.js';
import { fromThinkingSignature } from '../neutral/signature-mark.js';

/** Vertex AI's version of Anthropic's API; it travels in the body. @see https://platform.claude.com/docs/en/build-with-claude/claude-on-vertex-ai */
export const VERTEX_ANTHROPIC_VERSION = 'vertex-2023-10-16';

/** A Messages request for Claude on Vertex AI. */
export interface VertexAnthropicRequest {
  readonly model: string;
  readonly stream: boolean;
  readonly session: string | undefined;
  /** The body to send: the caller's, without the model, which is in the address. */
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Readies a Messages request to be passed on to Claude on Vertex AI. It stays as it came, but for three things: the model
 * moves to the address, the version into the body, and thinking blocks that Gemini signed are taken out, since Claude
 * would refuse them.
 *
 * @param betas  names from the `anthropic-beta` header, which Vertex AI takes in the body
 * @throws RequestError when it is no Messages request
 */
export function anthropicToVertex(body: unknown, betas: readonly string[] = []): VertexAnthropicRequest {
  assertDepth(body, []);
  const parsed = parseField(anthropicBodySchema, body, []);
  const { model, ...rest } = parsed;
  return {
    model,
    stream: parsed.stream ?? false,
    session: parsed.metadata?.user_id ?? undefined,
    body: {
      ...rest,
      messages: parsed.messages.map(withoutGoogleThinking),
      anthropic_version: VERTEX_ANTHROPIC_VERSION,
      ...(betas.length > 0 ? { anthropic_beta: betas } : {}),
    },
  };
}

function withoutGoogleThinking(message: unknown): unknown {
  if (!isRecord(message) || !Array.isArray(message['content'])) return message;
  const content = message['content'].filter((block: unknown) => !isGoogleThinking(block));
  return content.length === message['content'].length ? message : { ...message, content };
}

function isGoogleThinking(block: unknown): boolean {
  if (!isRecord(block) || block['type'] !== 'thinking') return false;
  const signature = block['signature'];
  return typeof signature === 'string' && (signature === '' || fromThinkingSignature(signature) !== undefined);
}
