import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ManualClock } from '../../../test/fakes/manual-clock.js';
import { openMemoryLog } from '../../../test/fakes/memory-log.js';
import { aRequest } from '../../../test/fakes/request-records.js';
import { ScriptedTrafficStore } from '../../../test/fakes/scripted-traffic-store.js';
import { turn } from '../../../test/turn.js';
import { UsageTally } from '../../core/traffic/usage-tally.js';
import { LEARNED_FOR_MS, QuotaEntry, type QuotaRecord } from '../../core/usage/quota-entry.js';
import { QuotaWindows } from '../../core/usage/quota-windows.js';
import { QuotaLog } from './quota-log.js';
import { SqliteTraffic } from './sqlite-traffic.js';
import type { TrafficLog } from './traffic-log.js';

/** Disks, perhaps beside others on a small machine. */
vi.setConfig({ testTimeout: 60_000 });

const START_MS = 1_700_000_000_000;
const windows = new QuotaWindows().at(START_MS);

function entryOf(accountId: string, requests: number, model = 'gemini-2.5-flash'): QuotaEntry {
  const entry = new QuotaEntry(accountId, model);
  entry.spend({ requests, tokens: 10 * requests }, windows);
  return entry;
}

function openLog() {
  const store = new ScriptedTrafficStore();
  const clock = new ManualClock(START_MS);
  const memory = openMemoryLog();
  const closing: (() => Promise<void>)[] = [];
  const traffic = {
    beforeClose: (task: () => Promise<void>) => closing.push(task),
    ask: <T>(question: () => Promise<T>) => question(),
  };
  const quotas = new QuotaLog(store, clock, memory.log, traffic as unknown as TrafficLog);
  const close = () => Promise.all(closing.map((task) => task()));
  const written = () => store.quotas.flatMap(({ records }) => records.map(({ day }) => day.requests));
  return { store, clock, quotas, close, written, log: () => memory.messages };
}

describe('what is noted of quotas', () => {
  it('is written soon, once for all that changed meanwhile, as it is then', async () => {
    const { clock, quotas, written, store } = openLog();
    const entry = entryOf('a', 1);
    for (let change = 0; change < 100; change += 1) {
      entry.spend({ requests: 1, tokens: 0 }, windows);
      quotas.note(entry);
    }
    expect(store.quotas).toEqual([]);
    clock.advance(500);
    await turn();
    expect(written()).toEqual([101]);
    clock.advance(10_000);
    await turn();
    expect(store.quotas).toHaveLength(1);
    expect(clock.pendingTasks).toBe(0);
  });

  it('is kept while the disk refuses it, told once, and written when it can be', async () => {
    const { store, clock, quotas, written, log } = openLog();
    store.isFailing = true;
    quotas.note(entryOf('a', 1));
    for (let second = 0; second < 100; second += 1) {
      clock.advance(1000);
      await turn();
    }
    quotas.note(entryOf('b', 2));
    store.isFailing = false;
    clock.advance(60_000);
    await turn();
    expect(written().sort()).toEqual([1, 2]);
    expect(log().filter((line) => line.includes('cannot be written'))).toHaveLength(1);
    expect(log().at(-1)).toContain('written again');
  });

  it('is written before the file is closed, with what comes while it is being written', async () => {
    const { store, clock, quotas, close, written } = openLog();
    let open = () => {};
    store.gate = new Promise((resolve) => (open = resolve));
    quotas.note(entryOf('a', 1));
    clock.advance(500);
    quotas.note(entryOf('b', 2));
    const closed = close();
    open();
    await closed;
    expect(written()).toEqual([1, 2]);
    expect(clock.pendingTasks).toBe(0);
  });

  it('is there when the past is asked for, and gone when it is to be forgotten', async () => {
    const { store, quotas, clock } = openLog();
    quotas.note(entryOf('a', 1));
    await quotas.load(windows.day.startsAtMs);
    expect(store.quotas).toHaveLength(1);
    quotas.note(entryOf('b', 2));
    quotas.forgetAll();
    quotas.note(entryOf('c', 3));
    clock.advance(500);
    await turn();
    expect(store.quotas[1]).toMatchObject({ isFresh: true, records: [{ accountId: 'c' }] });
  });
});

