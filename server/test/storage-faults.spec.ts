import { readdir } from 'node:fs/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { JsonAccountStore } from '../src/accounts/json-account-store.js';
import { nodeFileSystem, type FileSystem } from '../src/config/file-system.js';
import { isTemporaryName } from '../src/config/durable-write.js';
import type { StoredAccount } from '../src/core/ports/account-store.js';
import { FaultyFileSystem, type DiskCall, type Fault } from './fakes/faulty-file-system.js';
import { MemoryDisk } from './fakes/memory-disk.js';
import { assertHolds, oneDay, play } from './storage-story.js';
import { openTemporaryDirectory } from './temporary-data-directory.js';

// Many cases in one test: bounded for a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const DIRECTORY = { accounts: '/data/accounts', quarantine: '/data/quarantine' };
const STORY = oneDay(1);
const DISABLE = [{ path: ['disabled'], value: true }] as const;

const storeOn = (fileSystem: FileSystem): JsonAccountStore =>
  new JsonAccountStore(DIRECTORY, { fileSystem, settleDelaysMs: [] });

/** Calls that change the disk or ask it to keep a promise; a full or read-only disk still lets reading and removing be. */
const isWriting = ({ name, file }: DiskCall): boolean =>
  name === 'write' || name === 'sync' || name === 'rename' || name === 'swap' || (name === 'open' && file === '*');

async function callsOfStory(): Promise<readonly DiskCall[]> {
  const fileSystem = new FaultyFileSystem(new MemoryDisk(Object.values(DIRECTORY)));
  await play(storeOn(fileSystem), STORY);
  return fileSystem.calls;
}

