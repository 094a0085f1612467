import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emailKey } from '../../src/core/accounts/account.js';
import { disable } from '../../src/core/accounts/changes.js';
import type { CookieBrowser } from './cookie-browser.js';
import { consentAt, outcomeOf, startOAuthRig, type OAuthRig } from './oauth-rig.js';

let rig: OAuthRig;
let browser: CookieBrowser;

beforeEach(async () => {
  rig = await startOAuthRig();
  browser = await rig.signedInBrowser();
});
afterEach(() => rig.stop());

const start = async (accountId?: string, from = browser): Promise<string> => {
  const visit = await from.visit(rig.address(`/api/oauth/google/start${accountId ? `?account_id=${accountId}` : ''}`));
  expect(visit.status).toBe(302);
  return visit.location ?? '';
};
const toCallback = async (person: string, accountId?: string): Promise<string> =>
  consentAt(rig.google, browser, await start(accountId), { person });
const signIn = async (person: string, accountId?: string) => browser.visit(await toCallback(person, accountId));

const accountOf = (email: string) => rig.accounts().find((account) => emailKey(account.email) === email);
const killGrantOf = (email: string) => {
  const account = accountOf(email);
  if (!account) throw new Error(`${email} is not enrolled`);
  rig.registry.change(
    account.id,
    () => disable('invalid_grant: Token has been expired or revoked.', 1_700_000_000),
    'refresh',
  );
  return account;
};

describe('the way to Google', () => {
  it('asks with state, S256, nonce, offline access, consent and the choice of an account', async () => {
    const url = new URL(await start());
    expect(`${url.origin}${url.pathname}`).toBe(rig.google.authorizationUrl);
    const query = Object.fromEntries(url.searchParams);
    expect(query).toMatchObject({
      response_type: 'code',
      client_id: rig.google.client.id,
      redirect_uri: rig.address('/api/oauth/google/callback'),
      access_type: 'offline',
      prompt: 'select_account consent',
      include_granted_scopes: 'true',
      code_challenge_method: 'S256',
    });
    expect(query.scope).toBe(rig.settings.current.google_scopes.join(' '));
    for (const random of [query.state, query.nonce, query.code_challenge]) expect(random).toMatch(/^[\w-]{43}$/);
    expect(query.login_hint).toBeUndefined();
  });

  it.each(['cross-site', 'same-site', 'garbage'])('is not begun by a page of another site (%s)', async (site) => {
    const address = rig.address('/api/oauth/google/start');
    const visit = await browser.visit(address, { headers: { 'sec-fetch-site': site } });
    expect([visit.status, outcomeOf(visit)]).toEqual([303, { signin: 'failed', code: 'auth.origin_refused' }]);
    expect([rig.flows.pendingCount, browser.cookie(address, `regrant_signin_${rig.settings.port}`)]).toEqual([
      0,
      undefined,
    ]);
    for (const own of ['same-origin', 'none'])
      expect((await browser.visit(address, { headers: { 'sec-fetch-site': own } })).status).toBe(302);
  });

  it('binds the flow to this browser with a cookie that comes back from Google', async () => {
    await start();
    const name = `regrant_signin_${rig.settings.port}`;
    const line = browser.cookie(rig.address('/'), name)?.line ?? '';
    expect(line).toMatch(/HttpOnly/);
    expect(line).toMatch(/SameSite=Lax/);
    expect(line).toMatch(/Path=\/api\/oauth(;|$)/);
    expect(line).toMatch(/Max-Age=600/);
  });

  it('names the person when an account is to get a new grant', async () => {
    await signIn('alice@example.com');
    const account = accountOf('alice@example.com');
    const query = new URL(await start(account?.id)).searchParams;
    expect(query.get('login_hint')).toBe('alice@example.com');
    expect(query.get('prompt')).toBe('consent');
  });

  it('leads back when the account or the OAuth client is not there', async () => {
    const unknown = await browser.visit(rig.address('/api/oauth/google/start?account_id=nobody'));
    expect([unknown.status, outcomeOf(unknown)]).toEqual([303, { signin: 'failed', code: 'account.not_found' }]);

    const bare = await startOAuthRig({ env: { REGRANT_GOOGLE_CLIENT_ID: '', REGRANT_GOOGLE_CLIENT_SECRET: '' } });
    try {
      const answer = await (await bare.signedInBrowser()).visit(bare.address('/api/oauth/google/start'));
      expect([answer.status, outcomeOf(answer)]).toEqual([303, { signin: 'failed', code: 'oauth_client.missing' }]);
    } finally {
      await bare.stop();
    }
  });

  it('is closed to whoever is not signed in to the dashboard', async () => {
    expect((await rig.newBrowser().visit(rig.address('/api/oauth/google/start'))).status).toBe(401);
    expect(rig.flows.pendingCount).toBe(0);
  });

  it('follows a changed OAuth client without a restart', async () => {
    const bare = await startOAuthRig({ env: { REGRANT_GOOGLE_CLIENT_ID: '', REGRANT_GOOGLE_CLIENT_SECRET: '' } });
    try {
      const admin = await bare.signedInBrowser();
      await bare.settings.change(() => ({ oauth_clients: { default: { client_id: bare.google.client.id } } }));
      await bare.secrets.change((secrets) => ({
        ...secrets,
        oauth_client_secrets: { default: bare.google.client.secret },
      }));
      const away = await admin.visit(bare.address('/api/oauth/google/start'));
      const back = await consentAt(bare.google, admin, away.location ?? '', { person: 'bob@example.com' });
      expect(outcomeOf(await admin.visit(back)).signin).toBe('created');
    } finally {
      await bare.stop();
    }
  });
});

