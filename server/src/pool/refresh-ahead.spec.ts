import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invalidGrant, issued, unavailable } from '../../test/fakes/scripted-token-endpoint.js';
import { ask, accountFile, expiredFile, openPoolRig, type PoolRig, type RigAccount } from '../../test/pool-rig.js';
import { turn } from '../../test/turn.js';
import { pause, resume, clearDisabled } from '../core/accounts/changes.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Refreshing ahead, against a token endpoint that always says yes, with the moments of its calls. */
async function openAhead(accounts: readonly RigAccount[], lifetimeSeconds = 3600) {
  const rig = await openPoolRig(accounts);
  const callsAtMs: number[] = [];
  let count = 0;
  rig.endpoint.follow((call) => {
    callsAtMs.push(rig.clock.monotonicMs());
    call.answer(issued(`at-${(count += 1)}`, { expires_in: lifetimeSeconds }));
  });
  rig.ahead.onApplicationBootstrap();
  return { ...rig, callsAtMs, pass: (ms: number, stepMs = 1000) => pass(rig, ms, stepMs) };
}

async function pass({ clock }: Pick<PoolRig, 'clock'>, ms: number, stepMs = 1000): Promise<void> {
  for (let left = ms; left > 0; left -= stepMs) {
    clock.advance(Math.min(stepMs, left));
    await turn();
  }
}

describe('refreshing ahead', () => {
  it('refreshes between 300 and 450 seconds before the end, and a caller never waits for it', async () => {
    for (const [jitter, beforeEnd] of [
      [0, 300],
      [1, 450],
    ] as const) {
      const rig = await openPoolRig([accountFile('a')]);
      rig.random.value = jitter;
      rig.ahead.onApplicationBootstrap();
      await pass(rig, (3600 - beforeEnd) * 1000 - 1000, 60_000);
      expect(rig.endpoint.calls).toHaveLength(0);
      await pass(rig, 1000);
      expect(rig.endpoint.calls).toHaveLength(1);
      expect(rig.pool.choose(ask())?.accessToken).toBe('at-a');
    }
  });

  it('spreads accounts that were given their tokens together', async () => {
    const rig = await openPoolRig(Array.from({ length: 100 }, (_, index) => accountFile(`n${index}`)));
    let next = 0;
    Object.defineProperty(rig.random, 'value', { get: () => ((next += 37) % 100) / 100 });
    const minutes = new Map<number, number>();
    rig.endpoint.follow((call) => {
      const minute = Math.floor(rig.clock.monotonicMs() / 30_000);
      minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
      call.answer(issued(`at-2-${call.refreshToken}`));
    });
    rig.ahead.onApplicationBootstrap();
    await pass(rig, HOUR_MS - 1000, 10_000);
    expect(rig.endpoint.calls).toHaveLength(100);
    expect(Math.max(...minutes.values())).toBeLessThanOrEqual(30);
  });

  it.each([
    [60, 3],
    [10, 1],
  ])('uses at most a tenth of the life of a token that lives for %i s', async (lifetime) => {
    const { callsAtMs, pass: go } = await openAhead([expiredFile('a')], lifetime);
    await go(10 * lifetime * 1000, 100);
    const gaps = callsAtMs.slice(1).map((at, index) => at - (callsAtMs[index] ?? 0));
    expect(gaps.length).toBeGreaterThanOrEqual(8);
    for (const gap of gaps) {
      expect(gap).toBeGreaterThanOrEqual(lifetime * 1000 * 0.8 - 1000);
      expect(gap).toBeLessThanOrEqual(lifetime * 1000);
    }
  });

  it('goes on after an answer that changed nothing', async () => {
    const rig = await openPoolRig([accountFile('a', {}, { expires_in: 600, expiry_timestamp: 1_700_000_600 })]);
    rig.endpoint.follow((call) => {
      const left = 1_700_000_600 - Math.floor(rig.clock.nowMs() / 1000);
      call.answer(left > 0 ? issued('at-a', { expires_in: left }) : issued('at-new'));
    });
    rig.ahead.onApplicationBootstrap();
    await pass(rig, 700_000);
    expect(rig.registry.get('a')?.grant.accessToken).toBe('at-new');
    expect(rig.endpoint.calls.length).toBeLessThan(20);
  });

  it('refreshes nobody who is paused, blocked, disabled or without a refresh token, until that changes', async () => {
    const {
      endpoint,
      registry,
      pass: go,
    } = await openAhead([
      expiredFile('paused', { proxy_disabled: true }),
      expiredFile('blocked', { blocked: true }),
      expiredFile('dead', { disabled: true }),
      accountFile('poor', {}, { refresh_token: null, expiry_timestamp: 1 }),
    ]);
    await go(2 * HOUR_MS, 60_000);
    expect(endpoint.calls).toEqual([]);
    registry.change('paused', resume, 'admin');
    registry.change('dead', clearDisabled, 'sign_in');
    await go(2000);
    expect(endpoint.calls.map(({ refreshToken }) => refreshToken).sort()).toEqual(['rt-dead', 'rt-paused']);
  });

  it('forgets an account that is paused or removed before its time', async () => {
    const { endpoint, registry, pass: go } = await openAhead([accountFile('a'), accountFile('b')]);
    registry.change('a', () => pause(null, 1), 'admin');
    await registry.remove('b', 'admin');
    await go(2 * HOUR_MS, 60_000);
    expect(endpoint.calls).toEqual([]);
  });

  it('leaves a failing refresh alone for longer and longer, five minutes at most, and never gives up', async () => {
    const rig = await openPoolRig([expiredFile('a')]);
    const at: number[] = [];
    rig.endpoint.follow((call) => {
      at.push(rig.clock.monotonicMs());
      call.answer(unavailable());
    });
    rig.ahead.onApplicationBootstrap();
    await pass(rig, HOUR_MS);
    const gaps = at.slice(1).map((ms, index) => ms - (at[index] ?? 0));
    expect(gaps[0]).toBeGreaterThanOrEqual(500);
    expect(gaps.slice(0, 5)).toEqual([...gaps.slice(0, 5)].sort((left, right) => left - right));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(301_000);
    expect(at.length).toBeGreaterThan(15);
    expect(at.length).toBeLessThan(40);
    rig.endpoint.follow((call) => call.answer(issued('at-2')));
    await pass(rig, 310_000);
    expect(rig.registry.get('a')?.grant.accessToken).toBe('at-2');
  });

  it('stops at a grant that is found dead', async () => {
    const rig = await openPoolRig([expiredFile('a')]);
    rig.endpoint.follow((call) => call.answer(invalidGrant()));
    rig.ahead.onApplicationBootstrap();
    await pass(rig, DAY_MS, 60_000);
    expect(rig.endpoint.calls).toHaveLength(1);
  });

  it('takes every timer with it when it stops', async () => {
    const {
      ahead,
      clock,
      registry,
      endpoint,
      settings,
      pass: go,
    } = await openAhead([accountFile('a'), accountFile('b')]);
    expect(clock.pendingTasks).toBeGreaterThan(0);
    ahead.onModuleDestroy();
    expect(clock.pendingTasks).toBe(0);
    registry.change('a', () => [{ path: ['token', 'access_token'], value: 'other' }], 'file');
    await settings.change((stored) => ({ ...stored, refresh_ahead_seconds: 100 }));
    await go(2 * HOUR_MS, 60_000);
    expect(clock.pendingTasks).toBe(0);
    expect(endpoint.calls).toEqual([]);
  });
});