describe('a disk that fails', () => {
  const ways: readonly [string, (call: DiskCall, index: number) => Fault][] = [
    ...['EIO', 'EACCES', 'EMFILE'].map((errno): [string, (call: DiskCall, index: number) => Fault] => [
      `${errno} once`,
      (call, index) => (call.index === index ? { errno } : undefined),
    ]),
    ...['ENOSPC', 'EDQUOT', 'EROFS'].map((errno): [string, (call: DiskCall, index: number) => Fault] => [
      `${errno} from then on`,
      (call, index) => (call.index >= index && isWriting(call) ? { errno } : undefined),
    ]),
    ['short writes of one byte', (call, index) => (call.name === 'write' ? { shortBy: index + 1 } : undefined)],
  ];

  it.each(ways)('with %s, at any call, keeps old or new content and leaves no litter', async (_way, decide) => {
    for (const { index } of await callsOfStory()) {
      const disk = new MemoryDisk(Object.values(DIRECTORY));
      const fileSystem = new FaultyFileSystem(disk, (call) => decide(call, index));
      const store = storeOn(fileSystem);
      const { acknowledged } = await play(store, STORY);
      assertHolds(await storeOn(disk).list(), STORY, acknowledged);
      fileSystem.heal();
      // What could not be tidied up then is tidied up now.
      const { id } = await store.create({ email: 'next@example.com' });
      await store.remove(id);
      expect([...disk.filesIn(DIRECTORY.accounts).keys()].filter(isTemporaryName)).toEqual([]);
    }
  });

  it('that cannot exchange two names is written to all the same', async () => {
    const disk = new MemoryDisk(Object.values(DIRECTORY));
    const store = storeOn(
      new FaultyFileSystem(disk, ({ name }) => (name === 'swap' ? { errno: 'ENOTSUP' } : undefined)),
    );
    const { acknowledged, failure } = await play(store, STORY);
    expect(failure).toBeUndefined();
    assertHolds(await storeOn(disk).list(), STORY, acknowledged);
    expect([...disk.filesIn(DIRECTORY.accounts).keys()].filter(isTemporaryName)).toEqual([]);
  });

  it('that takes writes in small parts is given the whole', async () => {
    const disk = new MemoryDisk(Object.values(DIRECTORY));
    let writes = 0;
    const store = storeOn(
      new FaultyFileSystem(disk, ({ name }) => (name === 'write' && writes++ % 2 === 0 ? { shortBy: 7 } : undefined)),
    );
    const { acknowledged, failure } = await play(store, STORY);
    expect(failure).toBeUndefined();
    assertHolds(await storeOn(disk).list(), STORY, acknowledged);
  });

  it('heals without a restart, and the change is written then', async () => {
    const disk = new MemoryDisk(Object.values(DIRECTORY));
    const { id } = await storeOn(disk).create({ email: 'a@example.com' });
    const fileSystem = new FaultyFileSystem(disk, (call) => (isWriting(call) ? { errno: 'EROFS' } : undefined));
    const store = storeOn(fileSystem);
    const refused = store.patch(id, DISABLE);
    await expect(refused).rejects.toMatchObject({ code: 'storage.failed', details: { errno: 'EROFS' } });
    fileSystem.heal();
    expect(await store.patch(id, DISABLE)).toMatchObject({ kind: 'written' });
  });

  it('is never asked to sync the same file again: after EIO the content is written anew', async () => {
    const disk = new MemoryDisk(Object.values(DIRECTORY));
    const { id } = await storeOn(disk).create({ email: 'a@example.com' });
    let syncs = 0;
    const isFirstSync = ({ name, file }: DiskCall): boolean => name === 'sync' && file === '*' && syncs++ === 0;
    const fileSystem = new FaultyFileSystem(disk, (call) => (isFirstSync(call) ? { errno: 'EIO' } : undefined));
    const store = storeOn(fileSystem);
    await expect(store.patch(id, DISABLE)).rejects.toMatchObject({ details: { errno: 'EIO' } });
    expect(fileSystem.calls.filter(({ name, file }) => name === 'sync' && file === '*')).toHaveLength(1);
    expect(await store.patch(id, DISABLE)).toMatchObject({ kind: 'written' });
    expect(fileSystem.calls.filter(({ name, file }) => name === 'write' && file === '*')).toHaveLength(2);
  });

  it('does not turn a change that is seen but not safe into an acknowledged one', async () => {
    const disk = new MemoryDisk(Object.values(DIRECTORY));
    const { id } = await storeOn(disk).create({ email: 'a@example.com' });
    const isDirectorySync = ({ name, file }: DiskCall): boolean => name === 'sync' && file === 'accounts';
    const fileSystem = new FaultyFileSystem(disk, (call) => (isDirectorySync(call) ? { errno: 'EIO' } : undefined));
    const store = storeOn(fileSystem);
    await expect(store.patch(id, DISABLE)).rejects.toMatchObject({ details: { errno: 'EIO' } });
    await expect(store.patch(id, DISABLE)).rejects.toMatchObject({ details: { errno: 'EIO' } });
    fileSystem.heal();
    expect(await store.patch(id, DISABLE)).toMatchObject({ kind: 'written' });
    const [after] = await storeOn(disk.afterPowerCut(() => 0)).list();
    expect(after).toMatchObject({ document: { disabled: true } });
  });

  it('does the same for a removal', async () => {
    const disk = new MemoryDisk(Object.values(DIRECTORY));
    const { id } = await storeOn(disk).create({ email: 'a@example.com' });
    const isDirectorySync = ({ name, file }: DiskCall): boolean => name === 'sync' && file === 'accounts';
    const fileSystem = new FaultyFileSystem(disk, (call) => (isDirectorySync(call) ? { errno: 'EIO' } : undefined));
    const store = storeOn(fileSystem);
    await expect(store.remove(id)).rejects.toMatchObject({ code: 'storage.failed' });
    fileSystem.heal();
    expect(await store.remove(id)).toBe(true);
    expect(await storeOn(disk.afterPowerCut(() => 0)).list()).toEqual([]);
  });

  it('leaves no account behind that was refused', async () => {
    const disk = new MemoryDisk(Object.values(DIRECTORY));
    const isDirectorySync = ({ name, file }: DiskCall): boolean => name === 'sync' && file === 'accounts';
    const store = storeOn(new FaultyFileSystem(disk, (call) => (isDirectorySync(call) ? { errno: 'EIO' } : undefined)));
    await expect(store.create({ email: 'a@example.com' })).rejects.toMatchObject({ code: 'storage.failed' });
    expect(await storeOn(disk).list()).toEqual([]);
  });

  it('that will not let one file be read costs that account only', async () => {
    const disk = new MemoryDisk(Object.values(DIRECTORY));
    const bad = await storeOn(disk).create({ email: 'a@example.com' });
    const good = await storeOn(disk).create({ email: 'b@example.com' });
    const reading = (errno: string): Promise<readonly StoredAccount[]> =>
      storeOn(
        new FaultyFileSystem(disk, ({ name, file }) =>
          name === 'open' && file === `${bad.id}.json` ? { errno } : undefined,
        ),
      ).list();
    for (const errno of ['EACCES', 'EIO']) {
      const unreadable = { kind: 'unreadable', id: bad.id, reason: expect.stringContaining(errno) as string };
      expect(await reading(errno)).toEqual(expect.arrayContaining([good, unreadable]));
    }
    // Running out of open files says nothing about any file: no list is better than one of damaged accounts.
    await expect(reading('EMFILE')).rejects.toMatchObject({ details: { errno: 'EMFILE' } });
  });

  it('keeps at most two threads waiting for it', async () => {
    const disk = new MemoryDisk(Object.values(DIRECTORY));
    const accounts = await Promise.all(
      Array.from({ length: 8 }, () => storeOn(disk).create({ email: 'a@example.com' })),
    );
    let waiting = 0;
    let most = 0;
    const slow: FileSystem = {
      open: async (path, flags) => {
        const file = await disk.open(path, flags);
        const sync = async (): Promise<void> => {
          most = Math.max(most, ++waiting);
          await new Promise((resolve) => setImmediate(resolve));
          waiting -= 1;
          await file.sync();
        };
        return { ...file, sync };
      },
      rename: (from, to) => disk.rename(from, to),
      swap: (from, to) => disk.swap(from, to),
      unlink: (path) => disk.unlink(path),
      lstat: (path) => disk.lstat(path),
      stat: (path) => disk.stat(path),
      readdir: (path) => disk.readdir(path),
    };
    const store = storeOn(slow);
    await Promise.all(accounts.map(({ id }) => store.patch(id, DISABLE)));
    expect(most).toBe(2);
  });
});

