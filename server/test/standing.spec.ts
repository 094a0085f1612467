import { describe, expect, it } from 'vitest';
import type { PoolActivity, Standing } from '../contract/http/pool.js';
import { MODEL, startWorld, type World } from './world.js';

const standingOf = async (world: World, id: string, model?: string): Promise<Standing> =>
  (await world.admin<Standing>('GET', `/api/accounts/${id}/standing${model === undefined ? '' : `?model=${model}`}`))
    .body;

describe('where an account stands', () => {
  it('is ready, and tells how many go first', async () => {
    const world = await startWorld({ accounts: 2 });
    const [first, second] = [world.account(0), world.account(1)];
    await world.admin('PATCH', `/api/accounts/${first.id}`, { priority: 5 });
    expect(await standingOf(world, first.id)).toMatchObject({ state: 'ready', behind: 0, in_flight: 0 });
    expect(await standingOf(world, second.id, MODEL)).toMatchObject({ state: 'ready', behind: 1, cool_downs: [] });
  });

  it('cools for one model until a moment that is told, and is ready for the others', async () => {
    const world = await startWorld({ accounts: 1 });
    const { id } = world.account(0);
    world.gemini.faults.next = () => ({
      status: 429,
      body: {
        error: {
          code: 429,
          status: 'RESOURCE_EXHAUSTED',
          message: 'Quota exceeded.',
          details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '40s' }],
        },
      },
    });
    const beforeMs = Date.now();
    await world.generate();
    const standing = await standingOf(world, id, MODEL);
    expect(standing.state).toBe('cooling');
    expect(standing.until_ms).toBeGreaterThan(beforeMs + 30_000);
    expect(standing.cool_downs.map(({ model }) => model)).toEqual([MODEL]);
    expect(await standingOf(world, id, 'another-model')).toMatchObject({ state: 'ready', until_ms: null });
  });

  it('tells requests in flight while they are', async () => {
    const world = await startWorld({ accounts: 1 });
    const { id } = world.account(0);
    const activity = async () => (await world.admin<PoolActivity>('GET', '/api/pool/activity')).body.in_flight;
    expect(await activity()).toEqual([]);
    const barrier = world.gemini.hold({ afterChunks: 1 });
    const answer = await world.call(`/v1beta/models/${MODEL}:streamGenerateContent?alt=sse`, {
      json: { contents: [{ role: 'user', parts: [{ text: 'Hello there, slowly' }] }] },
    });
    expect(await activity()).toEqual([{ id, count: 1 }]);
    expect((await standingOf(world, id)).in_flight).toBe(1);
    barrier.release();
    await answer.text();
    expect(await activity()).toEqual([]);
  });

  it('is paused or disabled, whatever else holds', async () => {
    const world = await startWorld({ accounts: 2 });
    await world.admin('PATCH', `/api/accounts/${world.account(0).id}`, { proxy_disabled: true });
    expect((await standingOf(world, world.account(0).id)).state).toBe('proxy_disabled');
    await world.letDie(world.account(1));
    expect((await standingOf(world, world.account(1).id)).state).toBe('disabled');
    expect((await world.admin('GET', '/api/accounts/nobody/standing')).status).toBe(404);
  });
});
