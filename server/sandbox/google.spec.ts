import { afterEach, describe, expect, it } from 'vitest';
import { startGoogle, type GoogleOptions, type SandboxGoogle } from './google.js';
import { ScriptlessBrowser } from './scriptless-browser.js';
import { sha256Hex } from './token-endpoint.js';

const REDIRECT = 'http://localhost:8045/api/oauth/google/callback';
const ALICE = 'alice@example.com';
const BOB = 'bob@example.com';

interface TokenAnswer {
  access_token: string;
  refresh_token?: string;
  id_token?: string;
  expires_in: number;
  scope: string;
  token_type: string;
  error?: string;
  error_description?: string;
}

let google: SandboxGoogle;

async function start(options?: GoogleOptions): Promise<SandboxGoogle> {
  google = await startGoogle(options);
  return google;
}

afterEach(() => google.close());

function token(parameters: Record<string, string>): Promise<Response> {
  return fetch(google.tokenUrl, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ client_id: google.client.id, client_secret: google.client.secret, ...parameters }),
  });
}

function refresh(refreshToken: string): Promise<Response> {
  return token({ grant_type: 'refresh_token', refresh_token: refreshToken });
}

function exchange(code: string, codeVerifier: string): Promise<Response> {
  return token({ grant_type: 'authorization_code', code, code_verifier: codeVerifier, redirect_uri: REDIRECT });
}

async function userinfo(accessToken: string): Promise<Response> {
  return fetch(google.userinfoUrl, { headers: { authorization: `Bearer ${accessToken}` } });
}

async function signInAs(
  email: string,
  parameters: Record<string, string> = {},
  browser = new ScriptlessBrowser(),
): Promise<TokenAnswer> {
  const { callback, codeVerifier } = await browser.signIn(google, { as: email, redirectUri: REDIRECT, parameters });
  const response = await exchange(callback.searchParams.get('code') ?? '', codeVerifier);
  expect(response.status).toBe(200);
  return (await response.json()) as TokenAnswer;
}

function claimsOf(idToken: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
}

describe('sign-in', () => {
  it('gives a code that is worth tokens, and says who signed in', async () => {
    await start();
    const browser = new ScriptlessBrowser();
    const { callback, codeVerifier } = await browser.signIn(google, { as: ALICE, redirectUri: REDIRECT });
    expect(callback.searchParams.get('state')).toBe('state-of-the-application');
    expect(browser.consentPage).toContain('Sandbox – not Google');
    expect(browser.consentPage).not.toMatch(/(?:src|href)="https?:/);

    const answer = (await (
      await exchange(callback.searchParams.get('code') ?? '', codeVerifier)
    ).json()) as TokenAnswer;
    expect(answer).toMatchObject({ expires_in: 3599, token_type: 'Bearer' });
    expect(answer.refresh_token).toMatch(/^1\/\//);
    expect(answer.scope.split(' ')).toContain('https://www.googleapis.com/auth/cloud-platform');
    expect(claimsOf(answer.id_token ?? '')).toMatchObject({ email: ALICE, sub: '109300000000000000001' });

    expect(await (await userinfo(answer.access_token)).json()).toEqual({
      sub: '109300000000000000001',
      email: ALICE,
      email_verified: true,
      name: 'Alice Archer',
    });
    expect(await google.isValidAccessToken(answer.access_token)).toEqual({ email: ALICE });
  });

  it('refuses a wrong code verifier and a code used twice', async () => {
    await start();
    const { callback, codeVerifier } = await new ScriptlessBrowser().signIn(google, {
      as: ALICE,
      redirectUri: REDIRECT,
    });
    const code = callback.searchParams.get('code') ?? '';
    const wrong = await exchange(code, `${codeVerifier.slice(0, -1)}~`);
    expect([wrong.status, ((await wrong.json()) as TokenAnswer).error]).toEqual([400, 'invalid_grant']);
    expect((await exchange(code, codeVerifier)).status).toBe(200);
    expect((await exchange(code, codeVerifier)).status).toBe(400);
  });

  it('lets a second person sign in with the same browser', async () => {
    await start();
    const browser = new ScriptlessBrowser();
    const first = await signInAs(ALICE, {}, browser);
    const second = await signInAs(BOB, {}, browser);
    expect(await google.isValidAccessToken(first.access_token)).toEqual({ email: ALICE });
    expect(await google.isValidAccessToken(second.access_token)).toEqual({ email: BOB });
  });

  it('puts the person of the login hint first', async () => {
    await start();
    const browser = new ScriptlessBrowser();
    await signInAs(BOB, { login_hint: BOB }, browser);
    const people = [...browser.consentPage.matchAll(/name="person" value="([^"]+)"([^>]*)>/g)];
    expect(people[0]?.[1]).toBe(BOB);
    expect(people[0]?.[2]).toContain('autofocus');
    expect(people[1]?.[2]).not.toContain('autofocus');
  });

  it('answers access_denied when the person cancels', async () => {
    await start();
    const { callback } = await new ScriptlessBrowser().signIn(google, { as: 'cancel', redirectUri: REDIRECT });
    expect(callback.searchParams.get('error')).toBe('access_denied');
    expect(callback.searchParams.get('state')).toBe('state-of-the-application');
    expect(google.grantsOf(ALICE)).toEqual([]);
  });

  it('gives a refresh token with the first consent, and later only when consent is asked for again', async () => {
    await start();
    expect((await signInAs(ALICE, { prompt: 'select_account', access_type: 'online' })).refresh_token).toBeUndefined();
    await google.revoke(ALICE);
    expect((await signInAs(ALICE, { prompt: 'select_account' })).refresh_token).toBeDefined();
    expect((await signInAs(ALICE, { prompt: 'select_account' })).refresh_token).toBeUndefined();
    expect((await signInAs(ALICE, { prompt: 'consent' })).refresh_token).toBeDefined();
  });

  it('takes only redirect URIs that are registered', async () => {
    await start();
    const browser = new ScriptlessBrowser();
    const other = 'http://localhost:9000/elsewhere';
    await expect(browser.signIn(google, { as: ALICE, redirectUri: other })).rejects.toThrow('redirect_uri');
    google.allowRedirect(other);
    expect((await browser.signIn(google, { as: ALICE, redirectUri: other })).callback.searchParams.has('code')).toBe(
      true,
    );
  });

  it('explains a sign-in that is over', async () => {
    await start();
    const response = await fetch(`${google.origin}/interaction/nobody`);
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('This sign-in is over')]);
  });
});