describe('the way back', () => {
  it('enrols the person that Google names, and leaves no code in an address', async () => {
    const visit = await signIn('alice@example.com');
    const account = accountOf('alice@example.com');
    expect(visit.status).toBe(303);
    expect(outcomeOf(visit)).toEqual({ signin: 'created', account_id: account?.id });
    expect(visit.location).toMatch(new RegExp(`^${rig.address('/accounts')}\\?`));
    expect(visit.headers.get('cache-control')).toBe('no-store');
    expect(visit.headers.get('referrer-policy')).toBe('no-referrer');
    expect(account?.sub).toBe('109300000000000000001');
    expect(account?.grant.refreshToken).toMatch(/^1\/\//);
    expect(account?.grant.scope?.split(' ')).toContain('https://www.googleapis.com/auth/cloud-platform');
    expect(rig.exchanges()).toBe(1);
  });

  it('brings a disabled account back when its owner signs in again', async () => {
    await signIn('alice@example.com');
    const before = killGrantOf('alice@example.com');
    const visit = await signIn('alice@example.com', before.id);
    expect(outcomeOf(visit)).toEqual({ signin: 'reenabled', account_id: before.id });
    const after = rig.registry.get(before.id);
    expect(after?.disabled).toBeNull();
    expect(after?.grant.refreshToken).not.toBe(before.grant.refreshToken);
  });

  it('finishes two sign-ins of two tabs in any order', async () => {
    const [first, second] = [await start(), await start()];
    const bob = await consentAt(rig.google, browser, second, { person: 'bob@example.com' });
    const alice = await consentAt(rig.google, browser, first, { person: 'alice@example.com' });
    expect(outcomeOf(await browser.visit(bob)).account_id).toBe(accountOf('bob@example.com')?.id);
    expect(outcomeOf(await browser.visit(alice)).account_id).toBe(accountOf('alice@example.com')?.id);
  });

  it('finishes two sign-ins that were started at the very same moment', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    const alice = await consentAt(rig.google, browser, first, { person: 'alice@example.com' });
    const bob = await consentAt(rig.google, browser, second, { person: 'bob@example.com' });
    const visits = await Promise.all([browser.visit(alice), browser.visit(bob)]);
    expect(visits.map((visit) => outcomeOf(visit).signin)).toEqual(['created', 'created']);
  });

  it('never says a token, a code or a state in the log', async () => {
    const back = await toCallback('alice@example.com');
    await browser.visit(back);
    const { code, state } = Object.fromEntries(new URL(back).searchParams);
    const secrets = [
      code,
      state,
      accountOf('alice@example.com')?.grant.refreshToken,
      accountOf('alice@example.com')?.grant.accessToken,
    ];
    const log = rig.log.join('');
    expect(log).toContain('Account added (alice@example.com)');
    for (const secret of secrets) expect(log).not.toContain(secret);
  });
});

