import { describe, expect, it } from 'vitest';
import { accountFile, ask, openPoolRig, START, type PoolRig } from '../../test/pool-rig.js';
import { turn } from '../../test/turn.js';
import { clearDisabled, disable, pause, resume } from '../core/accounts/changes.js';
import type { Lease } from './lease.js';
import type { Acquired } from './pool.service.js';

const MODEL = 'gemini-2.5-flash';
const TALK = 7;
const told = (acquired: Acquired | undefined): string | undefined =>
  acquired?.kind === 'lease' ? acquired.lease.id : acquired?.error.code;

/** What has become of a request that may have to wait. */
function follow({ pool }: PoolRig, ...[excluded, more]: Parameters<typeof ask>) {
  const leaving = new AbortController();
  const waiting: { outcome: string | undefined; leave: () => void } = {
    outcome: undefined,
    leave: () => leaving.abort(),
  };
  void pool.acquire(ask(excluded, more), leaving.signal).then((acquired) => (waiting.outcome = told(acquired)));
  return waiting;
}

const leaseFrom = ({ pool }: PoolRig, ...of: Parameters<typeof ask>): Lease => {
  const lease = pool.choose(ask(...of));
  if (!lease) throw new Error('nobody can serve');
  return lease;
};
function cool(rig: PoolRig, id: string, ms: number, all: readonly string[]): void {
  const lease = leaseFrom(rig, new Set(all.filter((other) => other !== id)));
  rig.pool.cool(lease, ms);
  rig.pool.release(lease);
}

describe('nobody can serve, and nobody is waited for', () => {
  it('tells at once when the first one is back, whoever that is', async () => {
    const rig = await openPoolRig([accountFile('a'), accountFile('b')]);
    cool(rig, 'a', 60_000, ['a', 'b']);
    cool(rig, 'b', 20_000, ['a', 'b']);
    const acquired = await rig.pool.acquire(ask());
    expect(acquired).toMatchObject({ error: { code: 'pool.cooling', retryAfterMs: 20_000 } });
    expect(rig.clock.monotonicMs()).toBe(0);
  });

  it('does not count on one that rests and has left the pool', async () => {
    const rig = await openPoolRig([accountFile('a'), accountFile('b')]);
    cool(rig, 'a', 60_000, ['a', 'b']);
    cool(rig, 'b', 20_000, ['a', 'b']);
    rig.registry.change('b', () => pause(null, START), 'admin');
    expect(await rig.pool.acquire(ask())).toMatchObject({ error: { code: 'pool.cooling', retryAfterMs: 60_000 } });
    rig.registry.change('a', () => disable('invalid_grant: x', START), 'refresh');
    expect(told(await rig.pool.acquire(ask()))).toBe('pool.reauth_required');
  });

  it('says that it is a matter of time also where all are protected for the model', async () => {
    const rig = await openPoolRig([accountFile('a', { protected_models: [MODEL] })]);
    expect(told(await rig.pool.acquire(ask()))).toBe('pool.cooling');
    expect(told(await rig.pool.acquire(ask(new Set(), { model: 'another' })))).toBe('a');
  });
});

