import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { JsonAccountStore } from '../src/accounts/json-account-store.js';
import { MAX_ACCOUNT_BYTES } from '../src/accounts/account-file.js';
import type { StoredAccount } from '../src/core/ports/account-store.js';
import { openTemporaryDirectory, type TemporaryDataDirectory } from './temporary-data-directory.js';

const run = promisify(execFile);

const SECRET = '1//canary-refresh-token';
const WHOLE = `${JSON.stringify({ id: 'x', email: 'a@example.com', token: { refresh_token: SECRET }, big: 1 }, null, 2)}\n`;

interface World {
  readonly directory: TemporaryDataDirectory;
  readonly store: JsonAccountStore;
  readonly put: (id: string, content: string | Uint8Array) => Promise<void>;
}

async function openWorld(): Promise<World> {
  const directory = await openTemporaryDirectory();
  onTestFinished(directory.dispose);
  const store = new JsonAccountStore(directory, { settleDelaysMs: [] });
  return { directory, store, put: (id, content) => writeFile(join(directory.accounts, `${id}.json`), content) };
}

const reasonOf = (stored: StoredAccount | undefined): string =>
  stored?.kind === 'unreadable' ? stored.reason : `no reason: ${stored?.kind ?? 'missing'}`;

describe('account files that are damaged', () => {
  it('are told from whole ones at every byte they are cut off at, and kept', async () => {
    const { directory, store, put } = await openWorld();
    const bytes = Buffer.from(WHOLE);
    const lengths = Array.from({ length: bytes.length }, (_, length) => length);
    await Promise.all(lengths.map((length) => put(`cut-${length}`, bytes.subarray(0, length))));
    await put('whole', bytes);
    const accounts = await store.list();
    // Only the final line break may be missing.
    const readable = accounts.filter(({ kind }) => kind === 'readable').map(({ id }) => id);
    expect(readable).toEqual([`cut-${bytes.length - 1}`, 'whole'].sort());
    expect(accounts).toHaveLength(bytes.length + 1);
    expect(JSON.stringify(accounts.filter(({ kind }) => kind === 'unreadable'))).not.toContain('canary');
    for (const length of [0, 1, 57, bytes.length - 2]) {
      expect(await store.patch(`cut-${length}`, [{ path: ['disabled'], value: true }])).toMatchObject({
        kind: 'unreadable',
      });
      expect(await readFile(join(directory.accounts, `cut-${length}.json`))).toEqual(bytes.subarray(0, length));
    }
  });

  const half = Buffer.from(WHOLE).subarray(0, 40);
  const damages: readonly [string, Uint8Array | string, RegExp][] = [
    ['filled with NUL', Buffer.alloc(300), /NUL/],
    ['begun with NUL', Buffer.concat([Buffer.alloc(64), Buffer.from(WHOLE)]), /NUL/],
    ['half text, half NUL', Buffer.concat([half, Buffer.alloc(64)]), /NUL/],
    ['half new, half old', Buffer.concat([half, Buffer.from(WHOLE).subarray(20)]), /JSON/],
    ['followed by another', WHOLE + WHOLE, /JSON/],
    ['random bytes', Buffer.from(Array.from({ length: 200 }, (_, index) => 1 + ((index * 167) % 255))), /UTF-8/],
    ['UTF-16 with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(WHOLE, 'utf16le')]), /UTF-16/],
    ['UTF-16 without', Buffer.from(WHOLE, 'utf16le'), /UTF-16/],
    ['Latin-1', Buffer.from('{"name": "Jürgen"}', 'latin1'), /UTF-8/],
    ['empty', '', /empty/],
    ['blank', ' \n', /empty/],
    ['a list', '[]', /not an object/],
    ['a word', 'null', /not an object/],
    ['with comments', '{"a": 1} // mine', /JSON/],
    ['nested 200,000 deep', `{"a": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`, /nested/],
    ['nested 200,000 deep and cut off', `{"a": ${'{"a":'.repeat(160_000)}`, /nested/],
    ['larger than any account', `{"a": "${'x'.repeat(MAX_ACCOUNT_BYTES)}"}`, /larger/],
  ];

  it.each(damages)('(%s) are shown with the reason, and left as they are', async (_how, content, reason) => {
    const { directory, store, put } = await openWorld();
    await put('bad', content);
    await put('good', WHOLE);
    const [bad, good] = await store.list();
    expect(reasonOf(bad)).toMatch(reason);
    expect(good).toMatchObject({ kind: 'readable', id: 'good' });
    expect(await store.patch('bad', [{ path: ['disabled'], value: true }])).toMatchObject({ kind: 'unreadable' });
    expect((await readFile(join(directory.accounts, 'bad.json'))).equals(Buffer.from(content))).toBe(true);
  });

  it('are copied to the quarantine once, also over restarts', async () => {
    const { directory, store, put } = await openWorld();
    await put('bad', '{"first');
    await store.list();
    await store.load('bad');
    await new JsonAccountStore(directory, { settleDelaysMs: [] }).list();
    await put('bad', '{"second');
    await store.list();
    const names = await readdir(directory.quarantine);
    const copies = await Promise.all(names.map((name) => readFile(join(directory.quarantine, name), 'utf8')));
    expect(copies.sort()).toEqual(['{"first', '{"second']);
  });

  it('cannot fill the disk with copies', async () => {
    const { directory, store, put } = await openWorld();
    for (let version = 0; version < 20; version += 1) {
      await put('bad', `{"version ${version}`);
      await store.load('bad');
    }
    expect((await readdir(directory.quarantine)).length).toBeLessThanOrEqual(8);
  });

  it('are still shown, and the trouble is told, when no copy can be made', async () => {
    const { directory, put } = await openWorld();
    const kinds: string[] = [];
    const store = new JsonAccountStore(directory, { settleDelaysMs: [], onTrouble: ({ kind }) => kinds.push(kind) });
    await rm(directory.quarantine, { recursive: true });
    await put('bad', '{');
    expect(await store.list()).toMatchObject([{ kind: 'unreadable' }]);
    expect(kinds).toEqual(['quarantine-failed']);
  });

  it('are readable again when somebody repairs them', async () => {
    const { store, put } = await openWorld();
    await put('bad', '{');
    expect(await store.load('bad')).toMatchObject({ kind: 'unreadable' });
    await put('bad', WHOLE);
    expect(await store.patch('bad', [{ path: ['disabled'], value: true }])).toMatchObject({ kind: 'written' });
  });
});

describe('account files with unusual but honest content', () => {
  it.each([
    ['a byte order mark', `\uFEFF${WHOLE}`],
    ['CRLF', WHOLE.replaceAll('\n', '\r\n')],
    ['a newer schema', WHOLE.replace('{', '{\n  "schema_version": 99,')],
    ['integers beyond 2^53', WHOLE.replace('"big": 1', '"big": 9007199254740993')],
    ['duplicate names', WHOLE.replace('{', '{\n  "email": "old@example.com",')],
  ])('(%s) keep everything but the changed field', async (_what, content) => {
    const { directory, store, put } = await openWorld();
    await put('odd', content);
    expect(await store.patch('odd', [{ path: ['email'], value: 'b@example.com' }])).toMatchObject({ kind: 'written' });
    expect(await readFile(join(directory.accounts, 'odd.json'), 'utf8')).toBe(
      content.replace('a@example.com', 'b@example.com'),
    );
  });
});

describe('names in the accounts folder that are no account files', () => {
  it('are not followed, opened or written through when they lead elsewhere', async () => {
    const { directory, store, put } = await openWorld();
    const at = (name: string): string => join(directory.accounts, name);
    const outside = join(directory.root, 'outside.json');
    await writeFile(outside, WHOLE);
    await symlink(outside, at('link.json'));
    await symlink(at('nowhere'), at('dangling.json'));
    await symlink('loop.json', at('loop.json'));
    await symlink('/dev/zero', at('zero.json'));
    await mkdir(at('folder.json'));
    await run('mkfifo', [at('pipe.json')]);
    const socketFolder = await mkdtemp('/tmp/regrant-');
    onTestFinished(() => rm(socketFolder, { recursive: true }));
    const server = createServer().listen(at('socket.json'));
    onTestFinished(() => void server.close());
    await put('sparse', '{');
    await truncate(at('sparse.json'), 2 ** 40);
    await put('good', WHOLE);
    const accounts = new Map((await store.list()).map((stored) => [stored.id, stored]));
    expect([...accounts.keys()].sort()).toEqual(
      ['dangling', 'folder', 'good', 'link', 'loop', 'pipe', 'socket', 'sparse', 'zero'].sort(),
    );
    for (const id of ['link', 'dangling', 'loop', 'zero']) expect(reasonOf(accounts.get(id))).toMatch(/link/);
    for (const id of ['pipe', 'socket']) expect(reasonOf(accounts.get(id))).toMatch(/pipe, socket or device/);
    expect(reasonOf(accounts.get('folder'))).toMatch(/directory/);
    expect(reasonOf(accounts.get('sparse'))).toMatch(/larger/);
    expect(accounts.get('good')).toMatchObject({ kind: 'readable' });
    expect(await store.patch('link', [{ path: ['disabled'], value: true }])).toMatchObject({ kind: 'unreadable' });
    expect(await readFile(outside, 'utf8')).toBe(WHOLE);
  });

  it('are ignored', async () => {
    const { directory, store, put } = await openWorld();
    await put('.hidden', WHOLE);
    await writeFile(join(directory.root, 'accounts.json'), '[]');
    await writeFile(join(directory.accounts, 'notes.txt'), 'mine');
    await writeFile(join(directory.accounts, 'a.json.bak'), WHOLE);
    await writeFile(join(directory.accounts, `.regrant-${'0'.repeat(32)}.tmp`), WHOLE);
    expect(await store.list()).toEqual([]);
  });

  it('cannot be reached by an id that leads elsewhere', async () => {
    const { directory, store } = await openWorld();
    await writeFile(directory.secretsFile, WHOLE);
    for (const id of ['../secrets', '/etc/passwd', '..', '', '.hidden', 'a/b', 'a\\b', 'a\0b', 'x'.repeat(300)]) {
      expect(await store.load(id)).toBeUndefined();
      expect(await store.patch(id, [{ path: ['disabled'], value: true }])).toEqual({ kind: 'missing' });
      expect(await store.remove(id)).toBe(false);
    }
    expect(await readFile(directory.secretsFile, 'utf8')).toBe(WHOLE);
  });
});

describe('what the store is asked to write', () => {
  it('is refused when it would make the file unreadable', async () => {
    const { directory, store } = await openWorld();
    const { id } = await store.create({ email: 'a@example.com' });
    const before = await readFile(join(directory.accounts, `${id}.json`), 'utf8');
    const huge = [{ path: ['note'], value: 'x'.repeat(MAX_ACCOUNT_BYTES) }] as const;
    await expect(store.patch(id, huge)).rejects.toMatchObject({ code: 'storage.failed' });
    await expect(store.create({ note: 'x'.repeat(MAX_ACCOUNT_BYTES) })).rejects.toMatchObject({
      code: 'storage.failed',
    });
    expect(await readFile(join(directory.accounts, `${id}.json`), 'utf8')).toBe(before);
    expect(await readdir(directory.accounts)).toEqual([`${id}.json`]);
  });

  it('never replaces another account', async () => {
    const { directory } = await openWorld();
    const store = new JsonAccountStore(directory, { newId: () => 'same' });
    const first = await store.create({ email: 'a@example.com' });
    await expect(store.create({ email: 'b@example.com' })).rejects.toMatchObject({ details: { errno: 'EEXIST' } });
    expect(await store.list()).toEqual([first]);
  });
});