describe('another person than expected', () => {
  const other = async () => {
    await signIn('alice@example.com');
    const alice = killGrantOf('alice@example.com');
    const outcome = outcomeOf(await signIn('bob@example.com', alice.id));
    expect(Object.keys(outcome)).toEqual(['signin', 'flow']);
    expect(outcome.signin).toBe('other_person');
    expect(outcome.flow).toMatch(/^[\w-]{43}$/);
    return outcome.flow ?? '';
  };

  it('is not written, but shown and kept until somebody confirms, once', async () => {
    const flow = await other();
    expect(rig.accounts().map(({ email }) => email)).toEqual(['alice@example.com']);
    expect(accountOf('alice@example.com')?.disabled).not.toBeNull();

    expect((await rig.call(browser, 'GET', `/api/oauth/google/flows/${flow}`)).body).toEqual({
      expected_email: 'alice@example.com',
      actual_email: 'bob@example.com',
    });
    const confirmed = await rig.call(browser, 'POST', '/api/oauth/google/confirm', { flow });
    expect(confirmed).toMatchObject({
      status: 200,
      body: { outcome: 'created', account: { email: 'bob@example.com' } },
    });
    expect(accountOf('bob@example.com')?.disabled).toBeNull();
    expect(accountOf('alice@example.com')?.disabled).not.toBeNull();
    expect(await rig.call(browser, 'POST', '/api/oauth/google/confirm', { flow })).toMatchObject({
      status: 404,
      body: { code: 'oauth.flow_unknown' },
    });
  });

  it('is forgotten after ten minutes, whatever the wall clock does', async () => {
    const flow = await other();
    rig.clock.jumpWall(-3_600_000);
    rig.clock.advance(600_000);
    expect((await rig.call(browser, 'GET', `/api/oauth/google/flows/${flow}`)).status).toBe(404);
    expect((await rig.call(browser, 'POST', '/api/oauth/google/confirm', { flow })).status).toBe(404);
  });

  it('is kept from another admin session', async () => {
    const flow = await other();
    expect((await rig.call(await rig.signedInBrowser(), 'POST', '/api/oauth/google/confirm', { flow })).status).toBe(
      404,
    );
    expect((await rig.call(browser, 'POST', '/api/oauth/google/confirm', { flow })).status).toBe(200);
  });

  it('survives a full disk at the confirmation', async () => {
    const flow = await other();
    rig.store.failWith('ENOSPC');
    expect((await rig.call(browser, 'POST', '/api/oauth/google/confirm', { flow })).status).toBe(503);
    rig.store.failWith(undefined);
    expect((await rig.call(browser, 'POST', '/api/oauth/google/confirm', { flow })).status).toBe(200);
  });

  it('waits no longer for having met a full disk', async () => {
    const flow = await other();
    rig.clock.advance(599_000);
    rig.store.failWith('ENOSPC');
    expect((await rig.call(browser, 'POST', '/api/oauth/google/confirm', { flow })).status).toBe(503);
    rig.store.failWith(undefined);
    expect((await rig.call(browser, 'GET', `/api/oauth/google/flows/${flow}`)).status).toBe(200);
    rig.clock.advance(1000);
    expect((await rig.call(browser, 'POST', '/api/oauth/google/confirm', { flow })).status).toBe(404);
  });
});

