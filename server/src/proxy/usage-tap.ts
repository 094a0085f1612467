import type { Usage } from '../core/usage/usage.js';
import { usageFromAnthropic } from '../protocols/anthropic/usage.js';
import { geminiUsage } from '../protocols/gemini/usage.js';

/** Usage stands within this much of an answer's end, and for Claude of its beginning too. */
const KEPT_BYTES = 8 * 1024;

/**
 * Reads what an answer cost out of its bytes as they pass, whichever wire they are in: only the beginning and the end are
 * kept, and nothing is parsed but the usage itself.
 */
export class UsageTap {
  #beginning: Buffer | undefined;
  #end: readonly Buffer[] = [];

  push(chunk: Buffer): void {
    this.#beginning ??= chunk.subarray(0, KEPT_BYTES);
    // Whole chunks from the end until they are enough: a small last one does not push out what stands before it.
    let bytes = chunk.length;
    const kept = [chunk];
    for (const earlier of this.#end.toReversed()) {
      if (bytes >= KEPT_BYTES) break;
      bytes += earlier.length;
      kept.unshift(earlier);
    }
    this.#end = kept;
  }

  /** Undefined when nothing tells. */
  get usage(): Usage | undefined {
    const end = Buffer.concat(this.#end).toString('utf8');
    const gemini = lastObject(end, 'usageMetadata');
    if (gemini) return geminiUsage({ usageMetadata: gemini });
    const begun = lastObject(this.#beginning?.toString('utf8') ?? '', 'usage');
    return usageFromAnthropic({ usage: lastObject(end, 'usage') }, usageFromAnthropic({ usage: begun }));
  }
}

/** The last member of this name that is a whole object. */
function lastObject(text: string, name: string): unknown {
  const at = text.lastIndexOf(`"${name}"`);
  const start = at === -1 ? -1 : text.indexOf('{', at);
  if (start === -1) return undefined;
  let depth = 0;
  // Usage holds numbers and names, no text: braces are braces.
  for (let index = start; index < text.length; index += 1) {
    if (text[index] === '{') depth += 1;
    else if (text[index] === '}' && (depth -= 1) === 0) return parse(text.slice(start, index + 1));
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
