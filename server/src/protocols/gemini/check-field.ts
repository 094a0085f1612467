import { isRecord } from '../neutral/parse-json.js';
import type { Path } from '../neutral/path.js';

/** The first thing that is wrong with a request: where, in the caller's own spelling, and what was expected. */
export interface FieldProblem {
  readonly path: Path;
  readonly message: string;
}

/**
 * Looks at a value that is there; undefined when nothing is wrong with it. Nothing is allocated on the way to a good end,
 * since every request that is passed on is looked at.
 */
export type Check = (value: unknown) => FieldProblem | undefined;

const expected = (what: string): FieldProblem => ({ path: [], message: `Expected ${what}` });

/** The same problem, told from one level further up. */
const inside = (step: string | number, { path, message }: FieldProblem): FieldProblem => ({
  path: [step, ...path],
  message,
});

const NO_TEXT = expected('a text');
export const text: Check = (value) => (typeof value === 'string' ? undefined : NO_TEXT);

const NO_NUMBER = expected('a number');
/** Protobuf's JSON takes numbers as text, too. */
export const number: Check = (value) =>
  typeof value === 'number' || (typeof value === 'string' && isNumeric(value)) ? undefined : NO_NUMBER;

const isNumeric = (value: string): boolean => /^-?(\d|\.\d|NaN$|Infinity$)/.test(value);

const NO_INTEGER = expected('a whole number of 32 bits');
export const integer: Check = (value) => {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return Number.isInteger(read) && Math.abs(read as number) <= 2 ** 31 ? undefined : NO_INTEGER;
};

const NEGATIVE = expected('a whole number that is not negative');
export const count: Check = (value) => integer(value) ?? (Number(value) < 0 ? NEGATIVE : undefined);

const NO_FLAG = expected('true or false');
export const flag: Check = (value) =>
  typeof value === 'boolean' || (typeof value === 'string' && /^(true|false|t|f|yes|no|y|n|1|0)$/i.test(value))
    ? undefined
    : NO_FLAG;

const NO_WORD = expected('one of Google’s words for this');
/** A value of an enumeration. Which ones there are is not looked at: Google's lists grow. */
export const word: Check = (value) => (typeof value === 'string' || Number.isInteger(value) ? undefined : NO_WORD);

const NO_OBJECT = expected('an object');
/** Any object; what is inside is not looked at. */
export const object: Check = (value) => (isRecord(value) ? undefined : NO_OBJECT);

const NO_BASE64 = expected('base64');
/** Both alphabets, with padding or without, and broken into lines: whatever protobuf's JSON takes. */
export const base64: Check = (value) => {
  if (typeof value !== 'string') return NO_BASE64;
  let digits = 0;
  let padding = 0;
  for (let at = 0; at < value.length; at += 1) {
    const code = value.charCodeAt(at);
    if (code === 0x3d) padding += 1;
    else if (padding > 0 && code > 0x20) return NO_BASE64;
    else if (isBase64Digit(code)) digits += 1;
    else if (code !== 0x20 && (code < 0x09 || code > 0x0d)) return NO_BASE64;
  }
  return digits % 4 === 1 || padding > 2 ? NO_BASE64 : undefined;
};

const isBase64Digit = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x30 && code <= 0x39) ||
  code === 0x2b ||
  code === 0x2f ||
  code === 0x2d ||
  code === 0x5f;

/** A repeated field. One value by itself stands for a list of one, as Google's own examples write it. */
export const listOf =
  (item: Check): Check =>
  (value) => {
    if (!Array.isArray(value)) return item(value);
    for (let index = 0; index < value.length; index += 1) {
      const problem = item(value[index]);
      if (problem) return inside(index, problem);
    }
    return undefined;
  };

/** Values by names of the caller's. */
export const mapOf =
  (item: Check): Check =>
  (value) => {
    if (!isRecord(value)) return NO_OBJECT;
    for (const key in value) {
      const problem = item(value[key]);
      if (problem) return inside(key, problem);
    }
    return undefined;
  };

/**
 * A message: its fields by their names, in camel or snake case; null is as good as absent; a name that is not here is not
 * looked at.
 *
 * @param rule  what must hold of the object as a whole, looked at first
 */
export function messageOf(
  fields: Readonly<Record<string, Check>>,
  rule?: (message: Readonly<Record<string, unknown>>) => FieldProblem | undefined,
): Check {
  const byName = new Map(
    Object.entries(fields).flatMap(([name, check]) => [[name, check] as const, [snakeCase(name), check] as const]),
  );
  return (value) => {
    if (!isRecord(value)) return NO_OBJECT;
    for (const key in value) {
      const held = value[key];
      const problem = held === null ? undefined : byName.get(key)?.(held);
      if (problem) return inside(key, problem);
    }
    return rule?.(value);
  };
}

/** A field that may stand under either spelling; null is as good as absent. */
export const fieldOf = (message: Readonly<Record<string, unknown>>, camel: string, snake: string): unknown =>
  message[camel] ?? message[snake] ?? undefined;

/** A rule for {@link messageOf}: these fields are there, and not empty. */
export function requires(...names: readonly string[]) {
  const needed = names.map((name) => ({ name, snake: snakeCase(name), missing: missing(name) }));
  return (message: Readonly<Record<string, unknown>>): FieldProblem | undefined => {
    for (const { name, snake, missing: problem } of needed) {
      const value = fieldOf(message, name, snake);
      if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return problem;
    }
    return undefined;
  };
}

/** A field that must be there, and is not. */
export const missing = (name: string): FieldProblem => ({ path: [name], message: 'This field is required' });

export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