describe('a sign-in that does not succeed', () => {
  const failsWith = async (visitPromise: ReturnType<CookieBrowser['visit']>, code: string) => {
    const visit = await visitPromise;
    expect([visit.status, outcomeOf(visit)]).toEqual([303, { signin: 'failed', code }]);
  };

  it('is told as a denial when the person says no, and is over then', async () => {
    const back = await consentAt(rig.google, browser, await start(), { decision: 'cancel' });
    await failsWith(browser.visit(back), 'oauth.denied');
    expect(rig.flows.pendingCount).toBe(0);
    expect(rig.exchanges()).toBe(0);
  });

  it('disables nothing when the exchange is refused with invalid_grant', async () => {
    await signIn('alice@example.com');
    const before = accountOf('alice@example.com');
    const url = new URL(await toCallback('alice@example.com', before?.id));
    url.searchParams.set('code', 'not-the-code');
    await failsWith(browser.visit(url.href), 'oauth.exchange_failed');
    expect(rig.google.journal.at(-1)?.outcome).toBe('invalid_grant');
    expect(rig.registry.get(before?.id ?? '')).toEqual(before);
    expect(rig.log.join('')).toContain('invalid_grant');
  });

  it.each(['unavailable', 'captive_portal', 'truncated', 'redirect', 'reset', 'too_many_requests'] as const)(
    'changes nothing when the token endpoint answers with %s, and asks it once',
    async (fault) => {
      const back = await toCallback('alice@example.com');
      rig.google.faults.token = fault;
      const asked = rig.google.journal.length;
      await failsWith(browser.visit(back), 'oauth.exchange_failed');
      expect(rig.google.journal.length - asked).toBe(1);
      expect(rig.enrol).not.toHaveBeenCalled();
    },
  );

  it.each([
    ['an array', []],
    ['null', null],
    ['an access token that is no text', { access_token: 5 }],
    ['a nested error', { error: { code: 'invalid_grant' } }],
  ])('changes nothing when the token endpoint answers 200 with %s', async (_what, body) => {
    const back = await toCallback('alice@example.com');
    rig.google.faults.token = { status: 200, body: JSON.stringify(body) };
    await failsWith(browser.visit(back), 'oauth.exchange_failed');
    expect(rig.enrol).not.toHaveBeenCalled();
  });

  it.each([
    ['an unverified address', { sub: '1', email: 'a@example.com', email_verified: false }, 'oauth.email_unverified'],
    [
      'a verification that is only a word',
      { sub: '1', email: 'a@example.com', email_verified: 'true' },
      'oauth.email_unverified',
    ],
    ['no address', { sub: '1', email_verified: true }, 'oauth.userinfo_failed'],
    ['no sub', { email: 'a@example.com', email_verified: true }, 'oauth.userinfo_failed'],
    [
      'another person than the ID token',
      { sub: '2', email: 'alice@example.com', email_verified: true },
      'oauth.exchange_failed',
    ],
  ])('refuses %s from the userinfo endpoint', async (_what, body, code) => {
    const back = await toCallback('alice@example.com');
    rig.google.faults.userinfo = { status: 200, body };
    await failsWith(browser.visit(back), code);
    expect(rig.enrol).not.toHaveBeenCalled();
  });

  it('says so when the userinfo endpoint fails', async () => {
    const back = await toCallback('alice@example.com');
    rig.google.faults.userinfo = { status: 500, body: 'no' };
    await failsWith(browser.visit(back), 'oauth.userinfo_failed');
  });

  it('names a scope that was not allowed, and keeps the old grant', async () => {
    await signIn('alice@example.com');
    const before = accountOf('alice@example.com');
    const back = await toCallback('alice@example.com', before?.id);
    rig.google.faults.token = {
      status: 200,
      body: { access_token: 'ya29.x', refresh_token: '1//x', expires_in: 3599, scope: 'openid email' },
    };
    await failsWith(browser.visit(back), 'oauth.scope_missing');
    expect(rig.log.join('')).toContain('https://www.googleapis.com/auth/cloud-platform');
    expect(accountOf('alice@example.com')).toEqual(before);
  });

  describe('without a refresh token', () => {
    const withoutRefreshToken = async (person: string) => {
      const minted = await rig.google.mint(person);
      return {
        status: 200,
        body: { access_token: minted.accessToken, expires_in: 3599, scope: minted.scope, token_type: 'Bearer' },
      };
    };

    it('adds no account that could not be kept alive', async () => {
      const back = await toCallback('alice@example.com');
      rig.google.faults.token = await withoutRefreshToken('alice@example.com');
      await failsWith(browser.visit(back), 'oauth.refresh_token_missing');
      expect(rig.accounts()).toEqual([]);
    });

    it('keeps the old one of an account that is there, with a warning', async () => {
      await signIn('alice@example.com');
      const before = killGrantOf('alice@example.com');
      const back = await toCallback('alice@example.com', before.id);
      rig.google.faults.token = await withoutRefreshToken('alice@example.com');
      expect(outcomeOf(await browser.visit(back))).toEqual({
        signin: 'reenabled',
        account_id: before.id,
        warning: 'refresh_token_kept',
      });
      expect(rig.registry.get(before.id)?.grant.refreshToken).toBe(before.grant.refreshToken);
    });
  });
});

const STRAY_PAGE = [
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Regrant</title>',
  '<meta http-equiv="refresh" content="0; url=/accounts?signin=failed&amp;code=oauth.state_rejected">',
  '<p>This answer belongs to no sign-in that is waiting here. <a href="/accounts?signin=failed&amp;code=oauth.state_rejected">Go to the accounts</a></p></html>\n',
].join('\n');

