import type { Citation } from '../neutral/stream-part.js';
import type { GeminiGrounding } from './schema.js';

/**
 * Turns grounding metadata into citations: one per stretch of text and source, then the sources that support no stretch
 * in particular.
 *
 * @param answer  the choice's whole text: Gemini counts in UTF-8 bytes, we count in UTF-16 units
 * @see https://ai.google.dev/gemini-api/docs/google-search (read 2026-11-20)
 */
export function geminiCitations(grounding: GeminiGrounding, answer: string): Citation[] {
  const sources = grounding.groundingChunks ?? [];
  const citations: Citation[] = [];
  const cited = new Set<number>();
  const toIndex = byteToStringIndex(answer);
  for (const support of grounding.groundingSupports ?? []) {
    for (const source of support.groundingChunkIndices ?? []) {
      const web = sources[source]?.web;
      if (!web?.uri) continue;
      cited.add(source);
      citations.push({
        url: web.uri,
        title: web.title ?? web.uri,
        startIndex: toIndex(support.segment?.startIndex ?? 0),
        endIndex: toIndex(support.segment?.endIndex ?? 0),
        citedText: support.segment?.text,
      });
    }
  }
  sources.forEach((source, index) => {
    if (source.web?.uri && !cited.has(index)) {
      citations.push({ url: source.web.uri, title: source.web.title ?? source.web.uri });
    }
  });
  return citations;
}

function byteToStringIndex(text: string): (byte: number) => number {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length === text.length) return (byte) => Math.min(byte, text.length);
  return (byte) => bytes.toString('utf8', 0, Math.min(byte, bytes.length)).length;
}
