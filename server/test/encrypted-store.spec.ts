import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { JsonAccountStore } from '../src/accounts/json-account-store.js';
import type { StoreTrouble } from '../src/accounts/store-trouble.js';
import { plainAgainAtRest, sealedAtRest, type AtRest } from '../src/config/at-rest.js';
import type { JsonObject } from '../src/core/accounts/document.js';
import { describeAccountStore } from './account-store.suite.js';
import { FaultyFileSystem, type DiskCall, type Fault } from './fakes/faulty-file-system.js';
import { MemoryDisk } from './fakes/memory-disk.js';
import { assertHolds, oneDay, play } from './storage-story.js';
import { openTemporaryDirectory } from './temporary-data-directory.js';

// Many cases in one test: bounded for a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const KEY = randomBytes(32);
const DIRECTORY = { accounts: '/data/accounts', quarantine: '/data/quarantine' };

describeAccountStore('JsonAccountStore with a key', async () => {
  const directory = await openTemporaryDirectory();
  const atRest = sealedAtRest(KEY);
  return {
    store: new JsonAccountStore(directory, { atRest }),
    reopen: () => new JsonAccountStore(directory, { atRest }),
    outsideWrite: (id, text) => writeFile(join(directory.accounts, `${id}.json`), text),
    outsideRemove: (id) => rm(join(directory.accounts, `${id}.json`)),
    close: directory.dispose,
  };
});

const TOKENS = { access_token: 'ya29.PLAIN-access', refresh_token: '1//PLAIN-refresh', id_token: 'e30.PLAIN.id' };

/** As an editor and an older tool may have left it: every oddity outside the tokens must survive. */
const odd = (who: string): string =>
  `\uFEFF{\r\n  "id" : "another",\t"email":"${who}@example.com",\r\n  "token": { "access_token":"${TOKENS.access_token}",` +
  `\r\n    "refresh_token" :  "${TOKENS.refresh_token}", "id_token": "${TOKENS.id_token}", "project_id": "p\\u002d1",` +
  ` "expiry_timestamp": 1.7000e9 },\r\n  "theirs": {"big": 12345678901234567890, "token": {"refresh_token": "not ours"}},` +
  ` "custom_label": "Zoë \\ud83d\\ude00"}\r\n\r\n`;

const PLAIN = /PLAIN/;
const people = ['ada', 'bob', 'cyd'];

function diskWith(texts: Readonly<Record<string, string>>): MemoryDisk {
  const disk = new MemoryDisk(Object.values(DIRECTORY));
  for (const [id, text] of Object.entries(texts)) disk.replace(join(DIRECTORY.accounts, `${id}.json`), text);
  return disk;
}

const oddDisk = (): MemoryDisk => diskWith(Object.fromEntries(people.map((who) => [who, odd(who)])));

const textOf = (disk: MemoryDisk, id: string): string => disk.filesIn(DIRECTORY.accounts).get(`${id}.json`) ?? '';

const storeOn = (
  fileSystem: ConstructorParameters<typeof FaultyFileSystem>[0],
  atRest: AtRest = sealedAtRest(KEY),
  onTrouble: (trouble: StoreTrouble) => void = () => undefined,
) => new JsonAccountStore(DIRECTORY, { fileSystem, atRest, settleDelaysMs: [], onTrouble });

/** A text with all that is sealed in it cut out, to compare what is around it. */
const around = (text: string): string => text.replaceAll(/"regrant:v1:[^"]*"|"[^"]*PLAIN[^"]*"/g, '<token>');