describe('a callback that is not ours', () => {
  const refused = async (url: string, from: CookieBrowser = browser, method = 'GET') => {
    const visit = await from.visit(url, { method });
    expect([visit.status, visit.location]).toEqual([400, undefined]);
    expect(visit.headers.get('cache-control')).toBe('no-store');
    expect(visit.headers.get('referrer-policy')).toBe('no-referrer');
    // Leads a person on to where it is explained; holds nothing that came with the request.
    expect(visit.body).toBe(method === 'HEAD' ? '' : STRAY_PAGE);
    expect(rig.exchanges()).toBe(0);
  };

  it('does no harm to the flow that waits, whatever is wrong with it', async () => {
    const back = await toCallback('alice@example.com');
    const { code = '', state = '' } = Object.fromEntries(new URL(back).searchParams);
    const callback = rig.address('/api/oauth/google/callback');
    const other = `${state.slice(0, -1)}${state.endsWith('A') ? 'B' : 'A'}`;
    for (const query of [
      '',
      '?code=stolen',
      `?code=${code}`,
      `?code=${code}&state=`,
      `?code=${code}&state=${other}`,
      `?code=${code}&state=${state.slice(0, 20)}`,
      `?code=${code}&state=${state}A`,
      `?code=${code}&state=${state}&state=${state}`,
      `?code=${code}&code=${code}&state=${state}`,
      `?code=${code}&state[]=${state}`,
      `?code[]=${code}&state=${state}`,
      `?code=${code}&State=${state}`,
      `?code=${code}&CODE=evil&state=${state}`,
      `?code=${code}&state=${state}&error=access_denied`,
      `?state=${state}`,
      `?code=&state=${state}`,
      `?error=access_denied`,
      `?error=access_denied&state=${other}`,
      `?code=${code}&state=${state}&iss=https%3A%2F%2Fevil.example`,
      `?code=${code}&state=${state}&iss=${encodeURIComponent(rig.google.issuer)}&iss=x`,
      `?code=${code}&state=${state}&${'x'.repeat(9000)}`,
    ]) {
      await refused(`${callback}${query}`);
    }
    await refused(back, browser, 'HEAD');
    expect(rig.flows.pendingCount).toBe(1);
    expect(outcomeOf(await browser.visit(back)).signin).toBe('created');
  });

  it('is refused in any browser but the one that began, even another admin’s', async () => {
    const back = await toCallback('alice@example.com');
    await refused(back, rig.newBrowser());
    const otherAdmin = await rig.signedInBrowser();
    await refused(back, otherAdmin);
    await start(undefined, otherAdmin);
    await refused(back, otherAdmin);
    expect(outcomeOf(await browser.visit(back)).signin).toBe('created');
  });

  it('leads to a neutral page when it is repeated, without a second exchange', async () => {
    const back = await toCallback('alice@example.com');
    const visits = await Promise.all([browser.visit(back), browser.visit(back)]);
    expect(visits.map(({ location }) => location).sort()[0]).toBe(rig.address('/accounts'));
    expect(visits.filter((visit) => outcomeOf(visit).signin === 'created')).toHaveLength(1);
    expect((await browser.visit(back)).location).toBe(rig.address('/accounts'));
    expect(rig.exchanges()).toBe(1);
    expect(rig.enrol).toHaveBeenCalledTimes(1);
  });

  it('is refused once the session that began it has ended', async () => {
    const back = await toCallback('alice@example.com');
    await rig.endSessions();
    await refused(back);
    expect(rig.accounts()).toEqual([]);
  });

  it('is refused after ten minutes, also when the clock was set back', async () => {
    const back = await toCallback('alice@example.com');
    rig.clock.jumpWall(-86_400_000);
    rig.clock.advance(600_000);
    await refused(back);
  });

  it('does nothing in 10,000 fuzzed forms, and the flow that waits still works', async () => {
    const back = await toCallback('alice@example.com');
    const good = new URL(back).searchParams;
    const name = fc.oneof(
      fc.constantFrom(
        'code',
        'state',
        'error',
        'iss',
        'State',
        'CODE',
        'state[]',
        'error_description',
        'scope',
        '__proto__',
      ),
      fc.string({ maxLength: 8 }),
    );
    const value = fc.oneof(
      fc.constantFrom(
        good.get('code') ?? '',
        '',
        'access_denied',
        '<script>alert(1)</script>',
        'http://evil.example',
        '../..',
        '%00',
      ),
      fc.string({ unit: fc.constantFrom('a', 'b', 'X', 'Y', '0', '9', '-', '_'), minLength: 43, maxLength: 43 }),
      fc.constantFrom(...Array.from({ length: 5 }, (_, at) => (good.get('state') ?? '').slice(at + 1))),
      fc.string({ unit: 'binary', maxLength: 60 }),
    );
    const query = fc
      .array(fc.tuple(name, value), { maxLength: 6 })
      .map((pairs) =>
        new URLSearchParams(
          pairs.map(([key, text]): [string, string] => [key.toWellFormed(), text.toWellFormed()]),
        ).toString(),
      );
    const raw = fc.oneof(
      { weight: 4, arbitrary: query },
      fc.string({ maxLength: 60 }).map((text) => encodeURI(text.toWellFormed()).replaceAll('#', '')),
    );
    const queries = fc.sample(raw, { numRuns: 10_000, seed: 20261120 });
    const cookie = browser.cookieHeader(new URL(rig.address('/api/oauth/google/callback')));
    const outcomes = new Map<string, number>();
    for (let at = 0; at < queries.length; at += 50) {
      const batch = queries.slice(at, at + 50).map(async (text) => {
        const { status, body } = await rig.inject(`/api/oauth/google/callback?${text}`, cookie);
        const key = `${status} ${body}`;
        outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
      });
      await Promise.all(batch);
    }
    expect([...outcomes]).toEqual([[`400 ${STRAY_PAGE}`, 10_000]]);
    expect(rig.exchanges()).toBe(0);
    expect(rig.enrol).not.toHaveBeenCalled();
    expect(outcomeOf(await browser.visit(back)).signin).toBe('created');
  }, 60_000);
});

