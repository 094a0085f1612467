import { describe, expect, it, vi } from 'vitest';
import type { Barrier } from '../sandbox/barrier.js';
import { RefreshFlights } from '../src/oauth/refresh-flights.js';
import { Drain } from '../src/proxy/drain.js';
import { startWorld, type World } from './world.js';

/** One account whose access token has run out, and whose refresh is under way and held back. */
async function withARefreshHeld(): Promise<{ readonly world: World; readonly barrier: Barrier }> {
  let barrier: Barrier | undefined;
  const world = await startWorld({
    accounts: 1,
    expired: true,
    before: ({ sandbox }) => {
      barrier = sandbox.google.hold();
    },
  });
  if (!barrier) throw new Error('Nothing was held');
  await barrier.arrived();
  return { world, barrier };
}

const untilInFlight = (world: World, count: number): Promise<void> =>
  vi.waitFor(() => expect(world.regrant.app.get(Drain).inFlight).toBe(count), { timeout: 5000, interval: 5 });

describe('access tokens that have run out', () => {
  it('twenty callers at once cause one call at the token endpoint, and all are served', async () => {
    const { world, barrier } = await withARefreshHeld();
    const only = world.account(0);
    const callers = Array.from({ length: 20 }, (_, index) => world.generate(`Caller ${index}`));
    await untilInFlight(world, 20);
    barrier.release();
    const answers = await Promise.all(callers);
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(20).fill(200));
    expect(world.refreshesOf(only.token.refresh_token).map(({ outcome }) => outcome)).toEqual(['issued']);
    expect(new Set(world.gemini.journal.map(({ accessTokenSha256 }) => accessTokenSha256)).size).toBe(1);
  });

  it('a caller that leaves does not cancel the refresh that others wait for', async () => {
    const { world, barrier } = await withARefreshHeld();
    const only = world.account(0);
    const leaving = new AbortController();
    const left = world.generate('I leave', { signal: leaving.signal }).then(
      () => 'answered',
      () => 'left',
    );
    const staying = world.generate('I stay');
    await untilInFlight(world, 2);
    leaving.abort();
    expect(await left).toBe('left');
    await untilInFlight(world, 1);
    barrier.release();
    expect((await staying).status).toBe(200);
    expect(world.refreshesOf(only.token.refresh_token)).toHaveLength(1);
    expect(world.gemini.journal).toHaveLength(1);
  });

  it('the refresh goes on when every caller has left, and its answer is kept', async () => {
    const { world, barrier } = await withARefreshHeld();
    const only = world.account(0);
    const leaving = new AbortController();
    const left = world.generate('I leave', { signal: leaving.signal }).catch(() => 'left');
    await untilInFlight(world, 1);
    leaving.abort();
    expect(await left).toBe('left');
    const refreshed = world.nextEvent('grant.refreshed', only);
    barrier.release();
    await refreshed;
    expect((await world.generate()).status).toBe(200);
    expect(world.refreshesOf(only.token.refresh_token)).toHaveLength(1);
  });

  it('a person who pastes the same refresh token meanwhile joins it, too', async () => {
    const { world, barrier } = await withARefreshHeld();
    const only = world.account(0);
    const asked = vi.spyOn(world.regrant.app.get(RefreshFlights), 'refresh');
    const pasted = world.admin('POST', '/api/accounts', { refresh_token: only.token.refresh_token });
    const waiting = world.generate();
    await vi.waitFor(() => expect(asked).toHaveBeenCalledOnce(), { timeout: 5000, interval: 5 });
    await untilInFlight(world, 1);
    barrier.release();
    expect((await waiting).status).toBe(200);
    expect((await pasted).body).toMatchObject({ outcome: 'unchanged' });
    expect(world.refreshesOf(only.token.refresh_token)).toHaveLength(1);
  });

  it('while the token endpoint is silent about one account, another serves within 2 s', async () => {
    const world = await startWorld({
      accounts: 2,
      expired: true,
      before: ({ sandbox, accounts: [silent] }) => {
        sandbox.google.faults.token = ({ email }) => (email === silent?.email ? 'hang' : undefined);
      },
    });
    const startedMs = performance.now();
    const answer = await world.generate();
    expect(performance.now() - startedMs).toBeLessThan(2000);
    expect(answer.status).toBe(200);
    expect(world.servedBy).toEqual([world.account(1).email]);
    expect((await world.view(world.account(0))).disabled).toBe(false);
  });

  it('refreshes ahead in the background, so that a caller finds a fresh token', async () => {
    const world = await startWorld({ accounts: 3, expired: true });
    await vi.waitFor(() => expect(world.google.journal.filter(({ outcome }) => outcome === 'issued')).toHaveLength(3));
    const asked = world.google.journal.length;
    for (let request = 0; request < 6; request += 1) expect((await world.generate()).status).toBe(200);
    expect(world.google.journal).toHaveLength(asked);
    expect(new Set(world.servedBy).size).toBe(3);
  });
});
