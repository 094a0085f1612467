import { isJsonObject } from './document.js';

/** What a text holds, as a list that `readImportItem` looks at one by one. */
export type ImportText =
  | { readonly kind: 'items'; readonly items: readonly ListedItem[] }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** An item and where it stands in the text, for people. */
export interface ListedItem {
  readonly value: unknown;
  readonly place: string;
}

/**
 * Takes a text apart: one refresh token per line (blank lines and those that begin with `#` or `//` aside), or JSON: a
 * list of tokens or accounts, `{"items": […]}`, `{"accounts": […]}` as exports have it, or one account.
 *
 * @param limits.maxItems  a text with more is refused whole
 */
export function readImportText(text: string, { maxItems }: { readonly maxItems: number }): ImportText {
  const content = text.replace(/^\uFEFF/, '').trim();
  if (content === '') return { kind: 'unreadable', reason: 'is empty' };
  const read = /^[[{]/.test(content) ? readJson(content) : readLines(text);
  if (read.kind === 'unreadable') return read;
  if (read.items.length === 0) return { kind: 'unreadable', reason: 'holds no items' };
  if (read.items.length > maxItems) return { kind: 'unreadable', reason: `holds more than ${maxItems} items` };
  return read;
}

function readJson(content: string): ImportText {
  try {
    const values = listIn(JSON.parse(content));
    return { kind: 'items', items: values.map((value, index) => ({ value, place: `item ${index + 1}` })) };
  } catch {
    // The parser's message may quote the text, tokens included.
    return { kind: 'unreadable', reason: 'looks like JSON, but is not valid' };
  }
}

function listIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (!isJsonObject(value)) return [value];
  for (const name of ['items', 'accounts']) {
    const list: unknown = Object.hasOwn(value, name) ? value[name] : undefined;
    if (Array.isArray(list)) return list;
  }
  return [value];
}

function readLines(text: string): ImportText {
  const items = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ value: bare(line), place: `line ${index + 1}` }))
    .filter(({ value }) => value !== '' && !value.startsWith('#') && !value.startsWith('//'));
  return { kind: 'items', items };
}

/** A line cut out of some program's list has its quotes and comma on it. */
const bare = (line: string): string =>
  line
    .trim()
    .replace(/^(["'])(.*)\1,?$/, '$2')
    .replace(/,$/, '')
    .trim();
