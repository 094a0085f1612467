import { describe, expect, it } from 'vitest';
import { issued, refused } from '../../test/fakes/scripted-token-endpoint.js';
import { expiredFile, openPoolRig } from '../../test/pool-rig.js';
import { turn } from '../../test/turn.js';

const IDS = Array.from({ length: 40 }, (_, index) => `n${index}`);

async function openBrokenClient(error: string) {
  const rig = await openPoolRig(IDS.map((id) => expiredFile(id)));
  const callsAtMs: number[] = [];
  rig.endpoint.follow((call) => {
    callsAtMs.push(rig.clock.monotonicMs());
    call.answer(refused(error));
  });
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 500) {
      rig.clock.advance(500);
      await turn();
    }
  };
  rig.ahead.onApplicationBootstrap();
  return { ...rig, callsAtMs, pass };
}

describe('an OAuth client that is refused for all accounts', () => {
  it.each(['invalid_client', 'unauthorized_client', 'invalid_scope', 'invalid_request', 'unsupported_grant_type'])(
    'with %s: nobody is disabled, one alarm, a rest of 30 s at least, and two calls a minute at most',
    async (error) => {
      const { registry, bus, breaker, callsAtMs, pass, pool } = await openBrokenClient(error);
      await pass(5_000);
      expect(breaker.restMs('default')).toBeGreaterThan(20_000);
      await pass(10 * 60_000);
      expect([...registry.accounts()].filter((account) => account.disabled)).toEqual([]);
      expect(bus.ofType('oauth_client.misconfigured')).toEqual([
        { type: 'oauth_client.misconfigured', client_key: 'default', error },
      ]);
      expect(breaker.refused).toEqual(['default']);
      expect(pool.size).toBe(IDS.length);
      // unauthorized_client is believed of the whole client when a second account says the same: one call more.
      const first = error === 'unauthorized_client' ? 2 : 1;
      expect(callsAtMs.filter((at) => at < 30_000)).toHaveLength(first);
      for (let minute = 1; minute < 10; minute += 1) {
        const calls = callsAtMs.filter((at) => at >= minute * 60_000 && at < (minute + 1) * 60_000);
        expect(calls.length).toBeLessThanOrEqual(2);
        expect(calls.length).toBeGreaterThanOrEqual(1);
      }
    },
  );

  it('is refused while hundreds of refreshes wait for their turn: those are not sent', async () => {
    const { endpoint, refresher, breaker } = await openPoolRig(IDS.map((id) => expiredFile(id)));
    breaker.worked('default');
    const all = Promise.all(IDS.map((id) => refresher.refresh(id)));
    await turn();
    endpoint.held.forEach((call) => call.answer(refused('invalid_client')));
    expect((await all).map(({ kind }) => kind)).toEqual(IDS.map(() => 'failed'));
    expect(endpoint.calls).toHaveLength(8);
  });

  it('works again by itself: told once, and all accounts are refreshed', async () => {
    const { endpoint, registry, bus, pass, clock, breaker } = await openBrokenClient('invalid_client');
    await pass(90_000);
    endpoint.follow((call) => call.answer(issued(`at-of-${call.refreshToken}`)));
    await pass(65_000);
    expect(bus.ofType('oauth_client.recovered')).toHaveLength(1);
    expect(breaker.refused).toEqual([]);
    const now = clock.nowMs() / 1000;
    expect([...registry.accounts()].every(({ grant }) => (grant.accessTokenExpiresAt ?? 0) > now)).toBe(true);
  });

  it('may be tried at once when it was configured anew, and its recovery is told', async () => {
    const { endpoint, bus, pass, settings, registry } = await openBrokenClient('invalid_client');
    await pass(1_000);
    endpoint.follow((call) => call.answer(issued(`at-of-${call.refreshToken}`)));
    await settings.change((stored) => ({ ...stored, refresh_ahead_seconds: 200 }));
    await pass(1_000);
    expect(bus.ofType('oauth_client.recovered')).toHaveLength(1);
    expect([...registry.accounts()].every(({ grant }) => grant.accessToken?.startsWith('at-of-'))).toBe(true);
  });
});

describe('unauthorized_client for one account while its client refreshes others', () => {
  it('concerns that account alone, says why, and lets it rest', async () => {
    const { endpoint, refresher, bus, breaker, registry, pool } = await openPoolRig(
      ['foreign', 'b', 'c'].map((id) => expiredFile(id)),
    );
    endpoint.follow((call) =>
      call.answer(
        call.refreshToken === 'rt-foreign' ? refused('unauthorized_client') : issued(`at-of-${call.refreshToken}`),
      ),
    );
    // The foreign one first: nothing is known of the client yet, and all the same the others are not kept waiting.
    await refresher.refresh('foreign');
    await Promise.all(['b', 'c'].map((id) => refresher.refresh(id)));
    await refresher.refresh('foreign');
    expect(bus.ofType('oauth_client.misconfigured')).toEqual([]);
    expect(breaker.restMs('default')).toBe(0);
    const foreign = registry.get('foreign');
    expect(foreign?.disabled).toBeNull();
    expect(foreign && refresher.restMs(foreign)).toBe(30_000);
    expect(bus.ofType('grant.refresh_failed').at(-1)?.['reason']).toMatch(
      /issued to another OAuth client; sign in again/,
    );
    expect(new Set(['b', 'c'].map((id) => pool.isReady(id)))).toEqual(new Set([true]));
  });
});

describe('the first call of a client that has not worked yet', () => {
  it('goes alone, and when it hangs the others wait a second and no longer', async () => {
    const { endpoint, refresher, clock } = await openPoolRig(['a', 'b', 'c'].map((id) => expiredFile(id)));
    const all = Promise.all(['a', 'b', 'c'].map((id) => refresher.refresh(id)));
    await turn();
    expect(endpoint.calls).toHaveLength(1);
    clock.advance(999);
    await turn();
    expect(endpoint.calls).toHaveLength(1);
    clock.advance(1);
    await turn();
    expect(endpoint.calls).toHaveLength(2);
    endpoint.callWith('rt-b').answer(issued('at-2'));
    await turn();
    expect(endpoint.calls).toHaveLength(3);
    endpoint.held.forEach((call) => call.answer(issued('at-2')));
    expect((await all).map(({ kind }) => kind)).toEqual(['refreshed', 'refreshed', 'refreshed']);
    expect(clock.pendingTasks).toBe(0);
  });

  it('keeps clients apart', async () => {
    const { breaker } = await openPoolRig();
    breaker.failed('one', { error: 'invalid_client', description: null, subtype: null }, 'a');
    expect([breaker.mayCall('one'), breaker.mayCall('two')]).toEqual([false, true]);
  });
});
