import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { AddAccountResult } from '../contract/http/accounts.js';
import type { Problem } from '../contract/problem.js';
import { startWorld, type World } from './world.js';
import { signInAtGoogle } from './world-sign-in.js';

const post = (world: World, body: object) => world.admin<AddAccountResult & Problem>('POST', '/api/accounts', body);

/** One dead account among two, and what its file looks like. */
async function withADeadAccount() {
  const world = await startWorld({ accounts: 2 });
  const dead = world.account(0);
  await world.letDie(dead);
  return { world, dead, healthy: world.account(1) };
}

const allFiles = (world: World) => Promise.all(world.accounts.map((account) => world.fileText(account)));

describe('a new refresh token for a disabled account', () => {
  it('clears the three fields on disk before the answer, and the account serves at once', async () => {
    const { world, dead, healthy } = await withADeadAccount();
    const reloaded = world.nextEvent('pool.reloaded');
    const { refreshToken } = await world.google.mint(dead.email);
    const { status, body } = await post(world, { refresh_token: refreshToken });
    const file = await world.file(dead);

    expect(status).toBe(200);
    expect(body).toMatchObject({ outcome: 'reenabled', account: { id: dead.id, status: 'ready', disabled: false } });
    for (const field of ['disabled', 'disabled_at', 'disabled_reason']) expect(file).not.toHaveProperty(field);
    expect(file['token']).toMatchObject({ refresh_token: refreshToken });
    expect(await reloaded).toMatchObject({ loaded: 2 });
    expect(world.log.messages).toContain(`Account re-enabled (${dead.email}): credentials updated`);

    await Promise.all([world.generate(), world.generate()]);
    expect([...world.servedBy].sort()).toEqual([dead.email, healthy.email]);
  });

  it('leaves label, pause, priority, project and unknown fields as they were', async () => {
    const { world, dead } = await withADeadAccount();
    await world.admin('PATCH', `/api/accounts/${dead.id}`, {
      proxy_disabled: true,
      proxy_disabled_reason: 'on holiday',
      custom_label: 'Work',
      priority: 7,
      project_id: 'a-project-of-mine',
    });
    const before = JSON.parse(await readFile(dead.path, 'utf8')) as Record<string, object>;
    await writeFile(dead.path, JSON.stringify({ ...before, quota: { models: [] } }, null, 2));
    const { refreshToken } = await world.google.mint(dead.email);
    const { body } = await post(world, { refresh_token: refreshToken });
    expect(body.outcome).toBe('reenabled');
    expect(await world.file(dead)).toMatchObject({
      proxy_disabled: true,
      proxy_disabled_at: before['proxy_disabled_at'],
      proxy_disabled_reason: 'on holiday',
      custom_label: 'Work',
      priority: 7,
      created_at: before['created_at'],
      quota: { models: [] },
      token: { project_id: 'a-project-of-mine' },
    });
    expect(await world.view(dead)).toMatchObject({ status: 'proxy_disabled', disabled: false });
    expect((await world.generate()).status).toBe(200);
    expect(world.servedBy).not.toContain(dead.email);
  });
});

describe('a refresh token that does not help', () => {
  it('is refused with 422 when it is dead, and not a byte of any file changes', async () => {
    const { world, dead } = await withADeadAccount();
    const before = await allFiles(world);
    const { status, body } = await post(world, { refresh_token: dead.token.refresh_token });
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'grant.refresh_rejected', hint: expect.stringMatching(/sign in/i) as string });
    expect(await allFiles(world)).toEqual(before);
    expect((await world.view(dead)).status).toBe('disabled');
  });

  it('changes nothing of a healthy account either: it goes on serving', async () => {
    const world = await startWorld({ accounts: 1 });
    const healthy = world.account(0);
    const before = await allFiles(world);
    for (const refresh_token of ['1//not-a-token-that-anybody-has-issued', healthy.token.access_token]) {
      expect((await post(world, { refresh_token })).body.code).toBe('grant.refresh_rejected');
    }
    expect(await allFiles(world)).toEqual(before);
    expect((await world.generate()).status).toBe(200);
    expect(await world.view(healthy)).toMatchObject({ status: 'ready', disabled: false });
  });

  it('is no verdict while the token endpoint fails: 502, and nothing is changed', async () => {
    const { world, dead } = await withADeadAccount();
    const before = await allFiles(world);
    const { refreshToken } = await world.google.mint(dead.email);
    for (const fault of ['unavailable', 'captive_portal', 'truncated', 'reset', 'redirect'] as const) {
      world.google.faults.token = fault;
      const { status, body } = await post(world, { refresh_token: refreshToken });
      expect([fault, status, body.code]).toEqual([fault, 502, 'grant.refresh_unavailable']);
    }
    world.google.faults.token = undefined;
    expect(await allFiles(world)).toEqual(before);
    expect((await post(world, { refresh_token: refreshToken })).body.outcome).toBe('reenabled');
  });

  it('leaves an account disabled when it is the one already stored', async () => {
    const world = await startWorld({
      accounts: 1,
      before: async ({ accounts: [only] }) => {
        if (!only) throw new Error('An account is needed');
        const { path, ...account } = only;
        const reason = 'invalid_grant: Token has been expired or revoked.';
        await writeFile(
          path,
          JSON.stringify({ ...account, disabled: true, disabled_at: 1_700_000_000, disabled_reason: reason }),
        );
      },
    });
    const only = world.account(0);
    const { status, body } = await post(world, { refresh_token: only.token.refresh_token });
    expect(status).toBe(200);
    expect(body).toMatchObject({ outcome: 'unchanged', account: { status: 'disabled', disabled_at: 1_700_000_000 } });
    expect(await world.file(only)).toMatchObject({ disabled: true, disabled_at: 1_700_000_000 });
    const again = await post(world, { refresh_token: only.token.refresh_token, access_token: only.token.access_token });
    expect(again.body.outcome).toBe('unchanged');
    expect((await world.generate()).status).toBe(503);
  });

  it('comes with an e-mail in vain: Google decides whose it is', async () => {
    const { world, dead, healthy } = await withADeadAccount();
    const before = await allFiles(world);
    const asked = world.google.journal.length;
    const { refreshToken } = await world.google.mint(dead.email);
    const { status, body } = await post(world, { refresh_token: refreshToken, email: healthy.email });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'request.invalid', hint: expect.any(String) as string });
    expect(await allFiles(world)).toEqual(before);
    expect(world.google.journal).toHaveLength(asked);
  });
});

