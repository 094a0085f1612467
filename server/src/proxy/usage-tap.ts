import type { Usage } from '../core/usage/usage.js';
import { usageFromAnthropic } from '../protocols/anthropic/usage.js';
import { geminiUsage } from '../protocols/gemini/usage.js';

/** Usage stands within this much of an answer's end, and for Claude of its beginning too. */
const KEPT_BYTES = 8 * 1024;
/** And nearly always within this much of the end. */
const TAIL_BYTES = 512;

/**
 * Reads what an answer cost out of its bytes as they pass, whichever wire they are in: only the beginning and the end are
 * kept, and nothing is parsed but the usage itself.
 */
export class UsageTap {
  #beginning: Buffer | undefined;
  /** Whole chunks, until they are enough: a small last one does not push out what stands before it. */
  readonly #end: Buffer[] = [];
  #endBytes = 0;

  push(chunk: Buffer): void {
    this.#beginning ??= chunk;
    this.#end.push(chunk);
    this.#endBytes += chunk.length;
    for (let first = this.#end[0]; first && this.#endBytes - first.length >= KEPT_BYTES; first = this.#end[0]) {
      this.#end.shift();
      this.#endBytes -= first.length;
    }
  }

  /** Undefined when nothing tells. */
  get usage(): Usage | undefined {
    const [first] = this.#end;
    if (!first || !this.#beginning) return undefined;
    const bytes = this.#end.length === 1 ? first : Buffer.concat(this.#end, this.#endBytes);
    const tail = textOf(bytes, bytes.length - TAIL_BYTES);
    const gemini = lastObject(tail, '"usageMetadata"');
    if (gemini) return geminiUsage({ usageMetadata: gemini });
    const end = textOf(bytes, 0);
    const earlier = lastObject(end, '"usageMetadata"');
    if (earlier) return geminiUsage({ usageMetadata: earlier });
    const begun = lastObject(this.#beginning.toString('latin1', 0, KEPT_BYTES), '"usage"');
    return usageFromAnthropic({ usage: lastObject(end, '"usage"') }, usageFromAnthropic({ usage: begun }));
  }
}

/** The same of an answer that has been kept. */
export function usageIn(chunks: readonly Buffer[]): Usage | undefined {
  const tap = new UsageTap();
  for (const chunk of chunks) tap.push(chunk);
  return tap.usage;
}

/** Names and numbers are the same letters in Latin-1, which costs nothing to read. */
const textOf = (bytes: Buffer, from: number): string => bytes.toString('latin1', Math.max(0, from));

const [OPEN, CLOSE] = [0x7b, 0x7d];

/** The last member of this name that is a whole object. */
function lastObject(text: string, name: string): unknown {
  const at = text.lastIndexOf(name);
  const start = at === -1 ? -1 : text.indexOf('{', at);
  if (start === -1) return undefined;
  let depth = 0;
  // Usage holds numbers and names, no text: braces are braces.
  for (let index = start; index < text.length; index += 1) {
    const character = text.charCodeAt(index);
    if (character === OPEN) depth += 1;
    else if (character === CLOSE && (depth -= 1) === 0) return parse(text.slice(start, index + 1));
  }
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A name like ours in the model's own words.
    return undefined;
  }
}