describe('a sign-in that is finished by pasting', () => {
  const startElsewhere = async (accountId?: string) => {
    const { status, body } = await rig.call(
      browser,
      'POST',
      '/api/oauth/google/start',
      accountId ? { account_id: accountId } : {},
    );
    expect(status).toBe(200);
    return String(body.url);
  };
  const paste = (url: string, from = browser) => rig.call(from, 'POST', '/api/oauth/google/complete', { url });

  it('takes the address that another browser ended on', async () => {
    const phone = rig.newBrowser();
    const back = await consentAt(rig.google, phone, await startElsewhere(), { person: 'carol@example.com' });
    const answer = await paste(`  ${back}\n`);
    expect(answer).toMatchObject({
      status: 200,
      body: { outcome: 'created', account: { email: 'carol@example.com' } },
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/ya29|1\/\/0/);
  });

  it('tells of another person', async () => {
    await signIn('alice@example.com');
    const back = await consentAt(
      rig.google,
      rig.newBrowser(),
      await startElsewhere(accountOf('alice@example.com')?.id),
      { person: 'bob@example.com' },
    );
    expect(await paste(back)).toMatchObject({
      status: 200,
      body: { outcome: 'other_person', expected_email: 'alice@example.com', actual_email: 'bob@example.com' },
    });
  });

  it('refuses what is not our callback, was begun by somebody else, or was used', async () => {
    const back = await consentAt(rig.google, rig.newBrowser(), await startElsewhere(), { person: 'carol@example.com' });
    const query = new URL(back).search;
    const rejected = { status: 400, body: { code: 'oauth.state_rejected' } };
    for (const url of [
      `https://evil.example/api/oauth/google/callback${query}`,
      rig.address(`/api/oauth/google/callback/x${query}`),
      rig.address(`/api/oauth/google/callback`),
      query.slice(1),
      new URL(back).searchParams.get('code') ?? '',
      back.replace('//', '//user:secret@'),
    ]) {
      expect(await paste(url)).toMatchObject(rejected);
    }
    expect(await paste(back, await rig.signedInBrowser())).toMatchObject(rejected);
    expect(rig.exchanges()).toBe(0);
    expect((await paste(back)).status).toBe(200);
    expect(await paste(back)).toMatchObject(rejected);
  });

  it('says a denial and a malformed body as what they are', async () => {
    const back = await consentAt(rig.google, rig.newBrowser(), await startElsewhere(), { decision: 'cancel' });
    expect(await paste(back)).toMatchObject({ status: 403, body: { code: 'oauth.denied' } });
    expect((await rig.call(browser, 'POST', '/api/oauth/google/complete', { address: back })).status).toBe(400);
    expect((await rig.call(browser, 'POST', '/api/oauth/google/start', { account_id: 'nobody' })).status).toBe(404);
    expect((await rig.call(browser, 'POST', '/api/oauth/google/start', { account_id: ['a'] })).status).toBe(400);
  });

  it('is for admins', async () => {
    for (const path of ['start', 'complete', 'confirm']) {
      expect((await rig.call(rig.newBrowser(), 'POST', `/api/oauth/google/${path}`, {})).status).toBe(401);
    }
  });
});
