import type { z } from 'zod';
import type { DroppedFields } from '../neutral/dropped-fields.js';
import { assertDepth, parseField } from '../neutral/parse-field.js';
import { isRecord } from '../neutral/parse-json.js';
import { RequestError } from '../neutral/request-error.js';
import { fromThinkingSignature } from '../neutral/signature-mark.js';
import { checkSystem, checkTurns } from './check-turns.js';
import { anthropicBodySchema, anthropicToolSchema, anthropicWebSearchSchema, type AnthropicBody } from './schema.js';

/** Vertex AI's version of Anthropic's API; it travels in the body. @see https://platform.claude.com/docs/en/build-with-claude/claude-on-vertex-ai */
export const VERTEX_ANTHROPIC_VERSION = 'vertex-2023-10-16';

/** A Messages request for Claude on Vertex AI. */
export interface VertexAnthropicRequest {
  readonly stream: boolean;
  readonly session: string | undefined;
  /** The body to send: the caller's, without the model, which is in the address. */
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Readies a Messages request to be passed on to Claude on Vertex AI. It stays as it came, but for three things: the model
 * moves to the address, the version into the body, and thinking blocks that Gemini signed are taken out, since Claude
 * would refuse them; these are named as dropped. What is known of the wire is looked at as closely as where it is translated; what is not known stays.
 *
 * @throws RequestError when it is no Messages request
 */
export function anthropicToVertex(body: unknown, dropped: DroppedFields): VertexAnthropicRequest {
  const parsed = parseField(anthropicBodySchema, body, []);
  if (parsed.max_tokens === undefined) throw NO_LIMIT();
  return readied(body, parsed, dropped);
}

/** The same for a count of its tokens, which has no limit. @throws RequestError */
export function anthropicCountToVertex(body: unknown, dropped: DroppedFields): VertexAnthropicRequest {
  return readied(body, parseField(anthropicBodySchema, body, []), dropped);
}

const vertexBodySchema = anthropicBodySchema.omit({ model: true });

/** Looks at a body that is in Vertex AI's form already, and stays as it is, byte for byte. @throws RequestError */
export function checkVertexMessages(body: unknown): void {
  const parsed = parseField(vertexBodySchema, body, []);
  if (typeof parsed['anthropic_version'] !== 'string')
    throw new RequestError(['anthropic_version'], `Expected ${VERTEX_ANTHROPIC_VERSION}`);
  if (parsed.max_tokens === undefined) throw NO_LIMIT();
  check(body, parsed);
}

const NO_LIMIT = (): RequestError => new RequestError(['max_tokens'], 'Field required');

function readied(body: unknown, parsed: AnthropicBody, dropped: DroppedFields): VertexAnthropicRequest {
  check(body, parsed);
  const { model: _model, ...rest } = parsed;
  return {
    stream: parsed.stream ?? false,
    session: parsed.metadata?.user_id ?? undefined,
    body: {
      ...rest,
      messages: parsed.messages.flatMap((turn) => withoutGoogleThinking(turn, dropped)),
      anthropic_version: VERTEX_ANTHROPIC_VERSION,
    },
  };
}

function check(body: unknown, parsed: z.output<typeof vertexBodySchema>): void {
  assertDepth(body, []);
  checkSystem(parsed.system);
  const names = checkTools(parsed.tools ?? []);
  checkTurns(parsed.messages);
  const choice = parsed.tool_choice;
  // Tools of another server's have no names here.
  if ((choice?.type !== 'any' && choice?.type !== 'tool') || parsed['mcp_servers'] !== undefined) return;
  if (!parsed.tools?.length)
    throw new RequestError(['tool_choice'], 'tool_choice asks for a tool, but there are no tools');
  if (choice.type === 'tool' && !names.has(choice.name) && names.size === parsed.tools.length)
    throw new RequestError(['tool_choice', 'name'], 'No tool of this name is offered');
}

/** Tools of Anthropic's own are Claude's to judge. @returns the names of all that have one */
function checkTools(tools: readonly unknown[]): ReadonlySet<string> {
  const names = new Set<string>();
  tools.forEach((entry, index) => {
    const path = ['tools', index];
    const { type, name: given } = isRecord(entry) ? entry : {};
    const isOurs = typeof type !== 'string' || type === 'custom';
    if (!isOurs && !type.startsWith('web_search_')) {
      if (typeof given === 'string') names.add(given);
      return;
    }
    const { name } = parseField(isOurs ? anthropicToolSchema : anthropicWebSearchSchema, entry, path);
    if (names.has(name)) throw new RequestError([...path, 'name'], 'Tool names must be unique');
    names.add(name);
  });
  return names;
}

/** A turn of which nothing is left would be refused: it goes as a whole. */
function withoutGoogleThinking(message: unknown, dropped: DroppedFields): unknown[] {
  if (!isRecord(message) || !Array.isArray(message['content'])) return [message];
  const content = message['content'].filter((block: unknown) => !isGoogleThinking(block));
  if (content.length === message['content'].length) return [message];
  dropped.add('messages[].content[].thinking');
  return content.length === 0 ? [] : [{ ...message, content }];
}

function isGoogleThinking(block: unknown): boolean {
  if (!isRecord(block) || block['type'] !== 'thinking') return false;
  const signature = block['signature'];
  return typeof signature === 'string' && (signature === '' || fromThinkingSignature(signature) !== undefined);
}