describe('the first start with a key', () => {
  it('seals the tokens and leaves every other byte as it was', async () => {
    const disk = oddDisk();
    const store = storeOn(disk);
    const listed = await store.list();
    expect(store.settled).toBe(3);
    for (const who of people) {
      expect(textOf(disk, who)).not.toMatch(PLAIN);
      expect(textOf(disk, who).match(/"regrant:v1:/g)).toHaveLength(3);
      expect(around(textOf(disk, who))).toBe(around(odd(who)));
    }
    for (const account of listed) {
      expect(account).toMatchObject({ kind: 'readable', document: { id: 'another', token: TOKENS } });
    }
  });

  it('writes nothing at the second one', async () => {
    const disk = oddDisk();
    await storeOn(disk).list();
    const before = disk.filesIn(DIRECTORY.accounts);
    const again = storeOn(disk);
    expect(await again.list()).toHaveLength(3);
    expect(again.settled).toBe(0);
    expect(disk.filesIn(DIRECTORY.accounts)).toEqual(before);
  });

  it('seals a token that stands twice in both of its places', async () => {
    const twice =
      '{"email":"a@example.com","token":{"refresh_token":"PLAIN-1","refresh_token":"PLAIN-2"},"token":{"refresh_token":"PLAIN-3"}}';
    const disk = diskWith({ ada: twice });
    expect(await storeOn(disk).list()).toMatchObject([{ document: { token: { refresh_token: 'PLAIN-3' } } }]);
    expect(textOf(disk, 'ada')).not.toMatch(PLAIN);
    expect(await storeOn(disk).list()).toMatchObject([{ document: { token: { refresh_token: 'PLAIN-3' } } }]);
  });

  it('starts all the same when the disk refuses, says so, and goes on at the next start', async () => {
    const disk = oddDisk();
    const fileSystem = new FaultyFileSystem(disk, ({ name }) => (name === 'write' ? { errno: 'ENOSPC' } : undefined));
    const troubles: StoreTrouble[] = [];
    const listed = await storeOn(fileSystem, sealedAtRest(KEY), (trouble) => troubles.push(trouble)).list();
    expect(listed).toHaveLength(3);
    for (const account of listed) expect(account).toMatchObject({ kind: 'readable', document: { token: TOKENS } });
    expect(troubles.map(({ kind }) => kind)).toEqual(['sealing-failed', 'sealing-failed', 'sealing-failed']);
    expect(JSON.stringify(troubles)).not.toMatch(PLAIN);
    for (const who of people) expect(textOf(disk, who)).toBe(odd(who));
    await storeOn(disk).list();
    for (const who of people) expect(textOf(disk, who)).not.toMatch(PLAIN);
  });
});

/** Lists until the process dies at this call; what the next process then finds. */
async function killedAt(index: number, disk: MemoryDisk, atRest: AtRest): Promise<void> {
  const fate = (call: DiskCall): Fault => (call.index >= index ? { errno: 'EKILLED' } : undefined);
  await storeOn(new FaultyFileSystem(disk, fate), atRest)
    .list()
    .catch(() => undefined);
}

describe.each([
  ['sealing', oddDisk, sealedAtRest(KEY)],
  ['going back to plain', undefined, plainAgainAtRest(KEY)],
] as const)('a process that is killed while %s', (_what, plainDisk, atRest) => {
  /** The sealed disk is made of the plain one. */
  const newDisk = async (): Promise<MemoryDisk> => {
    if (plainDisk) return plainDisk();
    const disk = oddDisk();
    await storeOn(disk).list();
    return disk;
  };

  it('at any call loses nothing, and the next start finishes', async () => {
    const counting = new FaultyFileSystem(await newDisk());
    await storeOn(counting, atRest).list();
    expect(counting.calls.length).toBeGreaterThan(40);
    let mixed = 0;
    for (const { index } of counting.calls) {
      for (const survival of [undefined, 0, 1]) {
        const disk = await newDisk();
        await killedAt(index, disk, atRest);
        const found = survival === undefined ? disk : disk.afterPowerCut(() => survival);
        const states = new Set(people.map((who) => textOf(found, who).includes('PLAIN')));
        mixed += states.size - 1;
        const listed = await storeOn(found, atRest).list();
        expect(listed).toHaveLength(3);
        for (const account of listed) expect(account).toMatchObject({ kind: 'readable', document: { token: TOKENS } });
        for (const who of people) {
          expect(textOf(found, who).includes('PLAIN')).toBe(!plainDisk);
          expect(around(textOf(found, who))).toBe(around(odd(who)));
        }
      }
    }
    expect(mixed).toBeGreaterThan(0);
  });
});

describe('a day of an account whose tokens are sealed', () => {
  it('leaves no plain token on the disk, and is cut off at any call without a loss', async () => {
    const story = oneDay(1);
    const counting = new FaultyFileSystem(new MemoryDisk(Object.values(DIRECTORY)));
    await play(storeOn(counting), story);
    for (const { index } of counting.calls) {
      const disk = new MemoryDisk(Object.values(DIRECTORY));
      const fate = (call: DiskCall): Fault => (call.index >= index ? { errno: 'EKILLED' } : undefined);
      const { acknowledged } = await play(storeOn(new FaultyFileSystem(disk, fate)), story);
      // Temporary files included.
      for (const text of disk.filesIn(DIRECTORY.accounts).values()) expect(text).not.toMatch(/"[ar]t-\d"/);
      assertHolds(await storeOn(disk).list(), story, acknowledged);
    }
  });

  it('does not seal anew what stays the same', async () => {
    const disk = oddDisk();
    const store = storeOn(disk);
    await store.list();
    const sealed = /"refresh_token" : {2}("regrant[^"]+")/.exec(textOf(disk, 'ada'))?.[1] ?? 'none';
    await store.patch('ada', [{ path: ['token', 'access_token'], value: 'ya29.another' }]);
    expect(textOf(disk, 'ada')).toContain(sealed);
    const before = textOf(disk, 'ada');
    expect(await store.patch('ada', [{ path: ['token', 'refresh_token'], value: TOKENS.refresh_token }])).toMatchObject(
      {
        kind: 'unchanged',
      },
    );
    expect(textOf(disk, 'ada')).toBe(before);
  });

  it('compares the refresh token that it expects with the plain one', async () => {
    const store = storeOn(oddDisk());
    await store.list();
    const edits = [{ path: ['disabled'], value: true }] as const;
    expect(await store.patch('ada', edits, { expectedRefreshToken: 'another' })).toMatchObject({ kind: 'superseded' });
    expect(await store.patch('ada', edits, { expectedRefreshToken: TOKENS.refresh_token })).toMatchObject({
      kind: 'written',
    });
  });

  it('takes a plain token that somebody wrote in by hand, and seals it at the next write', async () => {
    const disk = oddDisk();
    const store = storeOn(disk);
    await store.list();
    disk.write(
      join(DIRECTORY.accounts, 'ada.json'),
      textOf(disk, 'ada').replace(/"refresh_token" : {2}"[^"]+"/, '"refresh_token" :  "1//PLAIN-by-hand"'),
    );
    expect(await store.load('ada')).toMatchObject({ document: { token: { refresh_token: '1//PLAIN-by-hand' } } });
    await store.patch('ada', [{ path: ['last_used'], value: 1 }]);
    expect(textOf(disk, 'ada')).not.toMatch(PLAIN);
    expect(await store.load('ada')).toMatchObject({
      document: { last_used: 1, token: { ...TOKENS, refresh_token: '1//PLAIN-by-hand' } },
    });
  });
});

describe('a sealed token that does not open', () => {
  const sealedIn = async (): Promise<MemoryDisk> => {
    const disk = oddDisk();
    await storeOn(disk).list();
    return disk;
  };
  const field = (name: string) => new RegExp(`"${name}"\\s*:\\s*"([^"]+)"`);
  const valueOf = (text: string, name: string): string => field(name).exec(text)?.[1] ?? '';

  const damages: readonly [string, (disk: MemoryDisk) => string][] = [
    [
      'of another account',
      (disk) =>
        textOf(disk, 'ada').replace(
          valueOf(textOf(disk, 'ada'), 'refresh_token'),
          valueOf(textOf(disk, 'bob'), 'refresh_token'),
        ),
    ],
    [
      'of another field',
      (disk) =>
        textOf(disk, 'ada').replace(
          valueOf(textOf(disk, 'ada'), 'refresh_token'),
          valueOf(textOf(disk, 'ada'), 'access_token'),
        ),
    ],
    ['that was changed', (disk) => textOf(disk, 'ada').replace(/("refresh_token"\s*:\s*"regrant:v1:.{20})./, '$1_')],
    ['of a whole other file', (disk) => textOf(disk, 'bob')],
  ];

  it.each(damages)('(one %s) makes its account unreadable; the file stays as it is', async (_what, damage) => {
    const disk = await sealedIn();
    const damaged = damage(disk);
    expect(damaged).not.toBe(textOf(disk, 'ada'));
    disk.replace(join(DIRECTORY.accounts, 'ada.json'), damaged);
    const store = storeOn(disk);
    const listed = await store.list();
    expect(listed.find(({ id }) => id === 'ada')).toMatchObject({ kind: 'unreadable', isSealed: true });
    expect(listed.filter(({ kind }) => kind === 'readable')).toHaveLength(2);
    expect(await store.patch('ada', [{ path: ['disabled'], value: true }])).toMatchObject({ kind: 'unreadable' });
    expect(textOf(disk, 'ada')).toBe(damaged);
    expect(disk.filesIn(DIRECTORY.quarantine).size).toBe(0);
  });

  it('stops a start without the key, which changes nothing', async () => {
    const disk = await sealedIn();
    const before = disk.filesIn(DIRECTORY.accounts);
    const keyless = new JsonAccountStore(DIRECTORY, { fileSystem: disk, settleDelaysMs: [] });
    await expect(keyless.list()).rejects.toMatchObject({ code: 'encryption.key_required' });
    expect(disk.filesIn(DIRECTORY.accounts)).toEqual(before);
    expect(disk.filesIn(DIRECTORY.quarantine).size).toBe(0);
  });

  it('is one unreadable account when it turns up while Regrant runs without a key', async () => {
    const disk = diskWith({ bob: odd('bob') });
    const keyless = new JsonAccountStore(DIRECTORY, { fileSystem: disk, settleDelaysMs: [] });
    await keyless.list();
    disk.replace(join(DIRECTORY.accounts, 'ada.json'), textOf(await sealedIn(), 'ada'));
    const listed = await keyless.list();
    expect(listed).toMatchObject([
      { id: 'ada', kind: 'unreadable' },
      { id: 'bob', kind: 'readable' },
    ]);
  });

  it('cannot be made by storing a token that looks like one', async () => {
    const sealed = valueOf(textOf(await sealedIn(), 'ada'), 'refresh_token');
    const disk = new MemoryDisk(Object.values(DIRECTORY));
    const keyless = new JsonAccountStore(DIRECTORY, { fileSystem: disk, settleDelaysMs: [] });
    const account: JsonObject = { email: 'a@example.com', token: { refresh_token: sealed } };
    await expect(keyless.create(account)).rejects.toMatchObject({ code: 'storage.failed' });
    expect(disk.filesIn(DIRECTORY.accounts).size).toBe(0);
  });
});
