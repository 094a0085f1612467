import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ManualClock } from '../../../test/fakes/manual-clock.js';
import { aRequest } from '../../../test/fakes/request-records.js';
import type { RequestRecord } from '../../core/traffic/request-record.js';
import { UsageTally } from '../../core/traffic/usage-tally.js';
import type { TrafficBatch } from './sqlite-traffic.js';
import { WorkerTrafficStore } from './worker-traffic-store.js';

const ROOT = join(import.meta.dirname, '../../../..');
/** All that the worker imports, and more: whole folders, so that a new import of it is found too. */
const FOLDERS = ['server/src/observability/traffic', 'server/src/core/traffic', 'server/src/core/usage'];

/** Disks and threads, perhaps beside others on a small machine. */
vi.setConfig({ testTimeout: 60_000 });

/** The worker as a build makes it, from the sources as they are now. */
async function buildWorker(into: string): Promise<URL> {
  await symlink(join(ROOT, 'node_modules'), join(into, 'node_modules'));
  await writeFile(join(into, 'package.json'), '{ "type": "module" }');
  for (const folder of FOLDERS) {
    await mkdir(join(into, folder), { recursive: true });
    for (const name of (await readdir(join(ROOT, folder))).filter((name) => /(?<!\.spec)\.ts$/.test(name))) {
      const { outputText } = ts.transpileModule(await readFile(join(ROOT, folder, name), 'utf8'), {
        compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023, verbatimModuleSyntax: true },
      });
      await writeFile(join(into, folder, name.replace(/\.ts$/, '.js')), outputText);
    }
  }
  return pathToFileURL(join(into, 'server/src/observability/traffic/traffic-worker.js'));
}

const START_MS = 1_700_000_000_000;

let lastBatch = 0;
function batchOf(records: readonly RequestRecord[]): TrafficBatch {
  const tally = new UsageTally();
  records.forEach((record) => tally.add(record));
  lastBatch += 1;
  return { number: lastBatch, records, usage: tally.take() };
}

async function openWorld() {
  const root = await mkdtemp(join(tmpdir(), 'regrant-worker-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await mkdir(join(root, 'quarantine'));
  const entry = await buildWorker(root);
  const place = { file: join(root, 'traffic.sqlite'), quarantine: join(root, 'quarantine') };
  const notices: string[] = [];
  const clock = new ManualClock();
  const open = (entryOf = entry) => {
    const store = new WorkerTrafficStore({ place, clock, onNotice: (text) => notices.push(text), entry: entryOf });
    onTestFinished(() => store.close().catch(() => undefined));
    return store;
  };
  return { root, place, clock, notices, open };
}

describe('the traffic in a thread of its own', () => {
  it('keeps quotas too', async () => {
    const { open } = await openWorld();
    const count = { startsAtMs: START_MS, requests: 3, tokens: 40 };
    const learned = [{ kind: 'requests_per_day' as const, limit: 250, atMs: START_MS }];
    const record = { accountId: 'a', model: 'm', minute: count, day: count, learned, protectedUntilMs: null };
    const store = open();
    await store.saveQuotas({ isFresh: true, records: [record], atMs: START_MS });
    await store.close();
    expect(await open().loadQuotas(START_MS)).toEqual({ records: [record], served: [] });
  });

  it('stores and answers in the order of the calls, and has it all after a restart', async () => {
    const { open } = await openWorld();
    const store = open();
    const records = Array.from({ length: 300 }, (_, number) => aRequest(number));
    const stored = store.append(batchOf(records));
    const listed = store.list({ model: 'gemini-2.5-flash' }, 500);
    await stored;
    expect(await listed).toEqual([...records].reverse());
    expect(await store.find('request-7')).toEqual(records[7]);
    await store.close();

    const again = open();
    expect(await again.usage({ by: 'day', group: 'model', fromMs: 0, toMs: 1_800_000_000_000 })).toEqual([
      expect.objectContaining({ group: 'gemini-2.5-flash' }),
    ]);
    expect(await again.prune({ requestsFromSeq: aRequest(100).seq, usageFromMs: 0, largestBytes: 1e9 })).toBe(100);
    expect(await again.list({}, 500)).toHaveLength(200);
  });

  it('tells what it puts aside, and passes on what the disk refuses', async () => {
    const { place, notices, open } = await openWorld();
    await writeFile(place.file, 'damaged '.repeat(1000));
    const store = open();
    await store.append(batchOf([aRequest(1)]));
    expect(notices).toEqual([expect.stringContaining('is damaged')]);
    await rm(place.file);
    await mkdir(place.file);
    await expect(store.append(batchOf([aRequest(2)]))).rejects.toThrow();
    await rm(place.file, { recursive: true });
    await store.append(batchOf([aRequest(3)]));
    expect((await store.list({}, 10)).map(({ id }) => id)).toEqual(['request-3']);
  });

  it('is let go when nobody needs it, and is there again for whoever does', async () => {
    const { place, clock, open } = await openWorld();
    const store = open();
    await store.append(batchOf([aRequest(1)]));
    expect(existsSync(`${place.file}.lock`)).toBe(true);
    clock.advance(30_000);
    // Asked while it is ending: answered by the next one.
    expect(await store.find('request-1')).toEqual(aRequest(1));
    clock.advance(30_000);
    await store.close();
    expect(existsSync(`${place.file}.lock`)).toBe(false);
    expect(clock.pendingTasks).toBe(0);
    expect(await store.list({}, 10)).toHaveLength(1);
  });

  it('rejects what it was asked when it dies, and is started again by the next call', async () => {
    const { root, notices, open } = await openWorld();
    const entry = join(root, 'dies.js');
    await writeFile(entry, 'throw new Error("dead on arrival");');
    const store = open(pathToFileURL(entry));
    await expect(store.append(batchOf([aRequest(1)]))).rejects.toThrow('The traffic thread has ended.');
    expect(notices).toEqual([expect.stringContaining('dead on arrival')]);
    await expect(store.append(batchOf([aRequest(1)]))).rejects.toThrow('The traffic thread has ended.');
    expect(notices).toHaveLength(2);
  });
});
