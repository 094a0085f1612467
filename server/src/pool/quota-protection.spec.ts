import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { accountFile, ask, openPoolRig, START, type PoolRig, type RigAccount } from '../../test/pool-rig.js';
import { turn } from '../../test/turn.js';
import { PoolCoolingError } from '../core/errors/pool-errors.js';
import { quotaWindow } from '../core/usage/quota-window.js';
import type { Lease } from './lease.js';
import type { AttemptResult } from './settlement.js';

/** Many small worlds, perhaps beside others on a small machine. */
vi.setConfig({ testTimeout: 60_000 });

const MODEL = 'gemini-2.5-flash';
const OTHER = 'gemini-2.5-pro';
const DAY_MS = 86_400_000;
/** Of the upstream's day in which the rig starts. */
const MIDNIGHT = quotaWindow('requests_per_day', START * 1000).endsAtMs;
const MINUTE_ENDS = quotaWindow('requests_per_minute', START * 1000).endsAtMs;

/** An account whose access token outlives every test. */
const account = (id: string, more: Partial<RigAccount> = {}): RigAccount =>
  accountFile(id, { theirs: { kept: [1, 2] }, ...more }, { expiry_timestamp: START + 30 * 86_400 });

const protecting = (more: object) => ({ quota_protection: { enabled: true, ...more } });
const perMinute = (limit: number, more: object = {}) =>
  protecting({ budgets: [{ account: '*', model: '*', requests_per_minute: limit }], ...more });
const perDay = (limit: number, more: object = {}) =>
  protecting({ budgets: [{ account: '*', model: '*', requests_per_day: limit }], ...more });

const TALK = 7;
const SERVED: AttemptResult = { kind: 'served' };
const refusedFor = (quotaId: string, quotaValue: number, model?: string): AttemptResult => ({
  kind: 'refused',
  refusal: { httpStatus: 429, status: 'RESOURCE_EXHAUSTED', reason: null, message: 'Quota exceeded', helpUrl: null },
  hint: {
    retryInfoMs: 1000,
    retryAfterMs: null,
    quotaId,
    quotas: [{ quotaId, quotaMetric: undefined, quotaValue, model }],
  },
});

/** One attempt, from the choice to its end. @returns who served, if anybody could */
function serve(rig: PoolRig, { result = SERVED, tokens = 0, model = MODEL, session = null as number | null } = {}) {
  const lease = rig.pool.choose(ask(new Set(), { model, session }));
  if (lease) settle(rig, lease, result, tokens);
  return lease?.id;
}

const settle = (rig: PoolRig, lease: Lease, result: AttemptResult = SERVED, tokens = 0) =>
  rig.settlement.settle(lease, result, {
    attempts: 1,
    isRenewed: false,
    // In and out both count, and what they are made of is not counted twice.
    usage: { inputTokens: tokens, outputTokens: 0, cachedTokens: tokens, thoughtTokens: 0 },
    lacking: [],
  });

const told = (rig: PoolRig) =>
  rig.bus.events
    .filter(({ type }) => type.startsWith('model.'))
    .map(({ type, account_id: id, model }) => `${type} ${id ?? ''} ${model as string}`);

async function open(accounts: readonly RigAccount[], ...more: [file?: object, quotas?: Quotas]): Promise<PoolRig> {
  const rig = await openPoolRig(accounts, {}, { file: { ...more[0] }, ...(more[1] && { quotas: more[1] }) });
  await turn();
  return rig;
}
type Quotas = NonNullable<Parameters<typeof openPoolRig>[2]>['quotas'];

/** The same accounts and what was remembered of them, in a process that begins now. */
const restart = (rig: PoolRig, ids: readonly string[], file: object) =>
  open(
    ids.map((id) => ({ ...rig.stored(id), id })),
    file,
    (store) => {
      store.records = rig.quotaStore.records;
    },
  );

