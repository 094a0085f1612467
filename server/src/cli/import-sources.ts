import { readdir, stat, realpath } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { basename, join, resolve } from 'node:path';
import { readBounded } from '../config/bounded-read.js';
import { isJsonObject } from '../core/accounts/document.js';
import { readImportText } from '../core/accounts/import-text.js';
import { CommandError } from './command-error.js';
import type { Surroundings } from './surroundings.js';

/** Something to import, or why it cannot even be looked at. `place` is for people. */
export type Source =
  { readonly place: string; readonly value: unknown } | { readonly place: string; readonly unreadable: string };

const LARGEST_BYTES = 64 * 1024 * 1024;
const MOST_ITEMS = 100_000;

/**
 * Finds what a path holds: the accounts of a folder, or the items of a file or of standard input (`-`).
 *
 * @throws CommandError  there is nothing there to import
 */
export async function readSources(path: string, around: Surroundings): Promise<readonly Source[]> {
  if (path === '-') return sourcesIn(await readAll(around.stdin), '');
  const place = await realPathOf(resolve(around.folder, path), path);
  return (await stat(place)).isDirectory() ? readFolder(place) : readOne(place, '');
}

/**
 * A folder is another tool's data directory, whose `accounts/` holds one file per account beside an index, or just a
 * folder of JSON files.
 */
async function readFolder(folder: string): Promise<readonly Source[]> {
  const inner = join(folder, 'accounts');
  const isDataDirectory = await isDirectory(inner);
  const home = isDataDirectory ? inner : folder;
  const prefix = isDataDirectory ? 'accounts/' : '';
  const names = (await readdir(home)).filter((name) => name.endsWith('.json') && !name.startsWith('.')).sort();
  const files = isDataDirectory ? names : names.filter((name) => name !== 'accounts.json' || names.length === 1);
  const sources: Source[] = [];
  for (const name of files) sources.push(...(await readOne(join(home, name), `${prefix}${name}`)));
  if (isDataDirectory) sources.push(...(await missingFiles(folder, new Set(files))));
  if (sources.length > 0) return sources;
  throw new CommandError('There are no account files in this folder.', 'They are named <something>.json.');
}

/** Accounts that the index of the older tool lists, without a file that holds their tokens. */
async function missingFiles(folder: string, files: ReadonlySet<string>): Promise<readonly Source[]> {
  const read = await readBounded(join(folder, 'accounts.json'), { maxBytes: LARGEST_BYTES });
  if (read.kind !== 'read') return [];
  const index = readImportText(read.text, { maxItems: MOST_ITEMS });
  if (index.kind === 'unreadable') return [];
  return index.items.flatMap(({ value, place }) => {
    const id = isJsonObject(value) && Object.hasOwn(value, 'id') ? value['id'] : undefined;
    if (typeof id !== 'string' || files.has(`${id}.json`)) return [];
    return [{ place: `accounts.json, ${place}`, unreadable: 'is listed here, but has no file in accounts/' }];
  });
}

async function readOne(path: string, name: string): Promise<readonly Source[]> {
  const read = await readBounded(path, { maxBytes: LARGEST_BYTES });
  if (read.kind === 'read') return sourcesIn(read.text, name);
  const unreadable = read.kind === 'missing' ? 'is gone' : read.reason;
  if (name === '') throw new CommandError(`${basename(path)} ${unreadable}.`, 'Give a folder, a JSON file or a text.');
  return [{ place: name, unreadable }];
}

/** @param name  of the file, where there are several; its only item needs no number */
function sourcesIn(text: string, name: string): readonly Source[] {
  const read = readImportText(text, { maxItems: MOST_ITEMS });
  if (read.kind === 'unreadable') {
    if (name !== '') return [{ place: name, unreadable: read.reason }];
    throw new CommandError(`What was given ${read.reason}.`, 'Give one refresh token per line, or JSON.');
  }
  const isOnly = read.items.length === 1;
  return read.items.map(({ value, place }) => {
    if (name === '') return { place, value };
    return { place: isOnly ? name : `${name}, ${place}`, value };
  });
}

/** @throws CommandError  it does not end */
export async function readAll(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer | string>) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes > LARGEST_BYTES) throw new CommandError('Standard input is too long.', 'Import it in parts.');
    chunks.push(buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function realPathOf(path: string, asGiven: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (cause) {
    throw new CommandError(`${asGiven} cannot be found.`, 'Name a folder, a file, or - for standard input.', { cause });
  }
}

const isDirectory = async (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
