import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  invalidGrant,
  issued,
  refused,
  unavailable,
  type TokenCall,
} from '../../test/fakes/scripted-token-endpoint.js';
import { ask, accountFile, expiredFile, openPoolRig, START, type PoolRig } from '../../test/pool-rig.js';
import { turn } from '../../test/turn.js';
import { block, clearBlocked, clearDisabled, disable, pause, resume } from '../core/accounts/changes.js';
import type { FieldEdit } from '../core/accounts/document.js';
import { judgeMembership } from '../core/pool/membership.js';
import type { Lease } from './lease.js';
import type { Acquired } from './pool.service.js';

const kindOf = (acquired: Acquired): string =>
  acquired.kind === 'lease' ? acquired.lease.accessToken : acquired.error.code;

describe('choosing an account', () => {
  it('takes each in its turn, the highest priority first, and none twice for one request', async () => {
    const { pool } = await openPoolRig([accountFile('a'), accountFile('b'), accountFile('low', { priority: -1 })]);
    const six = Array.from({ length: 6 }, () => pool.choose(ask())?.id);
    expect(six.filter((id) => id === 'a')).toHaveLength(3);
    expect(six.filter((id) => id === 'b')).toHaveLength(3);
    expect(pool.choose(ask(new Set(['a', 'b'])))?.id).toBe('low');
    expect(pool.choose(ask(new Set(['a', 'b', 'low'])))).toBeUndefined();
  });

  it('costs the same with ten accounts as with ten thousand', async () => {
    const cost = async (count: number): Promise<number> => {
      const { pool } = await openPoolRig(Array.from({ length: count }, (_, index) => accountFile(`n${index}`)));
      let looks = 0;
      const excluded = new (class extends Set<string> {
        override has(id: string): boolean {
          looks += 1;
          return super.has(id);
        }
      })(['n1', 'n2', 'n3']);
      for (let request = 0; request < 50; request += 1) pool.choose(ask(excluded));
      return looks;
    };
    const [few, many] = [await cost(10), await cost(10_000)];
    expect(many).toBeGreaterThanOrEqual(50);
    expect(many).toBeLessThanOrEqual(few);
    expect(few).toBeLessThanOrEqual(50 * 4);
  });

  it('follows a change within the call that makes it', async () => {
    const { pool, registry } = await openPoolRig([accountFile('a')]);
    registry.change('a', () => disable('invalid_grant: x', START), 'refresh');
    expect(pool.choose(ask())).toBeUndefined();
    registry.change('a', clearDisabled, 'sign_in');
    expect(pool.choose(ask())?.id).toBe('a');
    registry.change('a', () => pause(null, START), 'admin');
    expect(pool.choose(ask())).toBeUndefined();
  });

  it('does not take an access token that has expired', async () => {
    const { pool, clock } = await openPoolRig([accountFile('a')]);
    clock.advance(3_599_000);
    expect(pool.choose(ask())?.id).toBe('a');
    clock.advance(1_000);
    expect(pool.choose(ask())).toBeUndefined();
  });
});