describe('little is left of a quota', () => {
  it('keeps the model back on that account alone: in memory, in its file, and told once', async () => {
    const rig = await open([account('a'), account('b')], perMinute(10));
    const before = rig.stored('a');
    for (let request = 0; request < 20; request += 1) expect(serve(rig)).toBeDefined();
    expect(serve(rig)).toBeUndefined();
    expect(serve(rig, { model: OTHER })).toBeDefined();
    await turn();
    expect(rig.stored('a')).toEqual({ ...before, protected_models: [MODEL], last_used: START });
    expect(told(rig).sort()).toEqual([`model.protected a ${MODEL}`, `model.protected b ${MODEL}`]);
    expect(rig.bus.events.find(({ type }) => type === 'model.protected')).toMatchObject({
      email: expect.stringMatching(/^[ab]@example\.com$/) as string,
      reason: '10 of 10 requests per minute are used',
      until: MINUTE_ENDS,
    });
  });

  it('leaves what the threshold says untouched', async () => {
    const rig = await open([account('a')], perMinute(10, { threshold_percentage: 50 }));
    const served = Array.from({ length: 10 }, () => serve(rig)).filter((id) => id !== undefined);
    // With 5 of 10 left it is not below half; with 4 it is.
    expect(served).toHaveLength(6);
  });

  it('counts tokens, in and out', async () => {
    const rig = await open(
      [account('a')],
      protecting({ budgets: [{ account: 'A@EXAMPLE.com', model: 'gemini-*', tokens_per_day: 1000 }] }),
    );
    const lease = rig.pool.choose(ask());
    if (!lease) throw new Error('nobody can serve');
    const usage = { inputTokens: 500, outputTokens: 400, cachedTokens: 100, thoughtTokens: 300 };
    rig.settlement.settle(lease, SERVED, { attempts: 1, isRenewed: false, usage, lacking: [] });
    expect(rig.counting.book.find('a', MODEL)?.used('tokens_per_day', rig.counting.windows)).toBe(900);
    expect(serve(rig, { tokens: 1 })).toBe('a');
    expect(serve(rig)).toBeUndefined();
  });

  it('moves a conversation at once', async () => {
    const rig = await open([account('a'), account('b')], perMinute(3));
    const first = serve(rig, { session: TALK });
    expect(serve(rig, { session: TALK })).toBe(first);
    expect(serve(rig, { session: TALK })).toBe(first);
    const second = serve(rig, { session: TALK });
    expect(new Set([first, second])).toEqual(new Set(['a', 'b']));
  });

  it('lets no more requests go out at once than are left', async () => {
    const rig = await open([account('a')], perMinute(10));
    const leases = Array.from({ length: 64 }, () => rig.pool.choose(ask())).filter((lease) => lease !== undefined);
    expect(leases).toHaveLength(10);
    for (const lease of leases) settle(rig, lease);
    expect(serve(rig)).toBeUndefined();
  });

  it('gives back what was spoken for and not taken', async () => {
    const rig = await open([account('a')], perMinute(1));
    const lease = rig.pool.choose(ask());
    if (!lease) throw new Error('nobody can serve');
    expect(serve(rig)).toBeUndefined();
    // It lacked a project: nothing was asked.
    rig.pool.release(lease);
    await turn();
    expect(serve(rig)).toBe('a');
    expect(told(rig)).toEqual([
      `model.protected a ${MODEL}`,
      `model.restored a ${MODEL}`,
      `model.protected a ${MODEL}`,
    ]);
  });

  it.each([401, 403, 404, 429])('does not count a request that was turned away with %i', async (httpStatus) => {
    const rig = await open([account('a')], perDay(5));
    const lease = rig.pool.choose(ask());
    if (!lease) throw new Error('nobody can serve');
    const refusal = { httpStatus, status: '', reason: null, message: '', helpUrl: null };
    settle(rig, lease, { kind: 'refused', refusal, hint: { retryInfoMs: 1, retryAfterMs: null, quotaId: null } });
    expect(rig.counting.book.find('a', MODEL)?.used('requests_per_day', rig.counting.windows)).toBe(0);
  });

  it('is no matter for models that are not monitored, though it is counted', async () => {
    const rig = await open([account('a')], perMinute(1, { monitored_models: ['*-pro'] }));
    for (let request = 0; request < 5; request += 1) expect(serve(rig)).toBe('a');
    expect(serve(rig, { model: OTHER })).toBe('a');
    expect(serve(rig, { model: OTHER })).toBeUndefined();
  });
});

