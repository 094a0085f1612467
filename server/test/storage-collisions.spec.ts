import { describe, expect, it } from 'vitest';
import { JsonAccountStore } from '../src/accounts/json-account-store.js';
import { isTemporaryName } from '../src/config/durable-write.js';
import type { JsonObject } from '../src/core/accounts/document.js';
import { FaultyFileSystem, type DiskCall } from './fakes/faulty-file-system.js';
import { MemoryDisk } from './fakes/memory-disk.js';

const DIRECTORY = { accounts: '/data/accounts', quarantine: '/data/quarantine' };
const PATH = '/data/accounts/a.json';

const text = (document: JsonObject): string => JSON.stringify(document, null, 2);
const DISABLE = { path: ['disabled'], value: true } as const;
const BEFORE = { email: 'a@example.com', token: { refresh_token: 'rt-1' }, disabled: false };

interface World {
  readonly disk: MemoryDisk;
  readonly store: JsonAccountStore;
  readonly calls: readonly DiskCall[];
}

/** A store in which, just before its n-th call, somebody else does something to the disk. */
function interrupted(nth: number, somebody: (disk: MemoryDisk) => void): World {
  const disk = new MemoryDisk(Object.values(DIRECTORY));
  disk.write(PATH, text(BEFORE));
  const fileSystem = new FaultyFileSystem(disk, ({ index }) => {
    if (index === nth) somebody(disk);
    return undefined;
  });
  return { disk, calls: fileSystem.calls, store: new JsonAccountStore(DIRECTORY, { fileSystem, settleDelaysMs: [] }) };
}

const ways: readonly [string, (disk: MemoryDisk, content: string) => void][] = [
  ['in place', (disk, content) => disk.write(PATH, content)],
  ['by rename', (disk, content) => disk.replace(PATH, content)],
];

/** The calls of an undisturbed patch up to the exchange; who writes after it writes over what they could have read. */
async function callsUntilExchange(): Promise<readonly DiskCall[]> {
  const { store, calls } = interrupted(-1, () => undefined);
  await store.patch('a', [DISABLE], { expectedRefreshToken: 'rt-1' });
  const exchange = calls.findIndex(({ name }) => name === 'swap');
  expect(exchange).toBeGreaterThan(10);
  return calls.slice(0, exchange + 1);
}

const now = (disk: MemoryDisk): unknown => JSON.parse(disk.filesIn(DIRECTORY.accounts).get('a.json') ?? 'null');

const litterOn = (disk: MemoryDisk): string[] => [...disk.filesIn(DIRECTORY.accounts).keys()].filter(isTemporaryName);

describe('somebody who writes the same file just then', () => {
  it.each(ways)('%s, at any call, keeps their other field, and we our change', async (_way, write) => {
    for (const { index } of await callsUntilExchange()) {
      const { disk, store } = interrupted(index, (then) => write(then, text({ ...BEFORE, theirs: 1 })));
      const outcome = await store.patch('a', [DISABLE], { expectedRefreshToken: 'rt-1' });
      expect(outcome, `call ${index}`).toMatchObject({ kind: 'written', document: { disabled: true, theirs: 1 } });
      expect(now(disk), `call ${index}`).toEqual({ ...BEFORE, disabled: true, theirs: 1 });
      expect(litterOn(disk)).toEqual([]);
    }
  });

  it.each(ways)(
    '%s, at any call, and brings a new refresh token, is not disabled for the old one',
    async (_way, write) => {
      const theirs = { ...BEFORE, token: { refresh_token: 'rt-2' } };
      for (const { index } of await callsUntilExchange()) {
        const { disk, store } = interrupted(index, (then) => write(then, text(theirs)));
        const outcome = await store.patch('a', [DISABLE], { expectedRefreshToken: 'rt-1' });
        expect(outcome, `call ${index}`).toMatchObject({ kind: 'superseded', document: theirs });
        expect(disk.filesIn(DIRECTORY.accounts).get('a.json')).toBe(text(theirs));
        expect(litterOn(disk)).toEqual([]);
      }
    },
  );

  it('after having opened it before our exchange, is heard all the same', async () => {
    const calls = await callsUntilExchange();
    const afterExchange = calls.length;
    const disk = new MemoryDisk(Object.values(DIRECTORY));
    disk.write(PATH, text(BEFORE));
    const lateWrite = disk.hold(PATH);
    const fileSystem = new FaultyFileSystem(disk, ({ index }) => {
      if (index === afterExchange) lateWrite(text({ ...BEFORE, theirs: 1 }));
      return undefined;
    });
    const store = new JsonAccountStore(DIRECTORY, { fileSystem, settleDelaysMs: [] });
    expect(await store.patch('a', [DISABLE])).toMatchObject({ kind: 'written' });
    expect(now(disk)).toEqual({ ...BEFORE, disabled: true, theirs: 1 });
  });

  it('by removing it, is not undone', async () => {
    for (const { index } of await callsUntilExchange()) {
      const { disk, store } = interrupted(index, (then) => void then.unlink(PATH));
      expect(await store.patch('a', [DISABLE]), `call ${index}`).toEqual({ kind: 'missing' });
      expect([...disk.filesIn(DIRECTORY.accounts).keys()]).toEqual([]);
    }
  });

  it('keeps their text when the disk fails in the middle of bringing both together', async () => {
    const exchange = (await callsUntilExchange()).length - 1;
    const disk = new MemoryDisk(Object.values(DIRECTORY));
    disk.write(PATH, text(BEFORE));
    const theirs = text({ ...BEFORE, token: { refresh_token: 'rt-2' } });
    const fileSystem = new FaultyFileSystem(disk, ({ index, name }) => {
      if (index === exchange) disk.write(PATH, theirs);
      return index > exchange && name === 'write' ? { errno: 'ENOSPC' } : undefined;
    });
    const store = new JsonAccountStore(DIRECTORY, { fileSystem, settleDelaysMs: [] });
    await expect(store.patch('a', [DISABLE])).rejects.toMatchObject({ details: { errno: 'ENOSPC' } });
    expect(disk.filesIn(DIRECTORY.accounts).get('a.json')).toBe(theirs);
    expect(litterOn(disk)).toEqual([]);
  });

  it('again and again without a pause, makes the change fail rather than theirs', async () => {
    const disk = new MemoryDisk(Object.values(DIRECTORY));
    let version = 0;
    const fileSystem = new FaultyFileSystem(disk, ({ name, file }) => {
      if (name === 'open' && file === '*') disk.write(PATH, text({ ...BEFORE, version: ++version }));
      return undefined;
    });
    disk.write(PATH, text(BEFORE));
    const store = new JsonAccountStore(DIRECTORY, { fileSystem, settleDelaysMs: [] });
    await expect(store.patch('a', [DISABLE])).rejects.toMatchObject({ details: { errno: 'EBUSY' } });
    expect(now(disk)).toEqual({ ...BEFORE, version });
    expect(litterOn(disk)).toEqual([]);
  });
});
