import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { startWorld } from './world.js';

const SCRIPT = 'export const answer = 42;\n'.repeat(100);

async function worldWithScript() {
  const world = await startWorld({ accounts: 1 });
  const assets = join(world.webRoot, 'assets');
  await mkdir(assets);
  await writeFile(join(assets, 'app-1.js'), SCRIPT);
  await writeFile(join(assets, 'app-1.js.br'), brotliCompressSync(SCRIPT));
  await writeFile(join(assets, 'app-1.js.gz'), gzipSync(SCRIPT));
  await writeFile(join(assets, 'plain-1.js'), SCRIPT);
  // Which files there are is looked up at the start.
  await world.restart();
  return world;
}

describe('the files of the dashboard', () => {
  it.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
  ])('travel as they were compressed when they were built, for who takes %s', async (accepted, encoding) => {
    const world = await worldWithScript();
    const response = await fetch(`${world.url}/assets/app-1.js`, { headers: { 'accept-encoding': accepted } });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('content-type')).toMatch(/javascript/);
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('vary')).toMatch(/accept-encoding/i);
    expect(await response.text()).toBe(SCRIPT);
  });

  it('travel as they are where there is no compressed copy, and the copies are no addresses', async () => {
    const world = await worldWithScript();
    const plain = await fetch(`${world.url}/assets/plain-1.js`);
    expect([plain.status, plain.headers.get('content-encoding')]).toEqual([200, null]);
    expect(await plain.text()).toBe(SCRIPT);
    expect((await fetch(`${world.url}/assets/app-1.js.br`)).status).toBe(404);
    const page = await fetch(`${world.url}/accounts`);
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
  });
});
