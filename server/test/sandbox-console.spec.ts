import { describe, expect, it } from 'vitest';
import type { SandboxOutcome, SandboxView } from '../contract/http/sandbox.js';
import { startWorld } from './world.js';

/** Outside a sandbox there is nobody to ask; startWorld is inside one. */
const OUTSIDE = {
  REGRANT_SANDBOX_CONSOLE_URL: undefined as unknown as string,
  REGRANT_ALLOW_PRIVATE_UPSTREAMS: 'true',
};

describe('the console of the sandbox', () => {
  it('shows who has granted what, ends a grant, and gives it again', async () => {
    const world = await startWorld({ accounts: 2 });
    const { email, id } = world.account(0);
    const { body } = await world.admin<SandboxView>('GET', '/api/sandbox');
    expect(body.people.find((person) => person.email === email)?.grants).toHaveLength(1);

    const revoked = (await world.admin<SandboxOutcome>('POST', '/api/sandbox', { action: 'revoke', email })).body;
    expect(revoked.people.find((person) => person.email === email)?.grants).toHaveLength(0);
    await world.admin('POST', `/api/accounts/${id}/refresh`);
    expect((await world.view({ id })).status).toBe('disabled');

    const given = (await world.admin<SandboxOutcome>('POST', '/api/sandbox', { action: 'give', email })).body;
    const added = await world.admin('POST', '/api/accounts', { refresh_token: given.refresh_token });
    expect(added.body).toMatchObject({ outcome: 'reenabled' });
    expect((await world.view({ id })).status).toBe('ready');
  });

  it('breaks the token endpoint and mends it', async () => {
    const world = await startWorld({ accounts: 1 });
    const { id } = world.account(0);
    await world.admin('POST', '/api/sandbox', { action: 'fault', fault: 'unavailable' });
    expect((await world.admin<SandboxView>('GET', '/api/sandbox')).body.fault).toBe('unavailable');
    expect((await world.admin('POST', `/api/accounts/${id}/refresh`)).body).toMatchObject({ outcome: 'failed' });
    await world.admin('POST', '/api/sandbox', { action: 'fault', fault: null });
    expect((await world.admin<SandboxView>('GET', '/api/sandbox')).body.fault).toBeNull();
    expect((await world.view({ id })).status).toBe('ready');
  });

  it('knows nobody else, and does not exist where Google is Google', async () => {
    const world = await startWorld({ accounts: 0 });
    expect((await world.admin('POST', '/api/sandbox', { action: 'revoke', email: 'x@y.z' })).status).toBe(404);
    const outside = await startWorld({ accounts: 0, env: OUTSIDE });
    expect((await outside.admin('GET', '/api/sandbox')).status).toBe(404);
    expect((await outside.admin('POST', '/api/sandbox', { action: 'fault', fault: 'hang' })).status).toBe(404);
  });

  it('is not for web pages', async () => {
    const world = await startWorld({ accounts: 0 });
    const answer = await fetch(`${world.sandbox.console.origin}/api`, {
      headers: { origin: world.sandbox.console.origin },
    });
    expect(answer.status).toBe(403);
  });
});