describe('the machine’s own disk', () => {
  it('is left as clean when any single call of a patch fails', async () => {
    const directory = await openTemporaryDirectory();
    onTestFinished(directory.dispose);
    const plain = new JsonAccountStore(directory);
    const { id } = await plain.create({ email: 'a@example.com' });
    const rehearsal = new FaultyFileSystem(nodeFileSystem);
    await new JsonAccountStore(directory, { fileSystem: rehearsal }).patch(id, [{ path: ['round'], value: -1 }]);
    for (const { index, name } of rehearsal.calls) {
      const errno = name === 'sync' ? 'EIO' : 'ENOSPC';
      const fileSystem = new FaultyFileSystem(nodeFileSystem, (call) => (call.index === index ? { errno } : undefined));
      const store = new JsonAccountStore(directory, { fileSystem });
      await store.patch(id, [{ path: ['round'], value: index }]).catch(() => undefined);
      expect((await readdir(directory.accounts)).filter((name) => !isTemporaryName(name))).toEqual([`${id}.json`]);
      expect(await plain.patch(id, [{ path: ['healed'], value: index }])).toMatchObject({
        kind: 'written',
        document: { email: 'a@example.com' },
      });
      expect(await readdir(directory.accounts)).toEqual([`${id}.json`]);
    }
    expect(rehearsal.calls.length).toBeGreaterThan(15);
  });
});
