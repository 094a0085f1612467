import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}
interface LockEntry {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

const manifest = JSON.parse(read('package.json')) as Manifest;
const { packages } = JSON.parse(read('package-lock.json')) as { packages: Readonly<Record<string, LockEntry>> };

describe('what Regrant is made from', () => {
  it('is named by exact versions', () => {
    const wanted = { ...manifest.dependencies, ...manifest.devDependencies };
    for (const [name, version] of Object.entries(wanted)) {
      expect([name, version]).toEqual([name, expect.stringMatching(/^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+$/) as string]);
    }
    expect(Object.keys(wanted).length).toBeGreaterThan(40);
  });

  it('is locked with a digest each, and comes from a registry over https', () => {
    const entries = Object.entries(packages).filter(([path, { link }]) => path !== '' && link !== true);
    expect(entries.length).toBeGreaterThan(300);
    for (const [path, { resolved, integrity }] of entries) {
      // What a package brings along inside itself has neither.
      if (resolved === undefined) continue;
      expect([path, resolved]).toEqual([path, expect.stringMatching(/^https:\/\//) as string]);
      expect([path, integrity]).toEqual([path, expect.stringMatching(/^sha512-/) as string]);
    }
  });

  it('runs no script when it is installed, ours included', () => {
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
    for (const name of ['preinstall', 'install', 'postinstall', 'prepare'])
      expect(manifest.scripts).not.toHaveProperty(name);
  });

  it('is under licences that let everybody use it', async () => {
    const free = /^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|MIT OR Apache-2\.0)$/;
    const { installedForProduction } = (await import(join(ROOT, 'server/tasks/installed.mjs'))) as {
      installedForProduction(): readonly { readonly name: string; readonly licence: string }[];
    };
    const listed = installedForProduction();
    expect(listed.length).toBeGreaterThan(100);
    expect(listed.filter(({ licence }) => !free.test(licence))).toEqual([]);
  });
});
