import { describe, expect, it, vi } from 'vitest';
import { accountIdOf } from '../src/accounts/account-file.js';
import { JsonAccountStore } from '../src/accounts/json-account-store.js';
import { isTemporaryName } from '../src/config/durable-write.js';
import { FaultyFileSystem, type DiskCall, type Fault } from './fakes/faulty-file-system.js';
import { MemoryDisk, type Survival } from './fakes/memory-disk.js';
import { assertHolds, oneDay, play, type Played } from './storage-story.js';

// Many cases in one test: bounded for a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const DIRECTORY = { accounts: '/data/accounts', quarantine: '/data/quarantine' };

const STORY = oneDay(1);

const newDisk = (): MemoryDisk => new MemoryDisk(Object.values(DIRECTORY));

/** How the process ends: at this call, before it or in the middle of its write. */
interface End {
  readonly index: number;
  readonly inTheMiddle: boolean;
}

/** Plays the story until the process dies; nothing reaches the disk afterwards. */
async function playUntil(disk: MemoryDisk, end: End, canSwap = true): Promise<Played> {
  const fate = (call: DiskCall): Fault => {
    if (call.index === end.index && end.inTheMiddle && call.name === 'write') return { shortBy: 25 };
    if (call.index >= end.index) return { errno: 'EKILLED' };
    return call.name === 'swap' && !canSwap ? { errno: 'ENOTSUP' } : undefined;
  };
  const fileSystem = new FaultyFileSystem(disk, fate);
  fileSystem.afterEach = () => {
    // What a reader would find at this instant; throws into the story when a file is not whole.
    for (const [name, text] of disk.filesIn(DIRECTORY.accounts)) if (!isTemporaryName(name)) JSON.parse(text);
  };
  return play(new JsonAccountStore(DIRECTORY, { fileSystem, settleDelaysMs: [] }), STORY);
}

/** The ends worth trying: before each call, and in the middle of each write. */
async function everyEnd(): Promise<readonly End[]> {
  const fileSystem = new FaultyFileSystem(newDisk());
  const { failure } = await play(new JsonAccountStore(DIRECTORY, { fileSystem, settleDelaysMs: [] }), STORY);
  expect(failure).toBeUndefined();
  const ends = fileSystem.calls.flatMap(({ index, name }) => [
    { index, inTheMiddle: false },
    ...(name === 'write' ? [{ index, inTheMiddle: true }] : []),
  ]);
  return [...ends, { index: ends.length, inTheMiddle: false }];
}

const reopen = (disk: MemoryDisk): JsonAccountStore =>
  new JsonAccountStore(DIRECTORY, { fileSystem: disk, settleDelaysMs: [] });

/** Another survivor of each name for each end, the same in every run. */
const mixed =
  (seed: number): Survival =>
  (name) =>
    ((Buffer.from(name).reduce((sum, byte) => Math.imul(sum + byte, 0x9e3779b1), seed) >>> 8) % 4) / 3;

describe('a process that is killed', () => {
  const disks: readonly [string, boolean][] = [
    ['a disk that exchanges names', true],
    ['a disk that only renames', false],
  ];

  it.each(disks)('at any call, on %s, leaves whole files and everything it acknowledged', async (_disk, canSwap) => {
    const ends = await everyEnd();
    expect(ends.length).toBeGreaterThan(100);
    for (const end of ends) {
      const disk = newDisk();
      const { acknowledged, failure } = await playUntil(disk, end, canSwap);
      expect(failure ?? 'EKILLED').toBe('EKILLED');
      assertHolds(await reopen(disk).list(), STORY, acknowledged);
      const names = [...disk.filesIn(DIRECTORY.accounts).keys()];
      const strays = names.filter((name) => !isTemporaryName(name) && accountIdOf(name) === undefined);
      expect(strays).toEqual([]);
    }
  });
});

describe('a power cut', () => {
  const survivals: readonly [string, (end: End) => Survival][] = [
    ['keeps nothing that was not synced', () => () => 0],
    ['keeps everything', () => () => 1],
    ['keeps names but only half of their content', () => () => 0.5],
    ['keeps some names, some content', (end) => mixed(end.index)],
  ];

  it.each(survivals)('that %s leaves whole files and everything acknowledged', async (_name, survivalOf) => {
    for (const end of await everyEnd()) {
      for (const canSwap of [true, false]) {
        const disk = newDisk();
        const { acknowledged } = await playUntil(disk, end, canSwap);
        assertHolds(await reopen(disk.afterPowerCut(survivalOf(end))).list(), STORY, acknowledged);
      }
    }
  });

  it('is noticed by these tests when the disk lies about syncs', async () => {
    const disk = newDisk();
    disk.ignoresSyncs = true;
    const { acknowledged } = await playUntil(disk, { index: Infinity, inTheMiddle: false });
    const accounts = await reopen(disk.afterPowerCut(() => 0)).list();
    expect(() => assertHolds(accounts, STORY, acknowledged)).toThrow();
  });
});