describe('clocks that jump', () => {
  const IDS = ['a', 'b', 'c', 'd', 'e'];

  it.each([
    ['three days ahead', 3 * DAY_MS],
    ['three days back', -3 * DAY_MS],
    ['two hours, because the machine slept', 2 * HOUR_MS],
    ['four seconds, as time servers do', 4000],
  ])('%s: at most one refresh per account, and nobody is disabled', async (_name, jumpMs) => {
    const { clock, endpoint, registry, pass: go } = await openAhead(IDS.map((id) => accountFile(id)));
    await go(600_000, 10_000);
    clock.jumpWall(jumpMs);
    await go(40 * 60_000, 1000);
    for (const id of IDS) {
      const calls = endpoint.calls.filter(({ refreshToken }) => refreshToken === `rt-${id}`);
      expect(calls.length).toBeLessThanOrEqual(1);
    }
    expect([...registry.accounts()].every(({ disabled }) => disabled === null)).toBe(true);
  });

  it('notices a sleep within 15 s of waking, and refreshes what has expired meanwhile', async () => {
    const { clock, endpoint, pass: go } = await openAhead(IDS.map((id) => accountFile(id)));
    clock.jumpWall(2 * HOUR_MS);
    await go(16_000);
    expect(endpoint.calls).toHaveLength(IDS.length);
  });

  it('does not put a refresh off when the clock is set back for good', async () => {
    const { clock, endpoint, pass: go } = await openAhead([accountFile('a')]);
    clock.jumpWall(-3 * DAY_MS);
    await go(HOUR_MS + 20_000);
    expect(endpoint.calls.length).toBeGreaterThanOrEqual(1);
  });

  it('any jumps at all: never two calls with one refresh token at once, never more than the jumps explain', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            jumpMs: fc.integer({ min: -3 * DAY_MS, max: 3 * DAY_MS }),
            passMs: fc.integer({ min: 0, max: HOUR_MS }),
          }),
          {
            maxLength: 8,
          },
        ),
        async (steps) => {
          const { clock, endpoint, pass: go } = await openAhead([accountFile('a')]);
          let passedMs = 0;
          for (const { jumpMs, passMs } of steps) {
            clock.jumpWall(jumpMs);
            await go(passMs, 60_000);
            passedMs += passMs;
          }
          expect(endpoint.mostAtOnce).toBeLessThanOrEqual(1);
          expect(endpoint.calls.length).toBeLessThanOrEqual(steps.length + Math.ceil(passedMs / (3000 * 1000)) + 1);
        },
      ),
      { seed: 20_261_120, numRuns: 100 },
    ));
});
