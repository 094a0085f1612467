import { describe, expect, it } from 'vitest';
import { SettingsService } from '../src/config/settings.service.js';
import { Drain } from '../src/proxy/drain.js';
import { startWorld, type World } from './world.js';

async function withAllDead(parkSeconds: number): Promise<World> {
  const world = await startWorld({ accounts: 2 });
  for (const account of world.accounts) await world.letDie(account);
  await world.regrant.app
    .get(SettingsService)
    .change((stored) => ({ ...stored, scheduling: { park_seconds: parkSeconds } }));
  return world;
}

/** So many requests wait inside Regrant. */
const parked = (world: World, count: number) =>
  expect.poll(() => world.regrant.app.get(Drain).inFlight, { interval: 5, timeout: 5_000 }).toBe(count);

describe('park_seconds', () => {
  it('lets requests wait for a grant to be given back, and serves them then', async () => {
    const world = await withAllDead(60);
    const answers = [world.generate('one'), world.chat('two'), world.chat('three', { stream: true })];
    await parked(world, 3);
    const { refreshToken } = await world.google.mint(world.account(1).email);
    await world.admin('POST', '/api/accounts', { refresh_token: refreshToken });
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(world.servedBy)).toEqual(new Set([world.account(1).email]));
  });

  it('ends with the honest error when nobody comes', async () => {
    const world = await withAllDead(0.3);
    const startedMs = performance.now();
    const { status, headers, text } = await world.generate();
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(290);
    expect([status, headers.get('x-should-retry')]).toEqual([503, 'false']);
    expect(text).toContain('account_reauth_required');
    expect(world.gemini.journal).toEqual([]);
  });

  it('ends when the caller leaves', async () => {
    const world = await withAllDead(600);
    const leaving = new AbortController();
    const answer = world.generate('Hello', { signal: leaving.signal }).catch(() => 'left');
    await parked(world, 1);
    leaving.abort();
    expect(await answer).toBe('left');
    await parked(world, 0);
  });
});