describe('park_seconds', () => {
  it('wait for a grant to be given back, and no longer than that', async () => {
    const rig = await openPoolRig([accountFile('a', { disabled: true }), accountFile('b', { disabled: true })]);
    await rig.schedule({ park_seconds: 30 });
    const [first, second] = [follow(rig), follow(rig)];
    await turn();
    rig.clock.advance(29_999);
    await turn();
    expect([first.outcome, second.outcome]).toEqual([undefined, undefined]);
    rig.registry.change('a', clearDisabled, 'sign_in');
    await turn();
    expect([first.outcome, second.outcome]).toEqual(['a', 'a']);
    expect(rig.clock.pendingTasks).toBe(0);
  });

  it('end on time with the honest error', async () => {
    const rig = await openPoolRig([accountFile('a', { disabled: true })]);
    await rig.schedule({ park_seconds: 30 });
    const waiting = follow(rig);
    await turn();
    // What happens meanwhile does not start the time anew.
    for (let second = 0; second < 29; second += 1) {
      rig.clock.advance(1000);
      rig.registry.change('a', () => [{ path: ['custom_label'], value: `at ${second}` }], 'admin');
      await turn();
    }
    expect(waiting.outcome).toBeUndefined();
    rig.clock.advance(1000);
    await turn();
    expect(waiting.outcome).toBe('pool.reauth_required');
    expect(rig.clock.pendingTasks).toBe(0);
  });

  it('wait for the earliest cool-down, which wakes them by itself', async () => {
    const rig = await openPoolRig([accountFile('a'), accountFile('b')]);
    await rig.schedule({ park_seconds: 30 });
    cool(rig, 'a', 12_000, ['a', 'b']);
    cool(rig, 'b', 20_000, ['a', 'b']);
    const waiting = follow(rig);
    await turn();
    rig.clock.advance(11_999);
    await turn();
    expect(waiting.outcome).toBeUndefined();
    rig.clock.advance(1);
    await turn();
    expect(waiting.outcome).toBe('a');
  });

  it('end when the caller leaves, and leave nothing behind', async () => {
    const rig = await openPoolRig([accountFile('a', { disabled: true })]);
    await rig.schedule({ park_seconds: 600 });
    const waiting = follow(rig);
    await turn();
    waiting.leave();
    await turn();
    expect(waiting.outcome).toBe('pool.reauth_required');
    expect(rig.clock.pendingTasks).toBe(0);
  });

  it('are not spent by a request that has tried everybody there is', async () => {
    const rig = await openPoolRig([accountFile('a')]);
    await rig.schedule({ park_seconds: 600 });
    const waiting = follow(rig, new Set(['a']));
    await turn();
    expect(waiting.outcome).toBeDefined();
  });

  it('wait for an account that is paused to be resumed', async () => {
    const rig = await openPoolRig([accountFile('a', { proxy_disabled: true })]);
    await rig.schedule({ park_seconds: 5 });
    const waiting = follow(rig);
    await turn();
    rig.registry.change('a', resume, 'admin');
    await turn();
    expect(waiting.outcome).toBe('a');
  });
});

describe('max_concurrent', () => {
  it('is never exceeded; who comes too late is served as soon as one is through, in order', async () => {
    const rig = await openPoolRig([accountFile('a')]);
    await rig.schedule({ max_concurrent: 2 });
    const leases = [leaseFrom(rig), leaseFrom(rig)];
    expect(rig.pool.choose(ask())).toBeUndefined();
    const waiting = [follow(rig), follow(rig)];
    await turn();
    expect(waiting.map(({ outcome }) => outcome)).toEqual([undefined, undefined]);
    rig.pool.release(leases[0]!);
    await turn();
    expect(waiting.map(({ outcome }) => outcome)).toEqual(['a', undefined]);
    rig.pool.release(leases[1]!);
    await turn();
    expect(waiting.map(({ outcome }) => outcome)).toEqual(['a', 'a']);
  });

  it('sends a request to another account first', async () => {
    const rig = await openPoolRig([accountFile('a', { priority: 1 }), accountFile('b')]);
    await rig.schedule({ max_concurrent: 1 });
    expect([leaseFrom(rig).id, leaseFrom(rig).id]).toEqual(['a', 'b']);
    expect(rig.pool.explain().skipped.map(({ reason }) => reason)).toEqual([
      'busy: it serves as many requests as it may',
      'busy: it serves as many requests as it may',
    ]);
  });

  it.each([
    [1, 16],
    [20, 40],
  ])('of %i lets %i wait, two rounds or sixteen, and tells all others at once', async (most, mayWait) => {
    const rig = await openPoolRig([accountFile('a')]);
    await rig.schedule({ max_concurrent: most });
    const leases = Array.from({ length: most }, () => leaseFrom(rig));
    const waiting = Array.from({ length: mayWait }, () => follow(rig));
    const late = follow(rig);
    await turn();
    expect(late.outcome).toBe('pool.exhausted');
    expect(new Set(waiting.map(({ outcome }) => outcome))).toEqual(new Set([undefined]));
    // Whoever may wait is served in turn, and there is room for others then.
    for (const lease of leases) rig.pool.release(lease);
    await turn();
    expect(waiting.filter(({ outcome }) => outcome === 'a')).toHaveLength(most);
    const next = follow(rig);
    await turn();
    expect(next.outcome).toBeUndefined();
  });

  it('gives up after ten seconds', async () => {
    const rig = await openPoolRig([accountFile('a')]);
    await rig.schedule({ max_concurrent: 1 });
    leaseFrom(rig);
    const waiting = follow(rig);
    await turn();
    rig.clock.advance(10_000);
    await turn();
    expect(waiting.outcome).toBe('pool.exhausted');
  });
});