describe('the window turns', () => {
  it('gives the model back at that moment, once, and wakes who waits', async () => {
    const rig = await open([account('a')], { ...perMinute(1), scheduling: { park_seconds: 120 } });
    serve(rig);
    const waiting = rig.pool.acquire(ask());
    rig.clock.advance(MINUTE_ENDS - START * 1000 - 1);
    await turn();
    expect(serve(rig)).toBeUndefined();
    rig.clock.advance(1);
    expect(await waiting).toMatchObject({ kind: 'lease', lease: { id: 'a' } });
    expect(told(rig).slice(0, 2)).toEqual([`model.protected a ${MODEL}`, `model.restored a ${MODEL}`]);
  });

  it('waits for the last of the windows', async () => {
    const budget = { account: '*', model: '*', requests_per_minute: 1, requests_per_day: 2 };
    const rig = await open([account('a')], protecting({ budgets: [budget] }));
    serve(rig);
    rig.clock.advance(60_000);
    expect(serve(rig)).toBe('a');
    rig.clock.advance(10 * 60_000);
    expect(serve(rig)).toBeUndefined();
    rig.clock.advance(MIDNIGHT - rig.clock.nowMs());
    expect(serve(rig)).toBe('a');
  });

  it('is seen soon after a machine has slept, though timers have stood still', async () => {
    const rig = await open([account('a')], perDay(1));
    serve(rig);
    rig.clock.jumpWall(DAY_MS);
    rig.clock.advance(60_000);
    expect(serve(rig)).toBe('a');
  });

  it('brings a large pool back bit by bit, and all of it', async () => {
    const ids = Array.from({ length: 600 }, (_, index) => `n${index}`);
    const rig = await open(
      ids.map((id) => account(id)),
      perMinute(1),
    );
    ids.forEach(() => serve(rig));
    expect(serve(rig)).toBeUndefined();
    rig.clock.advance(60_000);
    await turn();
    expect(told(rig).filter((line) => line.startsWith('model.restored'))).toHaveLength(600);
    expect(rig.pool.explain(MODEL).ready).toHaveLength(600);
  });
});

interface Act {
  readonly kind: 'begin' | 'end' | 'pass';
  readonly tokens: number;
  readonly ms: number;
}

const anAct: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom('begin' as const, 'begin' as const, 'end' as const, 'pass' as const),
  tokens: fc.nat(120),
  ms: fc.oneof(fc.nat(20_000), fc.nat(70_000), fc.nat(8 * 3_600_000)),
});

describe('whatever requests come', () => {
  it('none goes out below the threshold, and all that was kept back is given back once', async () => {
    const budget = { requests_per_minute: 5, requests_per_day: 12, tokens_per_minute: 500, tokens_per_day: 1500 };
    const threshold = 20;
    const isEnough = (left: number, limit: number) => left > 0 && left * 100 >= limit * threshold;
    await fc.assert(
      fc.asyncProperty(fc.array(anAct, { maxLength: 80 }), async (acts) => {
        const rig = await open(
          ['a', 'b'].map((id) => account(id)),
          protecting({ threshold_percentage: threshold, budgets: [{ account: '*', model: '*', ...budget }] }),
        );
        const spent: { readonly id: string; readonly atMs: number; readonly tokens: number }[] = [];
        const underWay: Lease[] = [];
        const sumOf = (id: string, kind: 'requests_per_minute' | 'requests_per_day', what: 'requests' | 'tokens') =>
          spent
            .filter((one) => one.id === id && one.atMs >= quotaWindow(kind, rig.clock.nowMs()).startsAtMs)
            .reduce((sum, { tokens }) => sum + (what === 'requests' ? 1 : tokens), 0);
        for (const { kind, tokens, ms } of acts) {
          if (kind === 'pass') rig.clock.advance(ms);
          const ended = kind === 'end' ? underWay.shift() : undefined;
          if (ended) {
            spent.push({ id: ended.id, atMs: rig.clock.nowMs(), tokens });
            settle(rig, ended, SERVED, tokens);
          }
          const lease = kind === 'begin' ? rig.pool.choose(ask()) : undefined;
          if (!lease) continue;
          const { id } = lease;
          const busy = underWay.filter((other) => other.id === id).length;
          for (const window of ['requests_per_minute', 'requests_per_day'] as const) {
            expect(isEnough(budget[window] - sumOf(id, window, 'requests') - busy, budget[window])).toBe(true);
            const limit = budget[window.replace('requests', 'tokens') as 'tokens_per_minute' | 'tokens_per_day'];
            expect(isEnough(limit - sumOf(id, window, 'tokens'), limit)).toBe(true);
          }
          underWay.push(lease);
        }
        for (const lease of underWay) settle(rig, lease);
        rig.clock.advance(2 * DAY_MS);
        await turn();
        for (const id of ['a', 'b']) {
          const lines = told(rig).filter((line) => line.includes(` ${id} `));
          expect(lines).toEqual(
            lines.map((_, index) => `model.${index % 2 ? 'restored' : 'protected'} ${id} ${MODEL}`),
          );
          expect(lines.length % 2).toBe(0);
          expect(rig.stored(id)?.['protected_models'] ?? []).toEqual([]);
        }
      }),
      { seed: 20_261_120, numRuns: 60 },
    );
  });
});

