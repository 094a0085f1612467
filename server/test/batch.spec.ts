import { describe, expect, it } from 'vitest';
import type { BatchResult } from '../contract/http/accounts.js';
import { startWorld } from './world.js';

describe('a batch', () => {
  it('sets priority and label of many at once, and says of each whether it was done', async () => {
    const world = await startWorld({ accounts: 2 });
    const ids = [world.account(0).id, world.account(1).id];
    const batch = async (body: object) => (await world.admin<BatchResult>('POST', '/api/accounts/batch', body)).body;
    expect(await batch({ ids: [...ids, 'nobody'], action: 'set_priority', priority: 7 })).toEqual({
      results: [
        ...ids.map((id) => ({ id, ok: true })),
        { id: 'nobody', ok: false, code: 'account.not_found', hint: expect.any(String) as string },
      ],
    });
    await batch({ ids, action: 'set_label', custom_label: 'night shift' });
    expect(await world.view(world.account(1))).toMatchObject({ priority: 7, custom_label: 'night shift' });
    expect(await world.file(world.account(1))).toMatchObject({ priority: 7, custom_label: 'night shift' });
    await batch({ ids, action: 'set_label', custom_label: null });
    expect((await world.view(world.account(0))).custom_label).toBeNull();
  });

  it('does not call a refresh done that found the grant dead, or got no answer', async () => {
    const world = await startWorld({ accounts: 3 });
    await world.google.revoke(world.account(0).email);
    const died = world.nextEvent('account.disabled', world.account(0));
    const unlucky = world.account(1).token.refresh_token;
    world.google.faults.token = ({ refreshToken }) => (refreshToken === unlucky ? 'unavailable' : undefined);
    const { body } = await world.admin<BatchResult>('POST', '/api/accounts/batch', {
      ids: world.accounts.map(({ id }) => id),
      action: 'refresh',
    });
    await died;
    expect(body.results).toMatchObject([
      { ok: false, code: 'account.disabled' },
      { ok: false, code: 'grant.refresh_unavailable' },
      { ok: true },
    ]);
  });

  it('is refused whole without what it needs', async () => {
    const world = await startWorld({ accounts: 1 });
    const ids = [world.account(0).id];
    for (const action of ['set_priority', 'set_label']) {
      expect((await world.admin('POST', '/api/accounts/batch', { ids, action })).status).toBe(400);
    }
  });
});
