import { describe, expect, it } from 'vitest';
import { clientCheckSchema, type ClientCheck } from '../../contract/http/client-check.js';
import { listenOnLoopback } from '../../sandbox/loopback-server.js';
import { startWorld } from '../world.js';

describe('the check of the OAuth clients', () => {
  it('says that the endpoint knows the client, how far away it is, and what the clock says', async () => {
    const world = await startWorld({ accounts: 1 });
    const { status, body } = await world.admin<ClientCheck>('POST', '/api/oauth/google/check');
    expect(status).toBe(200);
    const check = clientCheckSchema.parse(body);
    expect(check.token_endpoint).toMatchObject({ url: world.google.tokenUrl, reachable: true, reason: null });
    expect(Math.abs(check.token_endpoint.clock_ahead_seconds ?? 99)).toBeLessThanOrEqual(2);
    expect(check.clients).toEqual([
      { key: 'default', client_id: world.google.client.id, verdict: 'accepted', error: 'invalid_grant' },
    ]);
    // It is no refresh of anybody's: nobody is disabled by what it is told.
    expect((await world.view(world.account(0))).status).toBe('ready');
    expect(world.refreshesOf(world.account(0).token.refresh_token)).toHaveLength(0);
  });

  it('tells a wrong secret from a client that has none, and repeats no secret', async () => {
    const world = await startWorld({
      accounts: 0,
      env: { REGRANT_GOOGLE_CLIENT_SECRET: 'another-secret-entirely' },
    });
    await world.admin('PATCH', '/api/settings', { oauth_clients: { second: { client_id: 'second-client' } } });
    const wrong = (await world.admin<ClientCheck>('POST', '/api/oauth/google/check')).body;
    expect(wrong.clients).toEqual([
      { key: 'default', client_id: world.google.client.id, verdict: 'refused', error: 'invalid_client' },
      { key: 'second', client_id: null, verdict: 'incomplete', error: null },
    ]);
    expect(JSON.stringify(wrong)).not.toContain('another-secret');
  });

  it('says so when nobody answers there', async () => {
    const left = await listenOnLoopback({});
    await left.close();
    const world = await startWorld({ accounts: 0, env: { REGRANT_GOOGLE_TOKEN_URL: `${left.origin}/token` } });
    const gone = (await world.admin<ClientCheck>('POST', '/api/oauth/google/check')).body;
    expect(gone.token_endpoint).toMatchObject({ reachable: false, reason: 'ECONNREFUSED', milliseconds: null });
    expect(gone.clients[0]).toMatchObject({ verdict: 'unclear' });
  });
});