describe('waiting for an account', () => {
  it('gets the first one that a refresh makes ready', async () => {
    const { pool, endpoint } = await openPoolRig([expiredFile('a'), expiredFile('b')]);
    const acquired = pool.acquire(ask());
    await turn();
    endpoint.callWith('rt-a').answer(issued('at-2'));
    expect(kindOf(await acquired)).toBe('at-2');
  });

  it('moves on when the grant it waits for dies, however many die, at no cost', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `n${index}`);
    const { pool, endpoint } = await openPoolRig([...ids, 'the-good-one'].map((id) => expiredFile(id)));
    endpoint.follow((call) =>
      call.answer(call.refreshToken === 'rt-the-good-one' ? issued('at-good') : invalidGrant()),
    );
    expect(kindOf(await pool.acquire(ask()))).toBe('at-good');
    expect(pool.size).toBe(1);
  });

  it('says that only a person can help when the last grant has died', async () => {
    const { pool, endpoint } = await openPoolRig([expiredFile('a')]);
    endpoint.follow((call) => call.answer(invalidGrant()));
    expect(kindOf(await pool.acquire(ask()))).toBe('pool.reauth_required');
    expect(endpoint.calls).toHaveLength(1);
    expect(kindOf(await pool.acquire(ask()))).toBe('pool.reauth_required');
    expect(endpoint.calls).toHaveLength(1);
  });

  it('says that there is nobody when nobody is enrolled', async () => {
    expect(kindOf(await (await openPoolRig()).pool.acquire(ask()))).toBe('pool.empty');
  });

  it.each([
    ['a refresh that fails at once', unavailable(503)],
    ['an OAuth client that is refused', refused('invalid_client')],
    ['a grant of another client', refused('unauthorized_client')],
  ])('does not spin on %s', async (_name, answer) => {
    const { pool, endpoint } = await openPoolRig([expiredFile('a'), expiredFile('b')]);
    endpoint.follow((call) => call.answer(answer));
    const acquired = await pool.acquire(ask());
    expect(kindOf(acquired)).toBe('pool.exhausted');
    expect(endpoint.calls.length).toBeLessThanOrEqual(2);
    const calls = endpoint.calls.length;
    for (let request = 0; request < 100; request += 1) await pool.acquire(ask());
    expect(endpoint.calls).toHaveLength(calls);
  });

  it('ends after ten seconds, while the refresh goes on and its late answer is used', async () => {
    const { pool, endpoint, clock } = await openPoolRig([expiredFile('a')]);
    let ended: Acquired | undefined;
    void pool.acquire(ask()).then((acquired) => (ended = acquired));
    await turn();
    clock.advance(9_999);
    await turn();
    expect(ended).toBeUndefined();
    clock.advance(1);
    await turn();
    expect(ended && kindOf(ended)).toBe('pool.exhausted');
    endpoint.callWith('rt-a').answer(issued('at-late'));
    await turn();
    expect(pool.choose(ask())?.accessToken).toBe('at-late');
  });

  it('ends when the caller goes away, and the refresh does not', async () => {
    const { pool, endpoint, clock } = await openPoolRig([expiredFile('a')]);
    const leaving = new AbortController();
    const acquired = pool.acquire(ask(), leaving.signal);
    await turn();
    leaving.abort();
    expect((await acquired).kind).toBe('none');
    expect(endpoint.held).toHaveLength(1);
    endpoint.callWith('rt-a').answer(issued('at-2'));
    await turn();
    expect(pool.choose(ask())?.accessToken).toBe('at-2');
    expect(clock.pendingTasks).toBe(0);
  });

  it('is one refresh for a thousand who wait, and serves them all', async () => {
    const { pool, endpoint } = await openPoolRig([expiredFile('a')]);
    const all = Promise.all(Array.from({ length: 1000 }, () => pool.acquire(ask())));
    await turn();
    expect(endpoint.calls).toHaveLength(1);
    endpoint.callWith('rt-a').answer(issued('at-2'));
    expect(new Set((await all).map(kindOf))).toEqual(new Set(['at-2']));
  });

  it('serves whoever waits as soon as an account is given back by its owner', async () => {
    const { pool, registry } = await openPoolRig([expiredFile('a'), accountFile('b', { disabled: true })]);
    const acquired = pool.acquire(ask());
    await turn();
    registry.change('b', clearDisabled, 'sign_in');
    expect(kindOf(await acquired)).toBe('at-b');
  });

  it('does not wait for accounts that this request has tried', async () => {
    const { pool, endpoint } = await openPoolRig([expiredFile('a')]);
    expect(kindOf(await pool.acquire(ask(new Set(['a']))))).toBe('pool.exhausted');
    expect(endpoint.calls).toEqual([]);
  });
});

