import { chmod, mkdir, mkdtemp, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import sqlite from 'node-sqlite3-wasm';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { aRequest } from '../../../test/fakes/request-records.js';
import { isWanted, type RequestFilter } from '../../core/traffic/request-filter.js';
import { CALLER_LEFT, type RequestRecord } from '../../core/traffic/request-record.js';
import { UsageTally } from '../../core/traffic/usage-tally.js';
import { HealingTraffic } from './healing-traffic.js';
import { SqliteTraffic, type TrafficBatch } from './sqlite-traffic.js';

/** Disks and threads, perhaps beside others on a small machine. */
vi.setConfig({ testTimeout: 60_000 });

const MANY = 20_000;
const MEGABYTE = 1024 * 1024;

async function temporaryPlace() {
  const root = await mkdtemp(join(tmpdir(), 'regrant-traffic-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await mkdir(join(root, 'quarantine'));
  return { root, file: join(root, 'traffic.sqlite'), quarantine: join(root, 'quarantine') };
}

async function openTraffic() {
  const place = await temporaryPlace();
  const traffic = new SqliteTraffic(place.file);
  onTestFinished(() => traffic.close());
  return traffic;
}

async function openHealing() {
  const place = await temporaryPlace();
  const notices: string[] = [];
  const healing = new HealingTraffic(place, (text) => notices.push(text));
  onTestFinished(() => healing.close());
  return { place, healing, notices };
}

const requests = (count: number, from = 0): RequestRecord[] =>
  Array.from({ length: count }, (_, index) => aRequest(from + index));
let lastBatch = 0;
function batchOf(records: readonly RequestRecord[]): TrafficBatch {
  const tally = new UsageTally();
  records.forEach((record) => tally.add(record));
  lastBatch += 1;
  return { number: lastBatch, records, usage: tally.take() };
}
const keepAll = { requestsFromSeq: 0, usageFromMs: 0, largestBytes: 1024 * MEGABYTE };

describe('the file of the traffic', () => {
  it('gives back what was put in, whole and newest first', async () => {
    const traffic = await openTraffic();
    const records = [
      aRequest(1),
      aRequest(2, { usage: null, firstByteMs: null, error: 'a.b', droppedFields: ['ü\u0000'] }),
    ];
    traffic.append(batchOf(records));
    expect(traffic.list({}, 10)).toEqual([...records].reverse());
    expect(traffic.find('request-1')).toEqual(records[0]);
    expect(traffic.find('nobody')).toBeNull();
  });

  it('takes 20,000 requests in batches in a few seconds, and counts every one of them', async () => {
    const traffic = await openTraffic();
    const startedMs = performance.now();
    for (let first = 0; first < MANY; first += 500) traffic.append(batchOf(requests(500, first)));
    expect(performance.now() - startedMs).toBeLessThan(20_000);
    expect(traffic.list({}, MANY * 2)).toHaveLength(MANY);
    const rows = traffic.usage({ by: 'day', group: 'model', fromMs: 0, toMs: 1_800_000_000_000 });
    expect(rows.reduce((sum, { counters }) => sum + counters.requests, 0)).toBe(MANY);
    expect(rows.reduce((sum, { counters }) => sum + counters.inputTokens, 0)).toBe(10 * MANY);
  });

  it('counts a batch once, though it comes twice', async () => {
    const traffic = await openTraffic();
    const batch = batchOf(requests(5));
    traffic.append(batch);
    traffic.append(batch);
    expect(traffic.list({}, 10)).toHaveLength(5);
    const [row] = traffic.usage({ by: 'day', group: 'model', fromMs: 0, toMs: 1_800_000_000_000 });
    expect(row?.counters.requests).toBe(5);
  });

  it('finds the same requests as the rule that memory is searched by', async () => {
    const traffic = await openTraffic();
    const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
    const differences = fc.record({
      wire: oneOf('gemini', 'openai'),
      modelAsked: oneOf<string | null>('a', 'b', null),
      modelUsed: oneOf<string | null>('a', 'b', null),
      accountId: oneOf<string | null>('x', 'y', null),
      callerKeyId: oneOf<string | null>('k', null),
      status: oneOf(200, 503, CALLER_LEFT),
      error: oneOf<string | null>('e.f', null),
      durationMs: oneOf(1, 50.5, 1000),
    });
    const records = fc.sample(differences, { numRuns: 200, seed: 20_261_120 }).map((some, at) => aRequest(at, some));
    traffic.append(batchOf(records));
    const maybe = <T>(...values: T[]) => oneOf<T | undefined>(undefined, ...values);
    const filters = fc.record<RequestFilter>({
      beforeSeq: maybe(records[150]?.seq, records[10]?.seq),
      afterSeq: maybe(records[40]?.seq, records[120]?.seq),
      state: maybe('served', 'failed', 'left'),
      model: maybe('a', 'b', 'c'),
      accountId: maybe('x'),
      callerKeyId: maybe('k'),
      wire: maybe('openai'),
      slowMs: maybe(0, 50.5, 999),
    });
    fc.assert(
      fc.property(filters, (filter) => {
        expect(traffic.list(filter, 500)).toEqual(records.filter((record) => isWanted(record, filter)).reverse());
      }),
      { seed: 20_261_120, numRuns: 200 },
    );
  });

  it('lets go of what is too old, and keeps its counters', async () => {
    const traffic = await openTraffic();
    traffic.append(batchOf(requests(100)));
    expect(traffic.prune({ ...keepAll, requestsFromSeq: aRequest(60).seq })).toBe(60);
    expect(
      traffic
        .list({}, 200)
        .map(({ id }) => id)
        .at(-1),
    ).toBe('request-60');
    expect(traffic.usage({ by: 'day', group: 'key', fromMs: 0, toMs: 1_800_000_000_000 })[0]?.counters.requests).toBe(
      100,
    );
    traffic.prune({ ...keepAll, usageFromMs: 1_800_000_000_000 });
    expect(traffic.usage({ by: 'day', group: 'key', fromMs: 0, toMs: 1_900_000_000_000 })).toEqual([]);
  });

  it('stays below its size by letting go of the oldest, and gives the disk its room back', async () => {
    const place = await temporaryPlace();
    const traffic = new SqliteTraffic(place.file);
    for (let first = 0; first < 8000; first += 500) traffic.append(batchOf(requests(500, first)));
    expect(traffic.usedBytes).toBeGreaterThan(2 * MEGABYTE);
    const gone = traffic.prune({ ...keepAll, largestBytes: MEGABYTE });
    expect(gone).toBeGreaterThan(0);
    expect(traffic.usedBytes).toBeLessThanOrEqual(MEGABYTE);
    const left = traffic.list({}, 8000);
    expect(left).toHaveLength(8000 - gone);
    expect(left[0]?.id).toBe('request-7999');
    traffic.close();
    expect((await stat(place.file)).size).toBeLessThanOrEqual(1.1 * MEGABYTE);
  });
});

describe('a traffic file in trouble', () => {
  it('that is damaged is put aside, told of, and begun anew', async () => {
    const { place, healing, notices } = await openHealing();
    await writeFile(place.file, 'this was a request log once '.repeat(500));
    healing.use((traffic) => traffic.append(batchOf(requests(2))));
    expect(healing.use((traffic) => traffic.list({}, 10))).toHaveLength(2);
    expect(await readdir(place.quarantine)).toEqual([expect.stringMatching(/^traffic\.sqlite\.\d+\.bad$/)]);
    expect(notices).toEqual([expect.stringContaining('is damaged')]);
  });

  it('that is damaged in the middle is put aside when the damage is met', async () => {
    const { place, healing, notices } = await openHealing();
    for (let first = 0; first < 4000; first += 500)
      healing.use((traffic) => traffic.append(batchOf(requests(500, first))));
    healing.close();
    const { size } = await stat(place.file);
    const file = await open(place.file, 'r+');
    for (let at = 4096; at < size; at += 4096) await file.write(Buffer.alloc(2048, 0x5a), 0, 2048, at);
    await file.close();
    healing.use((traffic) => traffic.append(batchOf(requests(3, 9000))));
    expect(healing.use((traffic) => traffic.list({}, 10_000)).map(({ id }) => id)).toContain('request-9000');
    expect(notices).toHaveLength(1);
  });

  it('that another version made is put aside too', async () => {
    const { place, healing, notices } = await openHealing();
    const foreign = new sqlite.Database(place.file);
    foreign.exec('CREATE TABLE other (a); PRAGMA user_version = 99');
    foreign.close();
    healing.use((traffic) => traffic.append(batchOf(requests(1))));
    expect(notices).toEqual([expect.stringContaining('another version')]);
  });

  it('keeps no more than the last two that were put aside', async () => {
    const { place, healing } = await openHealing();
    for (const name of ['1', '2', '3']) await writeFile(join(place.quarantine, `traffic.sqlite.${name}.bad`), name);
    await writeFile(join(place.quarantine, 'account.bad'), 'not ours');
    await writeFile(place.file, 'damaged '.repeat(1000));
    healing.use((traffic) => traffic.append(batchOf(requests(1))));
    const names = await readdir(place.quarantine);
    expect(names).toHaveLength(3);
    expect(names).toEqual(expect.arrayContaining(['account.bad', 'traffic.sqlite.3.bad']));
  });

  it('is opened though a killed process left its lock behind, and has what that process had stored', async () => {
    const { place, healing } = await openHealing();
    healing.use((traffic) => traffic.append(batchOf(requests(1))));
    healing.close();
    await mkdir(`${place.file}.lock`);
    expect(healing.use((traffic) => traffic.list({}, 10))).toHaveLength(1);
  });

  it('that was removed is made again', async () => {
    const { place, healing } = await openHealing();
    healing.use((traffic) => traffic.append(batchOf(requests(1))));
    await rm(place.file);
    healing.use((traffic) => traffic.append(batchOf(requests(1, 5))));
    healing.close();
    expect(healing.use((traffic) => traffic.list({}, 10)).map(({ id }) => id)).toEqual(['request-5']);
  });

  it('that cannot be made is refused each time, until it can', async () => {
    const { place, healing } = await openHealing();
    const moved = `${place.root}-away`;
    await rename(place.root, moved);
    expect(() => healing.use((traffic) => traffic.append(batchOf(requests(1))))).toThrow();
    expect(() => healing.use((traffic) => traffic.append(batchOf(requests(1))))).toThrow();
    await rename(moved, place.root);
    healing.use((traffic) => traffic.append(batchOf(requests(1))));
    expect(healing.use((traffic) => traffic.list({}, 10))).toHaveLength(1);
  });

  it('is private from its first moment, and so is what stands beside it', async () => {
    const { place, healing } = await openHealing();
    await chmod(place.root, 0o755);
    healing.use((traffic) => traffic.append(batchOf(requests(1))));
    const files = (await readdir(place.root)).filter((name) => /sqlite(-wal|-journal)?$/.test(name));
    expect(files).toContain('traffic.sqlite-wal');
    for (const name of files) expect((await stat(join(place.root, name))).mode & 0o077).toBe(0);
  });
});
