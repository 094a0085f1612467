import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { JsonAccountStore } from '../src/accounts/json-account-store.js';
import { openDataDirectory, type DataDirectory } from '../src/config/data-directory.js';
import { writeDurably } from '../src/config/durable-write.js';

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

async function newRoot(): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'regrant-test-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  return join(parent, 'data');
}

async function open(path: string): Promise<DataDirectory> {
  const directory = await openDataDirectory(path);
  onTestFinished(directory.close);
  return directory;
}

async function withUmask<T>(mask: number, task: () => Promise<T>): Promise<T> {
  const before = process.umask(mask);
  try {
    return await task();
  } finally {
    process.umask(before);
  }
}

describe('the data directory', () => {
  it.each([0o000, 0o077, 0o022])('is private from the start with umask %i', async (mask) => {
    const root = await newRoot();
    await withUmask(mask, async () => {
      const directory = await open(root);
      const store = new JsonAccountStore(directory, { settleDelaysMs: [] });
      const { id } = await store.create({ email: 'a@example.com' });
      await store.patch(id, [{ path: ['disabled'], value: true }]);
      await writeFile(join(directory.accounts, 'bad.json'), '{');
      await store.load('bad');
      await writeDurably(directory.settingsFile, '{}');
      for (const path of [root, directory.accounts, directory.quarantine, directory.ledger]) {
        expect(await modeOf(path)).toBe('700');
      }
      const [copy] = await readdir(directory.quarantine);
      const files = [
        join(directory.accounts, `${id}.json`),
        join(directory.quarantine, copy ?? ''),
        directory.settingsFile,
      ];
      for (const path of [...files, join(root, '.lock')]) expect(await modeOf(path)).toBe('600');
    });
  });

  it('is made private when it was not, with a notice, and links are left alone', async () => {
    const root = await newRoot();
    const outside = join(root, '..', 'outside');
    await mkdir(join(root, 'accounts'), { recursive: true, mode: 0o755 });
    await writeFile(outside, 'theirs', { mode: 0o644 });
    await writeFile(join(root, 'settings.json'), '{}', { mode: 0o644 });
    await writeFile(join(root, 'accounts', 'a.json'), '{}', { mode: 0o666 });
    await symlink(outside, join(root, 'accounts', 'b.json'));
    await chmod(root, 0o755);
    const { notices } = await open(root);
    expect(await modeOf(root)).toBe('700');
    expect(await modeOf(join(root, 'accounts', 'a.json'))).toBe('600');
    expect(await modeOf(join(root, 'settings.json'))).toBe('600');
    expect(await modeOf(outside)).toBe('644');
    expect(notices.join('\n')).toMatch(/settings\.json was open to other users/);
    expect(notices.join('\n')).toMatch(/a\.json was open/);
  });

  it('has nothing to say about its own work', async () => {
    const root = await newRoot();
    await (await openDataDirectory(root)).close();
    expect((await open(root)).notices).toEqual([]);
  });

  it('may be a symbolic link', async () => {
    const root = await newRoot();
    await mkdir(root);
    await symlink(root, `${root}-link`);
    const directory = await open(`${root}-link`);
    await new JsonAccountStore(directory).create({ email: 'a@example.com' });
    expect(await readdir(join(root, 'accounts'))).toHaveLength(1);
    expect((await lstat(`${root}-link`)).isSymbolicLink()).toBe(true);
  });

  it('is refused when it is not a directory', async () => {
    const root = await newRoot();
    await writeFile(root, 'a file');
    await expect(openDataDirectory(root)).rejects.toMatchObject({ code: 'storage.unwritable' });
  });

  it.runIf(process.getuid?.() === 0)('is refused when it belongs to somebody else', async () => {
    const root = await newRoot();
    await mkdir(root);
    await chown(root, 12345, 12345);
    await expect(openDataDirectory(root)).rejects.toMatchObject({ code: 'storage.unwritable' });
    expect((await stat(root)).uid).toBe(12345);
  });

  it('loses its left-over temporary files at the start, and nothing that only looks like them', async () => {
    const root = await newRoot();
    const accounts = join(root, 'accounts');
    await mkdir(accounts, { recursive: true });
    const ours = Array.from({ length: 500 }, (_, index) => `.regrant-${index.toString(16).padStart(32, '0')}.tmp`);
    await Promise.all(ours.map((name) => writeFile(join(accounts, name), '{"half')));
    const hex = 'a'.repeat(32);
    const theirs = [
      `regrant-${hex}.tmp`,
      `.regrant-${hex}.tmp.bak`,
      `.regrant-${hex}0.tmp`,
      '.regrant-notes.tmp',
      `.regrant-${'A'.repeat(32)}.tmp`,
      'a.json.tmp',
    ];
    await Promise.all(theirs.map((name) => writeFile(join(accounts, name), 'theirs')));
    await mkdir(join(accounts, `.regrant-${'d'.repeat(32)}.tmp`));
    await symlink('/etc/hostname', join(accounts, `.regrant-${'e'.repeat(32)}.tmp`));
    await open(root);
    const kept = [...theirs, `.regrant-${'d'.repeat(32)}.tmp`, `.regrant-${'e'.repeat(32)}.tmp`];
    expect((await readdir(accounts)).sort()).toEqual(kept.sort());
  });
});

describe('the lock of the data directory', () => {
  it('keeps a second owner out, says who the first is, and is free after it closed', async () => {
    const root = await newRoot();
    const first = await openDataDirectory(root);
    const refused = openDataDirectory(root);
    await expect(refused).rejects.toMatchObject({
      code: 'storage.locked',
      message: expect.stringContaining(`process ${process.pid}`) as string,
    });
    await first.close();
    await open(root);
  });

  it('is dropped by the kernel when its holder is killed, whatever the file says', async () => {
    const root = await newRoot();
    await (await openDataDirectory(root)).close();
    const holder = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { openSync, writeSync } from 'node:fs';
         import { createRequire } from 'node:module';
         const { tryLock } = createRequire(process.argv[1])('fs-native-extensions');
         const fd = openSync(process.argv[2], 'r+');
         writeSync(fd, JSON.stringify({ pid: process.pid, started_at: 'yesterday' }), 0);
         console.log(tryLock(fd));
         setInterval(() => {}, 1000);`,
        import.meta.filename,
        join(root, '.lock'),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    onTestFinished(() => void holder.kill('SIGKILL'));
    const [answer] = (await once(holder.stdout, 'data')) as [Buffer];
    expect(answer.toString().trim()).toBe('true');
    await expect(openDataDirectory(root)).rejects.toMatchObject({ code: 'storage.locked' });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await open(root);
    expect(await readFile(join(root, '.lock'), 'utf8')).toContain(String(process.pid));
  });
});