describe('a refresh token of somebody who is not enrolled', () => {
  it('adds a new account under the e-mail that Google returns, and it serves', async () => {
    const world = await startWorld({ accounts: 1 });
    const { refreshToken } = await world.google.mint('bob@example.com');
    const { body } = await post(world, { refresh_token: refreshToken, custom_label: 'Second' });
    expect(body).toMatchObject({
      outcome: 'created',
      account: { email: 'bob@example.com', custom_label: 'Second', status: 'ready' },
    });
    await Promise.all([world.generate(), world.generate()]);
    expect([...world.servedBy].sort()).toEqual(['alice@example.com', 'bob@example.com']);
    expect((await post(world, { refresh_token: refreshToken })).body.outcome).toBe('unchanged');
  });
});

describe('a sign-in for which Google gave no refresh token', () => {
  /** Google leaves the refresh token out when the person has consented before; the access token is good. */
  async function signInWithoutRefreshToken(world: World, email: string): Promise<Record<string, string>> {
    const { accessToken, expiresIn, scope } = await world.google.mint(email);
    const body = { access_token: accessToken, expires_in: expiresIn, scope, token_type: 'Bearer' };
    world.google.faults.token = ({ grantType }) =>
      grantType === 'authorization_code' ? { status: 200, body } : undefined;
    const account = world.accounts.find((enrolled) => enrolled.email === email);
    return signInAtGoogle(world, { as: email, ...(account && { account }) });
  }

  it('keeps the old refresh token of a healthy account', async () => {
    const world = await startWorld({ accounts: 1 });
    const only = world.account(0);
    const page = await signInWithoutRefreshToken(world, only.email);
    expect(page).toMatchObject({ signin: 'updated', warning: 'refresh_token_kept' });
    const file = await world.file(only);
    expect(file['token']).toMatchObject({ refresh_token: only.token.refresh_token });
    expect(file['token']).not.toMatchObject({ access_token: only.token.access_token });
  });

  it('is a trap for a disabled one: it serves with the new access token, and is disabled again, once, at the next refresh', async () => {
    const { world, dead } = await withADeadAccount();
    const page = await signInWithoutRefreshToken(world, dead.email);
    expect(page).toMatchObject({ signin: 'reenabled', warning: 'refresh_token_kept' });
    await Promise.all([world.generate(), world.generate()]);
    expect(world.servedBy).toContain(dead.email);

    const askedBefore = world.refreshesOf(dead.token.refresh_token).length;
    const disabledAgain = world.nextEvent('account.disabled', dead);
    await world.google.expireAccessTokens(dead.email);
    for (let request = 0; request < 10; request += 1) expect((await world.generate()).status).toBe(200);
    expect((await disabledAgain).email).toBe(dead.email);
    await world.untilSaved(dead);
    expect(await world.file(dead)).toMatchObject({ disabled: true });
    expect(world.refreshesOf(dead.token.refresh_token)).toHaveLength(askedBefore + 1);
    const flaps = (await world.events()).filter(
      ({ type, email }) => type === 'account.disabled' && email === dead.email,
    );
    expect(flaps).toHaveLength(2);
  });

  it('adds nobody who is not enrolled yet', async () => {
    const world = await startWorld({ accounts: 1 });
    const page = await signInWithoutRefreshToken(world, 'bob@example.com');
    expect(page).toEqual({ signin: 'failed', code: 'oauth.refresh_token_missing' });
    expect((await world.admin<{ accounts: object[] }>('GET', '/api/accounts')).body.accounts).toHaveLength(1);
  });
});