describe('a restart', () => {
  it('in the middle of a day forgets nothing: what was spent, and what is kept back', async () => {
    const rig = await open([account('a'), account('b')], perDay(4));
    for (let request = 0; request < 6; request += 1) serve(rig);
    await turn();
    const next = await restart(rig, ['a', 'b'], perDay(4));
    expect(next.counting.book.find('a', MODEL)?.used('requests_per_day', next.counting.windows)).toBe(3);
    expect([serve(next), serve(next), serve(next)].sort()).toEqual(['a', 'b', undefined]);
    await turn();
    const last = await restart(next, ['a', 'b'], perDay(4));
    expect(serve(last)).toBeUndefined();
    expect(told(last)).toEqual([]);
    last.clock.advance(DAY_MS);
    expect(told(last).sort()).toEqual([`model.restored a ${MODEL}`, `model.restored b ${MODEL}`]);
  });

  it('gives back what was kept back in a window that has turned meanwhile', async () => {
    const rig = await open([account('a')], perMinute(1));
    serve(rig);
    await turn();
    expect(rig.stored('a')?.['protected_models']).toEqual([MODEL]);
    const next = await open([{ ...rig.stored('a'), id: 'a' }], perMinute(1), (store) => {
      store.records = rig.quotaStore.records.map((record) => ({
        ...record,
        minute: { ...record.minute, startsAtMs: record.minute.startsAtMs - 60_000 },
        protectedUntilMs: MINUTE_ENDS - 60_000,
      }));
    });
    expect(next.stored('a')?.['protected_models']).toEqual([]);
    expect(serve(next)).toBe('a');
  });

  it('gives back what protection had kept back when it was switched off meanwhile, and leaves the rest', async () => {
    const rig = await open([account('a', { protected_models: ['by-hand'] })]);
    await rig.protect({ enabled: true, budgets: [{ account: '*', model: MODEL, requests_per_day: 1 }] });
    rig.registry.change('a', () => [{ path: ['protected_models'], value: [] }], 'file');
    serve(rig);
    await turn();
    expect(rig.stored('a')?.['protected_models']).toEqual([MODEL]);
    rig.registry.change('a', () => [{ path: ['protected_models'], value: [MODEL, 'by-hand'] }], 'quota_protection');
    await turn();
    const next = await restart(rig, ['a'], {});
    await turn();
    expect(next.stored('a')?.['protected_models']).toEqual(['by-hand']);
    expect(serve(next)).toBe('a');
    expect(serve(next, { model: 'by-hand' })).toBeUndefined();
  });

  it('goes on when the past cannot be read: what was kept back waits until it can, or the day is over', async () => {
    const files = [account('a', { protected_models: [OTHER] })];
    let disk: { isFailing: boolean } = { isFailing: true };
    const rig = await open(files, perDay(5), (store) => {
      store.isFailing = true;
      disk = store;
    });
    expect(serve(rig)).toBe('a');
    expect(serve(rig, { model: OTHER })).toBeUndefined();
    disk.isFailing = false;
    rig.quotaStore.records = [
      {
        accountId: 'a',
        model: MODEL,
        minute: { startsAtMs: 0, requests: 0, tokens: 0 },
        day: { startsAtMs: rig.counting.windows.day.startsAtMs, requests: 3, tokens: 0 },
        learned: [],
        protectedUntilMs: null,
      },
    ];
    rig.clock.advance(30_000);
    await turn();
    expect(serve(rig, { model: OTHER })).toBe('a');
    expect(serve(rig)).toBe('a');
    expect(serve(rig)).toBeUndefined();
    expect(rig.lines.filter((line) => line.includes('not known yet'))).toHaveLength(1);
  });

  it('takes from the request log what was served before anybody limited anything', async () => {
    const rig = await open([account('a')], {}, (store) => {
      store.served = [{ accountId: 'a', model: MODEL, requests: 9, tokens: 100 }];
    });
    serve(rig);
    await turn();
    await rig.protect({ enabled: true, budgets: [{ account: 'a', model: MODEL, requests_per_day: 10 }] });
    await turn();
    expect(serve(rig)).toBe('a');
    expect(serve(rig)).toBeUndefined();
  });
});

