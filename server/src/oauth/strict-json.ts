import jsonc from 'jsonc-parser';
import type { JsonValue } from '../core/accounts/document.js';

/**
 * Parses an answer on which a grant's life may depend. A name that stands twice in the outermost object makes the text
 * ambiguous (RFC 8259 §4), and then it says nothing.
 *
 * @returns undefined for everything that is not exactly one JSON value
 */
export function parseStrictJson(text: string): JsonValue | undefined {
  try {
    const value = JSON.parse(text) as JsonValue;
    return hasRepeatedName(text) ? undefined : value;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function hasRepeatedName(text: string): boolean {
  const seen = new Set<string>();
  let repeated = false;
  let depth = 0;
  jsonc.visit(text, {
    onObjectBegin: () => void (depth += 1),
    onObjectEnd: () => void (depth -= 1),
    onArrayBegin: () => void (depth += 1),
    onArrayEnd: () => void (depth -= 1),
    onObjectProperty: (name) => {
      if (depth !== 1) return;
      repeated ||= seen.has(name);
      seen.add(name);
    },
  });
  return repeated;
}
