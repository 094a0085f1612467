import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openConfig } from './open-config.js';

async function newRoot(files: Record<string, string> = {}): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'regrant-config-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(root, name), content);
  return root;
}

async function open(root: string, env: Record<string, string> = {}) {
  const config = await openConfig({ argv: ['--data-dir', root], env });
  onTestFinished(() => config.directory.close());
  return config;
}

describe('opening what is configured', () => {
  it('starts with nothing there, and keeps what is changed, readable by its owner alone', async () => {
    const root = await newRoot();
    const first = await openConfig({ argv: [`--data-dir=${root}`], env: {} });
    await first.settings.change((stored) => ({ ...stored, project_id: 'p' }));
    await first.secrets.change((secrets) => ({ ...secrets, admin_token: 'x'.repeat(20) }));
    await first.directory.close();
    for (const name of ['settings.json', 'secrets.json'])
      expect((await stat(join(root, name))).mode & 0o777).toBe(0o600);
    const second = await open(root);
    expect(second.settings.current.project_id).toBe('p');
    expect(second.secrets.current.admin_token).toBe('x'.repeat(20));
  });

  it.each<[string, string, string]>([
    ['settings.json', '{ torn', 'valid JSON'],
    ['settings.json', '[]', 'a JSON object'],
    ['settings.json', '{"colour": 1}', 'colour'],
    ['secrets.json', 'null', 'a JSON object'],
    ['secrets.json', '{"admin_token": 7}', 'admin_token'],
  ])('refuses a %s of %s, leaves it as it is, and lets go of the directory', async (name, content, told) => {
    const root = await newRoot({ [name]: content });
    const error = await openConfig({ argv: ['--data-dir', root], env: {} }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'settings.invalid', message: expect.stringContaining(told) as string });
    expect(await readFile(join(root, name), 'utf8')).toBe(content);
    await rm(join(root, name));
    await open(root);
  });

  it('makes nothing on disk when a setting is mistyped', async () => {
    const root = await newRoot();
    const target = join(root, 'data');
    await expect(openConfig({ argv: ['--data-dir', target, '--prot', '1'], env: {} })).rejects.toMatchObject({
      code: 'settings.invalid',
    });
    expect(await readdir(root)).toEqual([]);
  });

  it('does not follow a settings.json that is a link, nor read one that is a folder', async () => {
    const linked = await newRoot({ elsewhere: '{"project_id": "p"}' });
    await symlink(join(linked, 'elsewhere'), join(linked, 'settings.json'));
    await expect(openConfig({ argv: ['--data-dir', linked], env: {} })).rejects.toMatchObject({
      code: 'settings.invalid',
    });
    const folder = await newRoot();
    await mkdir(join(folder, 'settings.json'));
    await expect(openConfig({ argv: ['--data-dir', folder], env: {} })).rejects.toMatchObject({
      code: 'settings.invalid',
    });
  });

  it('refuses a directory that another one has open', async () => {
    const root = await newRoot();
    await open(root);
    await expect(openConfig({ argv: ['--data-dir', root], env: {} })).rejects.toMatchObject({ code: 'storage.locked' });
  });
});