describe('the settings change', () => {
  it('and all is given back at once when protection is switched off', async () => {
    const rig = await open([account('a')], perDay(1));
    serve(rig);
    expect(serve(rig)).toBeUndefined();
    await rig.protect({ enabled: false });
    expect(serve(rig)).toBe('a');
    await turn();
    expect(rig.stored('a')?.['protected_models']).toEqual([]);
    await rig.protect({ enabled: true });
    expect(serve(rig)).toBeUndefined();
  });

  it('and every account is judged by the new ones', async () => {
    const rig = await open([account('a')], perDay(100));
    for (let request = 0; request < 5; request += 1) serve(rig);
    await rig.protect({ budgets: [{ account: '*', model: '*', requests_per_day: 5 }] });
    expect(serve(rig)).toBeUndefined();
    await rig.protect({ monitored_models: ['claude-*'] });
    expect(serve(rig)).toBe('a');
    await rig.protect({ monitored_models: ['*'] });
    expect(serve(rig)).toBeUndefined();
    await rig.protect({ budgets: [] });
    expect(serve(rig)).toBe('a');
    expect(told(rig)).toHaveLength(4);
  });

  it('and nothing is counted, remembered or timed while nothing is limited and nothing was learned', async () => {
    const rig = await open([account('a')], perDay(100));
    serve(rig);
    await rig.protect({ enabled: false, budgets: [] });
    for (let request = 0; request < 5; request += 1) serve(rig);
    expect([...rig.counting.book.all()]).toEqual([]);
    expect(rig.quotaStore.records).toEqual([]);
    rig.clock.advance(120_000);
    const timers = rig.clock.pendingTasks;
    const plain = await open([account('a')]);
    serve(plain);
    await turn();
    expect(timers).toBe(plain.clock.pendingTasks);
    expect([...plain.counting.book.all()]).toEqual([]);
  });
});