async function openFile() {
  const root = await mkdtemp(join(tmpdir(), 'regrant-quotas-'));
  const file = join(root, 'traffic.sqlite');
  const opened: SqliteTraffic[] = [];
  onTestFinished(async () => {
    for (const traffic of opened) traffic.close();
    await rm(root, { recursive: true, force: true });
  });
  const open = () => {
    const traffic = new SqliteTraffic(file);
    opened.push(traffic);
    return traffic;
  };
  const reopen = () => {
    opened.pop()?.close();
    return open();
  };
  return { file, open, reopen, close: () => opened.pop()?.close() };
}

/** This build of SQLite opens a file with a write-ahead log only where nobody else has it. */
function openPlain(file: string) {
  const db = new sqlite.Database(file);
  db.exec('PRAGMA locking_mode = EXCLUSIVE');
  return db;
}

const save = (traffic: SqliteTraffic, records: readonly QuotaRecord[], isFresh = false, atMs = START_MS) =>
  traffic.saveQuotas({ isFresh, records, atMs });

describe('the table of quotas', () => {
  it('has what was saved last, whole, after the file was closed', async () => {
    const { open, reopen } = await openFile();
    const entry = entryOf('a', 3);
    entry.learn('requests_per_day', 250, START_MS);
    entry.protectedUntilMs = windows.day.endsAtMs;
    const traffic = open();
    save(traffic, [entryOf('a', 1).record, entryOf('b', 1).record]);
    save(traffic, [entry.record]);
    save(traffic, [entry.record]);
    expect(reopen().loadQuotas(windows.day.startsAtMs).records).toEqual([entry.record, entryOf('b', 1).record]);
  });

  it('forgets what is older than anything that was learned is kept, and everything when asked to', async () => {
    const { open } = await openFile();
    const traffic = open();
    save(traffic, [entryOf('old', 1).record], false, windows.day.startsAtMs - LEARNED_FOR_MS - 1);
    save(traffic, [entryOf('new', 1).record]);
    const ids = () => traffic.loadQuotas(windows.day.startsAtMs).records.map(({ accountId }) => accountId);
    expect(ids()).toEqual(['new']);
    save(traffic, [entryOf('last', 1).record], true);
    expect(ids()).toEqual(['last']);
  });

  it('is made in a file that has none, and passes over rows that cannot be read', async () => {
    const { file, open, close } = await openFile();
    save(open(), [entryOf('a', 1).record]);
    close();
    const db = openPlain(file);
    for (const bad of ['not JSON', 'null', '{}', '{"accountId":1}'])
      db.run("INSERT INTO quotas VALUES (?, 'm', ?, ?)", [bad, START_MS, bad]);
    db.close();
    expect(open().loadQuotas(windows.day.startsAtMs).records).toHaveLength(1);
    close();
    const older = openPlain(file);
    older.exec('DROP TABLE quotas');
    older.close();
    const traffic = open();
    expect(traffic.loadQuotas(windows.day.startsAtMs).records).toEqual([]);
    save(traffic, [entryOf('a', 1).record]);
  });

  it('tells of the request log what was served since the day began, by account and model', async () => {
    const { open } = await openFile();
    const traffic = open();
    const tally = new UsageTally();
    tally.add(aRequest(1, { startedAtMs: windows.day.startsAtMs - 1 }));
    tally.add(aRequest(2, { startedAtMs: windows.day.startsAtMs }));
    tally.add(aRequest(3, { startedAtMs: START_MS, callerKeyId: 'another' }));
    tally.add(aRequest(4, { startedAtMs: START_MS, status: 429, usage: null, error: 'pool.cooling' }));
    tally.add(aRequest(5, { startedAtMs: START_MS, accountId: null }));
    traffic.append({ number: 1, records: [], usage: tally.take() });
    expect(traffic.loadQuotas(windows.day.startsAtMs).served).toEqual([
      { accountId: 'account-1', model: 'gemini-2.5-flash', requests: 2, tokens: 60 },
    ]);
  });
});
