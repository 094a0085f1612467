import { createHash } from 'node:crypto';
import type { EmbedContentRequest } from './gemini-request.js';

const DIMENSIONS = 3_072;

/** A vector of length one that depends on nothing but the text: equal texts are equal, others are far apart. */
export function embeddingOf({ content, outputDimensionality }: EmbedContentRequest): number[] {
  return embeddingOfText(content.parts.map((part) => part.text ?? '').join('\n'), outputDimensionality);
}

export function embeddingOfText(text: string, outputDimensionality = DIMENSIONS): number[] {
  const values = Array.from({ length: outputDimensionality }, (_, index) => {
    const block = Math.floor(index / 8);
    return digestOf(text, block).readInt32BE((index % 8) * 4) / 2 ** 31;
  });
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

let latest: { readonly text: string; readonly block: number; readonly digest: Buffer } | undefined;

/** One digest serves eight neighbouring numbers, so the latest one is kept. */
function digestOf(text: string, block: number): Buffer {
  if (latest?.text !== text || latest.block !== block) {
    latest = { text, block, digest: createHash('sha256').update(`${block}\u0000${text}`).digest() };
  }
  return latest.digest;
}