describe('refresh', () => {
  it('answers with a new access token and no refresh token of its own making', async () => {
    await start({ accessTokenTtlSeconds: 120 });
    const minted = await google.mint(ALICE);
    const answer = (await (await refresh(minted.refreshToken)).json()) as TokenAnswer;
    expect(answer.expires_in).toBe(120);
    expect(answer.access_token).not.toBe(minted.accessToken);
    expect(answer.refresh_token ?? minted.refreshToken).toBe(minted.refreshToken);
    expect(answer.scope).toContain('generative-language.retriever');
    expect(google.journal).toEqual([
      expect.objectContaining({
        grantType: 'refresh_token',
        email: ALICE,
        refreshTokenSha256: sha256Hex(minted.refreshToken),
        outcome: 'issued',
        issuedAccessTokenSha256: sha256Hex(answer.access_token),
      }),
    ]);
  });

  it('rotates when it is told to, and ends the whole grant when an old token comes again', async () => {
    await start({ rotateRefreshTokens: true });
    const { refreshToken } = await google.mint(ALICE);
    const next = (await (await refresh(refreshToken)).json()) as TokenAnswer;
    expect(next.refresh_token).not.toBe(refreshToken);
    expect((await refresh(refreshToken)).status).toBe(400);
    expect((await refresh(next.refresh_token ?? '')).status).toBe(400);
  });

  it("says invalid_grant in Google's words for a token that is revoked, expired or unknown", async () => {
    await start();
    const alice = await google.mint(ALICE);
    const bob = await google.mint(BOB);
    await google.revoke(ALICE);
    await google.expire(BOB);
    for (const refreshToken of [alice.refreshToken, bob.refreshToken, '1//never-issued']) {
      const response = await refresh(refreshToken);
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({
        error: 'invalid_grant',
        error_description: 'Token has been expired or revoked.',
      });
    }
    expect(google.journal.map(({ outcome }) => outcome)).toEqual(['invalid_grant', 'invalid_grant', 'invalid_grant']);
  });

  it('kills access tokens when a grant is revoked, and leaves them alive when only time has passed', async () => {
    await start();
    const alice = await google.mint(ALICE);
    const bob = await google.mint(BOB);
    await google.revoke(ALICE);
    await google.expire(BOB);
    expect(await google.isValidAccessToken(alice.accessToken)).toBeUndefined();
    expect((await userinfo(alice.accessToken)).status).toBe(401);
    expect(await google.isValidAccessToken(bob.accessToken)).toEqual({ email: BOB });
    await google.expireAccessTokens(BOB);
    expect(await google.isValidAccessToken(bob.accessToken)).toBeUndefined();
  });

  it('answers a wrong client secret with 401 invalid_client and leaves the grant alone', async () => {
    await start();
    const { refreshToken } = await google.mint(ALICE);
    const response = await token({ grant_type: 'refresh_token', refresh_token: refreshToken, client_secret: 'wrong' });
    const { error, error_description: description } = (await response.json()) as TokenAnswer;
    expect([response.status, error, description]).toEqual([
      401,
      'invalid_client',
      'The provided client secret is invalid.',
    ]);
    const unknown = await token({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: 'nobody' });
    expect(await unknown.json()).toEqual({
      error: 'invalid_client',
      error_description: 'The OAuth client was not found.',
    });
    expect((await refresh(refreshToken)).status).toBe(200);
  });
});

