import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportAnswer, ImportResult } from '../contract/http/import.js';
import { startWorld, type Enrolled, type JsonAnswer, type World, type WorldOptions } from './world.js';

/** People who have allowed our client once, and whose account files are in hand, but who are not enrolled here. */
export interface Comers {
  readonly world: World;
  readonly comers: readonly Enrolled[];
}

export async function startWithComers(
  count: number,
  options: Omit<WorldOptions, 'accounts' | 'before'> = {},
): Promise<Comers> {
  const before: WorldOptions['before'] = async ({ accounts }) => {
    for (const { path } of accounts) await rm(path);
  };
  const world = await startWorld({ ...options, accounts: count, before });
  return { world, comers: world.accounts };
}

export const postImport = (world: World, body: object): Promise<JsonAnswer<ImportAnswer>> =>
  world.admin<ImportAnswer>('POST', '/api/accounts/import', body);

export async function importItems(world: World, items: readonly unknown[]): Promise<readonly ImportResult[]> {
  return (await postImport(world, { items })).body.results;
}

export const outcomesOf = (results: readonly ImportResult[]): readonly string[] =>
  results.map(({ outcome }) => outcome);

/** The file as another tool has it: without the path that only the rig knows. */
export function documentOf({ path: _path, ...document }: Enrolled): Omit<Enrolled, 'path'> {
  return document;
}

/** Every account file of a data directory, by the e-mail in it. */
export async function filesIn(dataDirectory: string): Promise<ReadonlyMap<string, Record<string, unknown>>> {
  const folder = join(dataDirectory, 'accounts');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const documents = texts.map((text) => JSON.parse(text) as Record<string, unknown>);
  return new Map(documents.map((document) => [String(document['email']), document]));
}
