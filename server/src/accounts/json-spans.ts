/** Where one member of a JSON object stands in the text; offsets, ends exclusive. */
export interface MemberSpan {
  readonly name: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** Where a JSON object and its members stand in the text. */
export interface ObjectSpan {
  readonly open: number;
  /** Offset of the closing brace. */
  readonly close: number;
  readonly members: readonly MemberSpan[];
}

/**
 * Finds the members of the object that begins at `open`. Nothing is called recursively, so no nesting is too deep.
 *
 * @param text  valid JSON; what is found in anything else means nothing
 */
export function readObjectSpan(text: string, open: number): ObjectSpan {
  const members: MemberSpan[] = [];
  let at = skipBlank(text, open + 1);
  while (text[at] === '"') {
    const keyEnd = endOfString(text, at);
    const colon = skipBlank(text, keyEnd);
    const valueStart = skipBlank(text, colon + 1);
    const valueEnd = endOfValue(text, valueStart);
    members.push({ name: String(JSON.parse(text.slice(at, keyEnd))), keyStart: at, keyEnd, valueStart, valueEnd });
    at = skipBlank(text, valueEnd);
    if (text[at] === ',') at = skipBlank(text, at + 1);
  }
  return { open, close: at, members };
}

/**
 * Whether arrays and objects are nested deeper than `limit`. Asked before a text is parsed: parsing copes with any
 * depth, but writing such a value back, or comparing it, would overflow the stack long after.
 */
export function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at) - 1;
    else if (code === OPEN_OBJECT || code === OPEN_ARRAY) depth += 1;
    else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) depth -= 1;
    if (depth > limit) return true;
  }
  return false;
}

/** The offset of the first character at or after `at` that is not JSON white space. */
export function skipBlank(text: string, at: number): number {
  let next = at;
  while (isBlank(text[next])) next += 1;
  return next;
}

export const isBlank = (character: string | undefined): boolean =>
  character === ' ' || character === '\n' || character === '\r' || character === '\t';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at + 1;
  }
  return text.length;
}

function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      at = endOfString(text, at) - 1;
      if (depth === 0) return at + 1;
    } else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      // At depth 0 this closes what the value stands in: the value was a bare word or number.
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && (character === ',' || isBlank(character))) return at;
  }
  return text.length;
}