describe('renewing an access token that the upstream refused', () => {
  const leaseOf = (pool: PoolRig['pool']) => pool.choose(ask())!;

  it('refreshes once for all who were refused, and gives the new one to whoever comes later', async () => {
    const { pool, endpoint, clock } = await openPoolRig([accountFile('a')]);
    const lease = leaseOf(pool);
    const renewals = Promise.all([pool.renew(lease), pool.renew(lease)]);
    await turn();
    endpoint.callWith('rt-a').answer(issued('at-2'));
    expect((await renewals).map((renewed) => renewed?.accessToken)).toEqual(['at-2', 'at-2']);
    expect((await pool.renew(lease))?.accessToken).toBe('at-2');
    expect(endpoint.calls).toHaveLength(1);
    expect(clock.pendingTasks).toBe(0);
  });

  it('is undefined when the grant dies, the refresh fails, or the account has left', async () => {
    const { pool, endpoint, registry } = await openPoolRig([accountFile('a'), accountFile('b'), accountFile('c')]);
    const leases = new Map<string, Lease>();
    for (const lease of [pool.choose(ask()), pool.choose(ask()), pool.choose(ask())])
      if (lease) leases.set(lease.id, lease);
    endpoint.follow((call) => call.answer(call.refreshToken === 'rt-a' ? invalidGrant() : unavailable()));
    for (const id of ['a', 'b'] as const) expect(await pool.renew(leases.get(id) ?? leaseOf(pool))).toBeUndefined();
    await registry.remove('c', 'admin');
    expect(await pool.renew(leases.get('c') ?? leaseOf(pool))).toBeUndefined();
  });

  it('leaves a refresh alone that has just failed, however many requests are refused', async () => {
    const { pool, endpoint } = await openPoolRig([accountFile('a')]);
    endpoint.follow((call) => call.answer(unavailable()));
    const lease = leaseOf(pool);
    for (let request = 0; request < 50; request += 1) await pool.renew(lease);
    expect(endpoint.calls).toHaveLength(1);
  });
});

describe('reloading', () => {
  it('serves on, tells what was skipped and why, and changes nothing by itself', async () => {
    const { pool, bus, lines } = await openPoolRig([
      accountFile('a'),
      accountFile('dead', { disabled: true, disabled_reason: 'invalid_grant: gone' }),
      accountFile('paused', { proxy_disabled: true, proxy_disabled_reason: 'holiday' }),
      accountFile('stuck', { blocked: true }),
    ]);
    expect(pool.reload()).toEqual({
      loaded: 1,
      skipped: [
        { id: 'dead', email: 'dead@example.com', state: 'disabled', reason: 'disabled: invalid_grant: gone' },
        { id: 'paused', email: 'paused@example.com', state: 'proxy_disabled', reason: 'proxy_disabled: holiday' },
        {
          id: 'stuck',
          email: 'stuck@example.com',
          state: 'blocked',
          reason: 'blocked: Google wants something from its owner',
        },
      ],
    });
    expect(pool.choose(ask())?.id).toBe('a');
    expect(bus.ofType('pool.reloaded').at(-1)).toEqual({ type: 'pool.reloaded', loaded: 1, skipped: 3 });
    expect(lines.join('')).toContain('Skipping disabled account dead@example.com');
  });

  it('keeps an account out whose refusal is arriving', async () => {
    const { pool, endpoint, refresher } = await openPoolRig([accountFile('a')]);
    void refresher.refresh('a');
    await turn();
    endpoint.callWith('rt-a').start(400);
    pool.reload();
    expect(pool.choose(ask())).toBeUndefined();
    endpoint.callWith('rt-a').answer(invalidGrant());
  });

  it('releases accounts that an earlier tool had paused for their quota, in the file too', async () => {
    const { pool, stored } = await openPoolRig([
      accountFile('a', { proxy_disabled: true, proxy_disabled_reason: 'quota_protection', proxy_disabled_at: 1 }),
    ]);
    await turn();
    expect(pool.choose(ask())?.id).toBe('a');
    expect(stored('a')?.['proxy_disabled']).toBe(false);
  });
});