describe('revocation', () => {
  it('takes a refresh token or an access token from anybody who holds it, once', async () => {
    await start();
    for (const kind of ['refreshToken', 'accessToken'] as const) {
      const minted = await google.mint(ALICE);
      const revoke = () =>
        fetch(google.revokeUrl, { method: 'POST', body: new URLSearchParams({ token: minted[kind] }) });
      expect((await revoke()).status).toBe(200);
      expect((await revoke()).status).toBe(400);
      expect((await refresh(minted.refreshToken)).status).toBe(400);
      expect(await google.isValidAccessToken(minted.accessToken)).toBeUndefined();
    }
  });
});

describe('faults', () => {
  it('plays each fault and keeps the grant', async () => {
    await start();
    const { refreshToken } = await google.mint(ALICE);

    google.faults.token = 'invalid_rapt';
    const rapt = await refresh(refreshToken);
    expect([rapt.status, await rapt.json()]).toEqual([
      400,
      expect.objectContaining({ error: 'invalid_grant', error_subtype: 'invalid_rapt' }),
    ]);

    google.faults.token = 'too_many_requests';
    const limited = await refresh(refreshToken);
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '2']);

    google.faults.token = 'unavailable';
    expect((await refresh(refreshToken)).status).toBe(503);

    google.faults.token = 'captive_portal';
    const portal = await refresh(refreshToken);
    expect([portal.status, portal.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);

    google.faults.token = 'redirect';
    expect((await refresh(refreshToken)).status).toBe(307);

    google.faults.token = 'truncated';
    await expect(refresh(refreshToken).then((response) => response.text())).rejects.toThrow();

    google.faults.token = 'reset';
    await expect(refresh(refreshToken)).rejects.toThrow();

    google.faults.token = { status: 200, body: '' };
    expect(await (await refresh(refreshToken)).text()).toBe('');

    google.faults.token = undefined;
    expect((await refresh(refreshToken)).status).toBe(200);
    expect(google.journal.map(({ outcome }) => outcome)).toEqual([
      'fault:invalid_rapt',
      'fault:too_many_requests',
      'fault:unavailable',
      'fault:captive_portal',
      'fault:redirect',
      'fault:truncated',
      'fault:reset',
      'fault:200',
      'issued',
    ]);
  });

  it('lets a script choose by person, and hangs until the caller gives up', async () => {
    await start();
    const alice = await google.mint(ALICE);
    const bob = await google.mint(BOB);
    google.faults.token = ({ email }) => (email === ALICE ? 'hang' : undefined);
    const caller = new AbortController();
    const hanging = fetch(google.tokenUrl, {
      method: 'POST',
      signal: caller.signal,
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: alice.refreshToken }),
    });
    expect((await refresh(bob.refreshToken)).status).toBe(200);
    caller.abort();
    await expect(hanging).rejects.toThrow('aborted');
  });

  it('loses an answer after the server has rotated the token', async () => {
    await start({ rotateRefreshTokens: true });
    const { refreshToken } = await google.mint(ALICE);
    google.faults.token = 'answer_lost';
    await expect(refresh(refreshToken)).rejects.toThrow();
    google.faults.token = undefined;
    expect((await refresh(refreshToken)).status).toBe(400);
  });

  it('holds a judged answer back until it is released', async () => {
    await start();
    const { refreshToken } = await google.mint(ALICE);
    const held = google.hold();
    const answer = refresh(refreshToken);
    await held.arrived();
    await google.revoke(ALICE);
    expect(google.journal[0]?.outcome).toBe('issued');
    held.release();
    expect((await answer).status).toBe(200);
    expect((await refresh(refreshToken)).status).toBe(400);
  });

  it('spoils the userinfo endpoint alone', async () => {
    await start();
    const { accessToken, refreshToken } = await google.mint(ALICE);
    google.faults.userinfo = { status: 503 };
    expect((await userinfo(accessToken)).status).toBe(503);
    expect((await refresh(refreshToken)).status).toBe(200);
    google.faults.userinfo = undefined;
    expect((await userinfo(accessToken)).status).toBe(200);
  });
});
