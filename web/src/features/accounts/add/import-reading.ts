/** Something to import, and where it stood, for people. */
export interface ImportSource {
  readonly place: string;
  readonly value: unknown;
}

/** A text that holds nothing to import. */
export interface UnreadableSource {
  readonly place: string;
  readonly reason: 'empty' | 'not_json' | 'too_large';
}

export type ReadSource = ImportSource | UnreadableSource;

/** Larger files hold no accounts, and would only stand in the way. */
const LARGEST_BYTES = 64 * 1024 * 1024;

/** The part of a `File` that is needed here. */
interface TextFile {
  readonly name: string;
  readonly size: number;
  /** The path in a folder that was chosen; empty for a file. */
  readonly webkitRelativePath?: string;
  text(): Promise<string>;
}

/**
 * Takes files apart as the server takes a pasted text apart: a list, `{items}`, `{accounts}`, one account, or one refresh
 * token per line. Whether something is an account, the dry run says: only the server knows.
 */
export async function readFiles(files: readonly TextFile[]): Promise<readonly ReadSource[]> {
  const sources: ReadSource[] = [];
  // One after another: a folder of thousands of files must not be in memory at once.
  for (const file of files) {
    const place = file.webkitRelativePath || file.name;
    if (file.size > LARGEST_BYTES) sources.push({ place, reason: 'too_large' });
    else sources.push(...readText(await file.text(), place));
  }
  return sources;
}

/** @param place  what the text is called */
export function readText(text: string, place: string): readonly ReadSource[] {
  const content = text.replace(/^\uFEFF/, '').trim();
  if (content === '') return [{ place, reason: 'empty' }];
  if (!/^[[{"]/.test(content)) return readLines(text, place);
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch {
    return [{ place, reason: 'not_json' }];
  }
  const values = listIn(parsed);
  if (values.length === 0) return [{ place, reason: 'empty' }];
  if (values.length === 1) return [{ place, value: values[0] }];
  return values.map((value, index) => ({ place: `${place} #${index + 1}`, value }));
}

function listIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null) return [value];
  for (const name of ['items', 'accounts']) {
    const list: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
    if (Array.isArray(list)) return list;
  }
  return [value];
}

function readLines(text: string, place: string): readonly ReadSource[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ value: bareToken(line), place: `${place}:${index + 1}` }))
    .filter(({ value }) => value !== '');
  return lines.length === 0 ? [{ place, reason: 'empty' }] : lines;
}

/** The tokens of a pasted text, one per line. */
export const tokensIn = (text: string): readonly string[] =>
  text
    .split(/\r\n|\r|\n/)
    .map(bareToken)
    .filter(Boolean);

/** A line cut out of some program's list has its quotes and comma on it; a comment is nothing. */
function bareToken(line: string): string {
  const bare = line
    .trim()
    .replace(/^(["'])(.*)\1,?$/, '$2')
    .replace(/,$/, '')
    .trim();
  return bare.startsWith('#') || bare.startsWith('//') ? '' : bare;
}