type Event =
  | { readonly kind: 'edit'; readonly id: string; readonly edits: readonly FieldEdit[] }
  | { readonly kind: 'remove' | 'refresh' | 'start refusal' | 'answer refusal' | 'answer success'; readonly id: string }
  | { readonly kind: 'reload' }
  | { readonly kind: 'pass'; readonly ms: number };

const IDS = ['a', 'b', 'c', 'd'];
const anEvent: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    kind: fc.constant('edit' as const),
    id: fc.constantFrom(...IDS),
    edits: fc.constantFrom(
      disable('invalid_grant: x', START),
      clearDisabled(),
      pause('p', START),
      resume(),
      block('b', null, START),
      clearBlocked(),
      [{ path: ['priority'], value: 3 } as const],
      [{ path: ['token', 'refresh_token'], value: 'rt-other' } as const],
    ),
  }),
  fc.record({
    kind: fc.constantFrom('remove', 'refresh', 'start refusal', 'answer refusal', 'answer success'),
    id: fc.constantFrom(...IDS),
  }) as fc.Arbitrary<Event>,
  fc.constant<Event>({ kind: 'reload' }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 2_000_000 }) }),
);

describe('after any sequence of events', () => {
  it('the pool hands out exactly those who may serve: never one who is off, held or expired, and never nobody without need', () =>
    fc.assert(
      fc.asyncProperty(fc.array(anEvent, { maxLength: 30 }), async (events) => {
        const rig = await openPoolRig(IDS.map((id) => accountFile(id)));
        // From the first byte of a refusal until it has been judged, a turn after it is whole.
        let refusals: readonly TokenCall[] = [];
        for (const event of events) {
          await happen(rig, event);
          refusals = rig.endpoint.calls.filter(
            (call) =>
              call.startedStatus === 400 &&
              (!call.isAnswered || refusals.includes(call) || event.kind === 'answer refusal'),
          );
          expectHonest(rig, refusals);
          await turn();
          refusals = refusals.filter((call) => !call.isAnswered);
          expectHonest(rig, refusals);
        }
      }),
      { seed: 20_261_120, numRuns: 200 },
    ));

  async function happen(rig: PoolRig, event: Event): Promise<void> {
    switch (event.kind) {
      case 'edit':
        rig.registry.change(event.id, () => event.edits, 'admin');
        return;
      case 'remove':
        if (rig.registry.get(event.id)) await rig.registry.remove(event.id, 'admin');
        return;
      case 'refresh':
        void rig.refresher.refresh(event.id);
        return;
      case 'reload':
        rig.pool.reload();
        return;
      case 'pass':
        rig.clock.advance(event.ms);
        return;
      default: {
        const call = rig.endpoint.held.find(({ refreshToken }) => refreshToken === `rt-${event.id}`);
        if (event.kind === 'start refusal') call?.start(400);
        if (event.kind === 'answer refusal') call?.answer(invalidGrant());
        if (event.kind === 'answer success') call?.answer(issued(`at-2-${event.id}`));
      }
    }
  }

  function expectHonest({ pool, registry, clock }: PoolRig, refusals: readonly TokenCall[]): void {
    const now = Math.floor(clock.nowMs() / 1000);
    const may = [...registry.accounts()].filter(
      (account) =>
        judgeMembership(account).kind === 'member' &&
        (account.grant.accessTokenExpiresAt ?? 0) > now &&
        !refusals.some(({ refreshToken }) => refreshToken === account.grant.refreshToken),
    );
    const chosen = IDS.map(() => pool.choose(ask()));
    if (may.length === 0) expect(chosen).toEqual(IDS.map(() => undefined));
    for (const lease of chosen) {
      if (may.length > 0) expect(may.map(({ id }) => id)).toContain(lease?.id);
      if (lease) expect(lease.accessToken).toBe(registry.get(lease.id)?.grant.accessToken);
    }
  }
});