describe('a quota that the upstream names', () => {
  it('is learned for the account and the model, with what others have used of it', async () => {
    const rig = await open([account('a'), account('b')], protecting({}));
    serve(rig, { result: refusedFor('GenerateRequestsPerDayPerProjectPerModel', 250) });
    const [id] = told(rig).map((line) => line.split(' ')[1]);
    rig.clock.advance(5000);
    const other = id === 'a' ? 'b' : 'a';
    for (let request = 0; request < 5; request += 1) expect(serve(rig)).toBe(other);
    expect(rig.bus.events.find(({ type }) => type === 'model.protected')).toMatchObject({
      reason: '250 of 250 requests per day are used',
      until: MIDNIGHT,
    });
    const next = await restart(rig, ['a', 'b'], protecting({}));
    expect(serve(next)).toBe(other);
    expect(serve(next)).toBe(other);
    next.clock.advance(DAY_MS);
    expect(new Set([serve(next), serve(next)])).toEqual(new Set(['a', 'b']));
    expect(next.counting.book.find(String(id), MODEL)?.learned).toEqual({ requests_per_day: 250 });
  });

  it('gives way to one that was set by hand, for the same kind', async () => {
    const rig = await open([account('a')], perDay(1000));
    serve(rig, { result: refusedFor('GenerateRequestsPerDayPerProjectPerModel', 250) });
    rig.clock.advance(5000);
    expect(serve(rig)).toBe('a');
    expect(told(rig)).toEqual([]);
  });

  it('is learned under its own name too, and while protection is off', async () => {
    const rig = await open([account('a')]);
    serve(rig, { result: refusedFor('GenerateRequestsPerMinutePerModel', 7, 'models/gemini-base') });
    await turn();
    expect([...rig.counting.book.all()].map(({ model, learned }) => [model, learned])).toEqual([
      [MODEL, { requests_per_minute: 7 }],
      ['gemini-base', { requests_per_minute: 7 }],
    ]);
    expect(told(rig)).toEqual([]);
    const next = await restart(rig, ['a'], {});
    serve(next);
    await turn();
    expect(next.counting.book.find('a', 'gemini-base')?.learned).toEqual({ requests_per_minute: 7 });
  });

  it('is forgotten after a week in which it was not named again', async () => {
    const rig = await open([account('a')], protecting({}));
    serve(rig, { result: refusedFor('GenerateRequestsPerMinutePerModel', 7) });
    rig.clock.advance(6 * DAY_MS);
    expect(rig.counting.book.find('a', MODEL)?.hasLearned).toBe(true);
    rig.clock.advance(2 * DAY_MS);
    expect(rig.counting.book.find('a', MODEL)).toBeUndefined();
  });
});

describe('every account keeps the model back', () => {
  it('is told as 429, with the time until the first window turns', async () => {
    const rig = await open(
      [account('a'), account('b')],
      protecting({
        budgets: [
          { account: 'a', model: '*', requests_per_day: 1 },
          { account: 'b', model: '*', requests_per_minute: 1 },
        ],
      }),
    );
    serve(rig);
    serve(rig);
    const acquired = await rig.pool.acquire(ask());
    expect(acquired.kind === 'none' && acquired.error).toBeInstanceOf(PoolCoolingError);
    expect(acquired).toMatchObject({ error: { retryAfterMs: MINUTE_ENDS - START * 1000 } });
    const { ready, skipped } = rig.pool.explain(MODEL);
    expect(ready).toEqual([]);
    expect(skipped.map(({ id, until }) => [id, until])).toEqual([
      ['a', MIDNIGHT / 1000],
      ['b', MINUTE_ENDS / 1000],
    ]);
    expect(skipped[1]?.reason).toBe(`protected: little of its quota for ${MODEL} is left, next try in 40 s`);
  });
});

describe('what stands in a file', () => {
  it('by hand is left alone while protection is off, and judged like the rest when it is on', async () => {
    const rig = await open([account('a', { protected_models: [MODEL] })]);
    expect(serve(rig)).toBeUndefined();
    serve(rig, { model: OTHER });
    await turn();
    rig.clock.advance(2 * DAY_MS);
    expect(serve(rig)).toBeUndefined();
    await rig.protect({ enabled: true });
    await turn();
    expect(serve(rig)).toBe('a');
    expect(rig.stored('a')?.['protected_models']).toEqual([]);
  });

  it('comes back when somebody takes it out too early', async () => {
    const rig = await open([account('a')], perDay(1));
    serve(rig);
    rig.registry.change('a', () => [{ path: ['protected_models'], value: [] }], 'file');
    await turn();
    expect(serve(rig)).toBeUndefined();
    expect(rig.stored('a')?.['protected_models']).toEqual([MODEL]);
  });

  it('as the pause of an earlier tool is released, whenever it appears', async () => {
    const paused = { proxy_disabled: true, proxy_disabled_reason: 'quota_protection', proxy_disabled_at: 1 };
    const rig = await open([account('a', paused), account('b')]);
    expect(rig.stored('a')).toMatchObject({ proxy_disabled: false });
    rig.memory.outsideWrite('b', { ...account('b'), ...paused });
    await turn();
    expect(rig.stored('b')).toMatchObject({ proxy_disabled: false });
    expect([serve(rig), serve(rig)].sort()).toEqual(['a', 'b']);
  });
});
