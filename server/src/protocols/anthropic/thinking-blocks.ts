import { isRecord, parseJson } from '../neutral/parse-json.js';
import { asClaudeSignature, claudeSignature } from '../neutral/signature.js';

/** A thinking block as Claude wants it back, unchanged, in front of the tool call that followed it. */
export type ThinkingBlock =
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | { readonly type: 'redacted_thinking'; readonly data: string };

/**
 * Packs thinking blocks into a tool call's signature, the one thing that every wire carries or stores: OpenAI's chat has
 * no place for the blocks themselves, and Claude refuses a tool turn without them.
 */
export function packThinking(blocks: readonly ThinkingBlock[]): string | undefined {
  return blocks.length === 0 ? undefined : claudeSignature(JSON.stringify(blocks));
}

/** What {@link packThinking} packed; empty for anything else, also for what a caller made up. */
export function unpackThinking(signature: string | undefined): ThinkingBlock[] {
  const packed = asClaudeSignature(signature);
  const blocks = packed?.startsWith('[') ? parseJson(packed) : undefined;
  return Array.isArray(blocks) ? blocks.filter(isThinkingBlock) : [];
}

function isThinkingBlock(value: unknown): value is ThinkingBlock {
  if (!isRecord(value)) return false;
  if (value['type'] === 'redacted_thinking') return typeof value['data'] === 'string';
  return (
    value['type'] === 'thinking' && typeof value['thinking'] === 'string' && typeof value['signature'] === 'string'
  );
}