describe('scheduling.mode', () => {
  it('cache_first waits for the account of a conversation, and no longer than max_wait_seconds in all', async () => {
    const rig = await openPoolRig([accountFile('a'), accountFile('b')]);
    await rig.schedule({ mode: 'cache_first', max_wait_seconds: 10 });
    const talk = { session: TALK };
    const held = leaseFrom(rig, new Set(), talk);
    rig.pool.cool(held, 8000);
    const waiting = follow(rig, new Set(), talk);
    await turn();
    rig.clock.advance(7999);
    await turn();
    expect(waiting.outcome).toBeUndefined();
    rig.clock.advance(1);
    await turn();
    expect(waiting.outcome).toBe(held.id);

    // It is refused once more while another one waits: what is left of the ten seconds is too short now.
    rig.pool.cool(held, 5000);
    const unlucky = follow(rig, new Set(), talk);
    await turn();
    rig.clock.advance(4000);
    rig.pool.cool(held, 9000);
    await turn();
    rig.clock.advance(1000);
    await turn();
    expect(unlucky.outcome).toBeDefined();
    expect(unlucky.outcome).not.toBe(held.id);
  });

  it('cache_first moves at once when the account of a conversation dies while it is waited for', async () => {
    const rig = await openPoolRig([accountFile('a'), accountFile('b')]);
    await rig.schedule({ mode: 'cache_first' });
    const held = leaseFrom(rig, new Set(), { session: TALK });
    rig.pool.cool(held, 8000);
    const waiting = follow(rig, new Set(), { session: TALK });
    await turn();
    rig.registry.change(held.id, () => disable('invalid_grant: x', START), 'refresh');
    await turn();
    expect(waiting.outcome).toBeDefined();
    expect(waiting.outcome).not.toBe(held.id);
  });

  it('balance moves at once', async () => {
    const rig = await openPoolRig([accountFile('a'), accountFile('b')]);
    const held = leaseFrom(rig, new Set(), { session: TALK });
    rig.pool.cool(held, 1000);
    expect(leaseFrom(rig, new Set(), { session: TALK }).id).not.toBe(held.id);
  });

  it('performance_first goes by what is in flight, as the pool counts it', async () => {
    const rig = await openPoolRig([accountFile('a'), accountFile('b')]);
    await rig.schedule({ mode: 'performance_first' });
    const leases = Array.from({ length: 10 }, () => leaseFrom(rig, new Set(), { session: TALK }).id);
    expect(leases.filter((id) => id === 'a')).toHaveLength(5);
  });

  it('fixed_account serves all it can, and others when it cannot', async () => {
    const rig = await openPoolRig([accountFile('a'), accountFile('b'), accountFile('c')]);
    await rig.schedule({ fixed_account: 'b' });
    expect([1, 2, 3].map(() => leaseFrom(rig).id)).toEqual(['b', 'b', 'b']);
    cool(rig, 'b', 5000, ['a', 'b', 'c']);
    expect(['a', 'c']).toContain(leaseFrom(rig).id);
    rig.clock.advance(5000);
    expect(leaseFrom(rig)).toMatchObject({ id: 'b', why: 'fixed' });
    await rig.registry.remove('b', 'admin');
    expect(['a', 'c']).toContain(leaseFrom(rig).id);
  });
});
