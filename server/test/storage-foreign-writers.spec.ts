import { mkdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { JsonAccountStore } from '../src/accounts/json-account-store.js';
import type { JsonObject } from '../src/core/accounts/document.js';
import type { OutsideChange } from '../src/core/ports/account-store.js';
import type { StoreTrouble } from '../src/accounts/store-trouble.js';
import { openTemporaryDirectory, type TemporaryDataDirectory } from './temporary-data-directory.js';

// Many cases in one test: bounded for a busy machine.
vi.setConfig({ testTimeout: 30_000 });

interface World {
  readonly directory: TemporaryDataDirectory;
  readonly store: JsonAccountStore;
  readonly changes: OutsideChange[];
  readonly troubles: StoreTrouble[];
  readonly pathOf: (id: string) => string;
}

async function openWorld(): Promise<World> {
  const directory = await openTemporaryDirectory();
  onTestFinished(directory.dispose);
  const troubles: StoreTrouble[] = [];
  const store = new JsonAccountStore(directory, { onTrouble: (trouble) => troubles.push(trouble) });
  const changes: OutsideChange[] = [];
  return { directory, store, changes, troubles, pathOf: (id) => join(directory.accounts, `${id}.json`) };
}

async function watch({ store, changes }: World): Promise<void> {
  const stop = await store.watch((change) => changes.push(change));
  onTestFinished(stop);
}

const account = (label: string): JsonObject => ({ email: 'a@example.com', custom_label: label });
const textOf = (label: string): string => `${JSON.stringify(account(label), null, 2)}\n`;

/** The promise of the product: two seconds, and one for a slow machine. */
const withinPromise = { timeout: 3000, interval: 20 };

const labelled = (id: string, label: string): unknown =>
  expect.objectContaining({
    id,
    stored: expect.objectContaining({
      document: expect.objectContaining({ custom_label: label }) as unknown,
    }) as unknown,
  });

describe('other programs in the accounts folder', () => {
  it('are noticed when they write in place, by rename, drop in and remove', async () => {
    const world = await openWorld();
    const { changes, pathOf } = world;
    await writeFile(pathOf('here'), textOf('old'));
    await watch(world);
    await writeFile(pathOf('here'), textOf('in place'));
    await vi.waitFor(() => expect(changes).toContainEqual(labelled('here', 'in place')), withinPromise);
    await writeFile(`${pathOf('here')}.new`, textOf('by rename'));
    await rename(`${pathOf('here')}.new`, pathOf('here'));
    await vi.waitFor(() => expect(changes).toContainEqual(labelled('here', 'by rename')), withinPromise);
    await writeFile(pathOf('new'), textOf('dropped in'));
    await vi.waitFor(() => expect(changes).toContainEqual(labelled('new', 'dropped in')), withinPromise);
    await unlink(pathOf('here'));
    await vi.waitFor(() => expect(changes).toContainEqual({ id: 'here', stored: undefined }), withinPromise);
  });

  it('are noticed when they worked between the list and the watch', async () => {
    const world = await openWorld();
    const { store, changes, pathOf } = world;
    await writeFile(pathOf('changed'), textOf('old'));
    await writeFile(pathOf('gone'), textOf('old'));
    await store.list();
    await writeFile(pathOf('changed'), textOf('new'));
    await unlink(pathOf('gone'));
    await watch(world);
    await vi.waitFor(() => expect(changes).toContainEqual(labelled('changed', 'new')), withinPromise);
    await vi.waitFor(() => expect(changes).toContainEqual({ id: 'gone', stored: undefined }), withinPromise);
  });

  it('may replace a file by removing it first, which is no removal', async () => {
    const world = await openWorld();
    const { changes, pathOf } = world;
    await writeFile(pathOf('here'), textOf('old'));
    await watch(world);
    await unlink(pathOf('here'));
    await pause(100); // an editor that is slow between the two
    await writeFile(pathOf('here'), textOf('new'));
    await vi.waitFor(() => expect(changes).toContainEqual(labelled('here', 'new')), withinPromise);
    expect(changes.filter(({ stored }) => stored === undefined)).toEqual([]);
  });

  it('may take a moment to write a file, which is not damaged meanwhile', async () => {
    const world = await openWorld();
    const { store, changes, pathOf } = world;
    await writeFile(pathOf('here'), textOf('old'));
    await watch(world);
    await writeFile(pathOf('here'), textOf('new').slice(0, 20));
    const patched = store.patch('here', [{ path: ['disabled'], value: true }]);
    await pause(150); // a sync tool that waits for the rest of the file
    await writeFile(pathOf('here'), textOf('new'));
    expect(await patched).toMatchObject({ kind: 'written', document: { custom_label: 'new', disabled: true } });
    await vi.waitFor(() => expect(changes).toContainEqual(labelled('here', 'new')), withinPromise);
    expect(changes.filter(({ stored }) => stored?.kind === 'unreadable')).toEqual([]);
  });

  it('keep their fields, and we ours, while both write without a pause', async () => {
    const world = await openWorld();
    const { store, changes, pathOf } = world;
    const path = pathOf('busy');
    await writeFile(path, textOf('0'));
    await watch(world);
    // The other program changes its own field at 100 Hz, in place, on what it finds.
    let theirs = 0;
    let undone = 0;
    const other = (async () => {
      for (let write = 0; write < 100; write += 1) {
        const now = JSON.parse(await readFile(path, 'utf8')) as JsonObject;
        if (theirs > 0 && now['theirs'] !== theirs) undone += 1;
        theirs += 1;
        await writeFile(path, `${JSON.stringify({ ...now, theirs }, null, 2)}\n`);
        await pause(10);
      }
    })();
    const finished = new AbortController();
    const done = other.finally(() => finished.abort());
    let ours = 0;
    for (; !finished.signal.aborted; ours += 1) {
      const outcome = await store.patch('busy', [{ path: ['ours'], value: ours }]);
      expect(outcome).toMatchObject({ kind: 'written', document: { custom_label: '0', ours } });
    }
    await done;
    // What they write in the instant of our exchange is put back a few milliseconds later: they may look in between.
    expect(undone).toBeLessThanOrEqual(10);
    expect(ours).toBeGreaterThan(20);
    const last = await store.patch('busy', [{ path: ['last'], value: true }]);
    expect(last).toMatchObject({ kind: 'written', document: { custom_label: '0', theirs: 100, last: true } });
    await vi.waitFor(() => expect(changes.at(-1)?.stored).toMatchObject({ document: { theirs: 100 } }), withinPromise);
    expect(changes.filter(({ stored }) => stored?.kind !== 'readable')).toEqual([]);
  });

  it('see a whole file at every instant while we write', async () => {
    const { store, pathOf } = await openWorld();
    const { id } = await store.create(account('x'.repeat(5000)));
    const stop = new AbortController();
    let looks = 0;
    const reader = (async () => {
      while (!stop.signal.aborted) {
        JSON.parse(await readFile(pathOf(id), 'utf8'));
        looks += 1;
      }
    })();
    for (let round = 0; round < 60; round += 1) {
      await store.patch(id, [{ path: ['custom_label'], value: String(round).repeat(round % 2 === 0 ? 10 : 3000) }]);
    }
    stop.abort();
    await reader;
    expect(looks).toBeGreaterThan(60);
  });
});

describe('an accounts folder that goes away', () => {
  it('empties nothing, is told once, and is followed again when it is back', async () => {
    const world = await openWorld();
    const { directory, store, changes, troubles, pathOf } = world;
    await writeFile(pathOf('here'), textOf('old'));
    await watch(world);
    const elsewhere = join(directory.root, 'elsewhere');
    await rename(directory.accounts, elsewhere);
    await vi.waitFor(() => expect(troubles.map(({ kind }) => kind)).toEqual(['unreachable']), withinPromise);
    await expect(store.list()).rejects.toMatchObject({ code: 'storage.failed' });
    await expect(store.load('here')).rejects.toMatchObject({ code: 'storage.failed' });
    await expect(store.patch('here', [{ path: ['disabled'], value: true }])).rejects.toMatchObject({
      code: 'storage.failed',
    });
    await expect(store.remove('here')).rejects.toMatchObject({ code: 'storage.failed' });
    expect(changes).toEqual([]);
    await writeFile(join(elsewhere, 'here.json'), textOf('meanwhile'));
    await rename(elsewhere, directory.accounts);
    await vi.waitFor(
      () => expect(troubles.map(({ kind }) => kind)).toEqual(['unreachable', 'reachable']),
      withinPromise,
    );
    await vi.waitFor(() => expect(changes).toContainEqual(labelled('here', 'meanwhile')), withinPromise);
    await writeFile(pathOf('here'), textOf('afterwards'));
    await vi.waitFor(() => expect(changes).toContainEqual(labelled('here', 'afterwards')), withinPromise);
    expect(changes.filter(({ stored }) => stored === undefined)).toEqual([]);
  });

  it('is not believed to have been emptied when an empty one takes its place', async () => {
    const world = await openWorld();
    const { directory, store, changes, troubles, pathOf } = world;
    await writeFile(pathOf('here'), textOf('old'));
    await watch(world);
    await rm(directory.accounts, { recursive: true });
    await mkdir(directory.accounts);
    await vi.waitFor(() => expect(troubles.map(({ kind }) => kind)).toContain('unreachable'), withinPromise);
    await expect(store.list()).rejects.toMatchObject({ code: 'storage.failed' });
    await expect(store.load('here')).rejects.toMatchObject({ code: 'storage.failed' });
    await writeFile(pathOf('here'), textOf('restored'));
    await vi.waitFor(() => expect(changes).toContainEqual(labelled('here', 'restored')), withinPromise);
    expect(changes.filter(({ stored }) => stored === undefined)).toEqual([]);
    await vi.waitFor(() => expect(troubles.at(-1)?.kind).toBe('reachable'), withinPromise);
  });
});
