import { describe, expect, it } from 'vitest';
import {
  invalidGrant,
  issued,
  refused,
  unavailable,
  type TokenScript,
} from '../../test/fakes/scripted-token-endpoint.js';
import { ask, accountFile, expiredFile, openPoolRig, START } from '../../test/pool-rig.js';
import { turn } from '../../test/turn.js';
import type { JsonObject } from '../core/accounts/document.js';
import type { IssuedTokens } from '../core/grants/issued-tokens.js';
import type { TokenAnswer } from '../core/ports/token-endpoint.js';

const always =
  (answer: TokenAnswer): TokenScript =>
  (call) =>
    call.answer(answer);

const messages = (lines: readonly string[]): string[] => lines.map((line) => (JSON.parse(line) as { msg: string }).msg);

const NO_NEW_REFRESH_TOKEN: readonly JsonObject[] = [{}, { refresh_token: null }, { refresh_token: '' }];

const NEW_TOKENS: IssuedTokens = {
  accessToken: 'at-new',
  refreshToken: 'rt-new',
  expiresInSeconds: 3600,
  scope: null,
  tokenType: 'Bearer',
  refreshTokenExpiresInSeconds: null,
  idToken: null,
};

const readd = (rig: Awaited<ReturnType<typeof openPoolRig>>, email = 'a@example.com') =>
  rig.enrolment.enrol({
    identity: { sub: '1', email, emailVerified: true, name: null },
    tokens: NEW_TOKENS,
    clientKey: 'default',
    by: 'refresh_token',
    givenAccessToken: null,
    projectId: null,
    label: null,
  });

describe('a refresh', () => {
  it('is one call, whoever asks for it meanwhile', async () => {
    const { refresher, endpoint } = await openPoolRig([expiredFile('a')]);
    const asked = Array.from({ length: 20 }, () => refresher.refresh('a'));
    await turn();
    expect(refresher.isRefreshing('a')).toBe(true);
    expect(endpoint.calls).toHaveLength(1);
    endpoint.callWith('rt-a').answer(issued('at-2'));
    const results = await Promise.all(asked);
    expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(['refreshed']));
    expect(refresher.isRefreshing('a')).toBe(false);
  });

  it('keeps the old refresh token when the answer brings none', async () => {
    for (const more of NO_NEW_REFRESH_TOKEN) {
      const { refresher, endpoint, stored } = await openPoolRig([expiredFile('a')]);
      endpoint.follow(always(issued('at-2', more)));
      expect(await refresher.refresh('a')).toMatchObject({ kind: 'refreshed' });
      await turn();
      expect(stored('a')).toMatchObject({
        token: { access_token: 'at-2', refresh_token: 'rt-a', expiry_timestamp: START + 3600 },
      });
    }
  });

  it('hands a rotated refresh token to the store before the access token that came with it serves', async () => {
    const { refresher, endpoint, store, pool, stored } = await openPoolRig([expiredFile('a')]);
    const open: (() => void)[] = [];
    store.gate = (point) =>
      point === 'patch asked' ? new Promise((resolve) => open.push(resolve)) : Promise.resolve();
    endpoint.follow(always(issued('at-2', { refresh_token: 'rt-2' })));
    const refresh = refresher.refresh('a');
    await turn();
    expect(pool.choose(ask())).toBeUndefined();
    expect(open).toHaveLength(1);
    open[0]?.();
    await refresh;
    expect(stored('a')).toMatchObject({ token: { refresh_token: 'rt-2' } });
    expect(pool.choose(ask())?.accessToken).toBe('at-2');
  });

  it('keeps a rotated refresh token in memory when the disk is full, and writes it later', async () => {
    const { refresher, endpoint, store, registry, stored, clock, bus, unsaved } = await openPoolRig([expiredFile('a')]);
    store.failure = () => 'ENOSPC';
    endpoint.follow(always(issued('at-2', { refresh_token: 'rt-2' })));
    expect(await refresher.refresh('a')).toMatchObject({ kind: 'refreshed' });
    await turn();
    expect(registry.get('a')?.grant).toMatchObject({ refreshToken: 'rt-2', accessToken: 'at-2' });
    expect(unsaved.count).toBe(1);
    store.failure = () => undefined;
    clock.advance(5000);
    await turn();
    expect(stored('a')).toMatchObject({ token: { refresh_token: 'rt-2', access_token: 'at-2' } });
    expect(bus.types.filter((type) => type.startsWith('storage.'))).toEqual(['storage.degraded', 'storage.recovered']);
  });

  it('keeps a rotated refresh token while the file cannot be read, and writes it when it can', async () => {
    const { refresher, endpoint, memory, registry, stored } = await openPoolRig([expiredFile('a')]);
    endpoint.follow(() => undefined);
    const refresh = refresher.refresh('a');
    await turn();
    memory.outsideWrite('a', '{"email": "a@example.com", "tok');
    await turn();
    endpoint.held[0]?.answer(issued('at-2', { refresh_token: 'rt-2' }));
    expect((await refresh).kind).not.toBe('refreshed');
    expect(registry.get('a')).toBeUndefined();
    memory.outsideWrite('a', expiredFile('a'));
    await turn();
    expect(registry.get('a')?.grant).toMatchObject({ refreshToken: 'rt-2', accessToken: 'at-2' });
    expect(stored('a')).toMatchObject({ token: { refresh_token: 'rt-2', access_token: 'at-2' } });
  });

  it('lets at most eight calls run at once, for 500 accounts that expired together', async () => {
    const ids = Array.from({ length: 500 }, (_, index) => `n${index}`);
    const { refresher, endpoint } = await openPoolRig(ids.map((id) => expiredFile(id)));
    const all = Promise.all(ids.map((id) => refresher.refresh(id)));
    for (let round = 0; round < 1000 && endpoint.calls.filter((call) => call.isAnswered).length < 500; round += 1) {
      await turn();
      endpoint.held.forEach((call) => call.answer(issued(`at-of-${call.refreshToken}`)));
    }
    expect((await all).every(({ kind }) => kind === 'refreshed')).toBe(true);
    expect(endpoint.calls).toHaveLength(500);
    expect(endpoint.mostAtOnce).toBe(8);
  });

  it('is not sent any more when the grant was replaced while it waited for its turn', async () => {
    const ids = ['a', ...Array.from({ length: 9 }, (_, index) => `n${index}`)];
    const { refresher, endpoint, memory, breaker } = await openPoolRig(ids.map((id) => expiredFile(id)));
    breaker.worked('default');
    const busy = ids.slice(1, 9).map((id) => refresher.refresh(id));
    const late = refresher.refresh('a');
    await turn();
    memory.outsideWrite('a', accountFile('a', {}, { refresh_token: 'rt-by-hand' }));
    await turn();
    endpoint.held.forEach((call) => call.answer(issued('at')));
    expect(await late).toEqual({ kind: 'superseded' });
    await Promise.all(busy);
    expect(endpoint.calls.map((call) => call.refreshToken)).not.toContain('rt-a');
  });

  it('makes no call for an account that is disabled, gone, or without a refresh token', async () => {
    const { refresher, endpoint } = await openPoolRig([
      expiredFile('dead', { disabled: true }),
      accountFile('poor', {}, { refresh_token: '', expiry_timestamp: 1 }),
    ]);
    expect(await refresher.refresh('dead')).toMatchObject({ kind: 'failed' });
    expect(await refresher.refresh('nobody')).toEqual({ kind: 'gone' });
    expect(await refresher.refresh('poor')).toMatchObject({ kind: 'failed', reason: 'there is no refresh token' });
    expect(endpoint.calls).toEqual([]);
  });

  it('makes no call when the OAuth client of the grant is not configured, and rests', async () => {
    const { refresher, endpoint, registry } = await openPoolRig([
      accountFile('a', {}, { oauth_client_key: 'other', expiry_timestamp: 1 }),
    ]);
    expect(await refresher.refresh('a')).toMatchObject({
      kind: 'failed',
      reason: 'OAuth client "other" is not configured',
    });
    expect(endpoint.calls).toEqual([]);
    const account = registry.get('a');
    expect(account && refresher.restMs(account)).toBeGreaterThan(0);
    refresher.forgiveAll();
    expect(account && refresher.restMs(account)).toBe(0);
  });
});

describe('invalid_grant for the stored refresh token', () => {
  it('disables in memory at once, on disk soon after, tells once, and logs the lines that people look for', async () => {
    const { refresher, endpoint, registry, pool, bus, stored, lines } = await openPoolRig([accountFile('a')]);
    endpoint.follow(always(invalidGrant()));
    expect(await refresher.refresh('a')).toMatchObject({ kind: 'disabled' });
    expect(pool.isMember('a')).toBe(false);
    expect(registry.get('a')?.disabled).toEqual({
      at: START,
      reason: expect.stringMatching(/^invalid_grant: Token has been expired or revoked\. Probable cause: /) as string,
    });
    await turn();
    expect(stored('a')).toMatchObject({ disabled: true, disabled_at: START });
    expect(bus.ofType('account.disabled')).toHaveLength(1);
    expect(messages(lines)).toEqual(
      expect.arrayContaining([
        'Token refresh failed (a@example.com): invalid_grant, trying next account',
        'Disabling account due to invalid_grant (a@example.com): refresh_token likely revoked/expired',
      ]),
    );
  });

  it('does so while the disk is full, and proxies on', async () => {
    const { refresher, endpoint, registry, pool, store } = await openPoolRig([accountFile('a'), accountFile('b')]);
    store.failure = () => 'ENOSPC';
    endpoint.follow(always(invalidGrant()));
    await refresher.refresh('a');
    expect(registry.get('a')?.disabled).not.toBeNull();
    expect(pool.choose(ask())?.id).toBe('b');
  });

  it('keeps the account from serving from the first byte on, before the body is there', async () => {
    const { refresher, endpoint, pool } = await openPoolRig([accountFile('a')]);
    const refresh = refresher.refresh('a');
    await turn();
    expect(pool.choose(ask())?.id).toBe('a');
    endpoint.callWith('rt-a').start(400);
    expect(pool.choose(ask())).toBeUndefined();
    endpoint.callWith('rt-a').answer(unavailable(400));
    await refresh;
    expect(pool.choose(ask())?.id).toBe('a');
  });

  it('holds back nothing of a grant that was given while the refusal of the old one was arriving', async () => {
    const rig = await openPoolRig([accountFile('a')]);
    const refresh = rig.refresher.refresh('a');
    await turn();
    rig.endpoint.callWith('rt-a').start(400);
    await readd(rig);
    expect(rig.pool.choose(ask())?.accessToken).toBe('at-new');
    rig.endpoint.callWith('rt-a').answer(invalidGrant());
    expect(await refresh).toEqual({ kind: 'superseded' });
    expect(rig.pool.choose(ask())?.accessToken).toBe('at-new');
  });

  it('is not let go by the end of an older refresh', async () => {
    const rig = await openPoolRig([accountFile('a')]);
    const older = rig.refresher.refresh('a');
    await turn();
    await readd(rig);
    rig.breaker.worked('default');
    const newer = rig.refresher.refresh('a');
    await turn();
    rig.endpoint.callWith('rt-new').start(401);
    rig.endpoint.callWith('rt-a').answer(issued('at-of-old'));
    expect(await older).toEqual({ kind: 'superseded' });
    expect(rig.pool.choose(ask())).toBeUndefined();
    rig.endpoint.callWith('rt-new').answer(invalidGrant());
    expect(await newer).toMatchObject({ kind: 'disabled' });
  });

  it('changes nothing the second time, for a grant that was found dead already', async () => {
    const { refresher, endpoint, registry, bus, clock, stored } = await openPoolRig([accountFile('a')]);
    const refresh = refresher.refresh('a');
    await turn();
    registry.change(
      'a',
      () => [
        { path: ['disabled'], value: true },
        { path: ['disabled_at'], value: 5 },
      ],
      'refresh',
    );
    clock.advance(60_000);
    endpoint.callWith('rt-a').answer(invalidGrant());
    expect(await refresh).toEqual({ kind: 'superseded' });
    await turn();
    expect(stored('a')).toMatchObject({ disabled_at: 5 });
    expect(bus.ofType('account.disabled')).toHaveLength(1);
  });

  it('writes no secret into the reason, the event or the log, even if the server echoes all of them', async () => {
    const { refresher, endpoint, lines, bus, stored } = await openPoolRig([
      accountFile(
        'a',
        {},
        { refresh_token: '1//canary-refresh-token-0123456789', access_token: 'canary-access-token-0123' },
      ),
    ]);
    const echo =
      'no: 1//canary-refresh-token-0123456789 canary-access-token-0123 client-secret-of-ours 1%2F%2Fcanary-refresh-token-0123456789';
    endpoint.follow(always(refused('invalid_grant', { error_description: echo })));
    await refresher.refresh('a');
    await turn();
    const reason = JSON.stringify(stored('a')?.['disabled_reason']);
    for (const text of [reason, JSON.stringify(bus.events), lines.join('')]) {
      expect(text).not.toMatch(/canary|secret-of-ours/);
    }
    expect(reason).toContain('[redacted]');
  });
});

describe('any other answer', () => {
  const harmless: readonly (readonly [string, TokenAnswer])[] = [
    ['no answer', { kind: 'no-answer', reason: 'ECONNREFUSED' }],
    ['a timeout', { kind: 'no-answer', reason: 'timeout' }],
    ['503', unavailable(503)],
    ['429', unavailable(429, 7000)],
    ['a page of a captive portal', { kind: 'answer', status: 200, body: undefined, retryAfterMs: null }],
    ['a 400 that is no JSON', unavailable(400)],
    ['a redirect', unavailable(302)],
    [
      '200 without an access token',
      { kind: 'answer', status: 200, body: { error: 'invalid_grant' }, retryAfterMs: null },
    ],
    ['invalid_grant under 500', { kind: 'answer', status: 500, body: { error: 'invalid_grant' }, retryAfterMs: null }],
    ['invalid_grant in other letters', refused('Invalid_Grant')],
    ['invalid_client', refused('invalid_client')],
    ['unauthorized_client', refused('unauthorized_client')],
    ['invalid_scope', refused('invalid_scope')],
  ];

  it.each(harmless)('%s disables nobody, and the refresh is left alone for a while', async (_name, answer) => {
    const { refresher, endpoint, registry, stored } = await openPoolRig([expiredFile('a')]);
    endpoint.follow(always(answer));
    expect(await refresher.refresh('a')).toMatchObject({ kind: 'failed' });
    await turn();
    const account = registry.get('a');
    expect(account?.disabled).toBeNull();
    expect(stored('a')).toEqual(expiredFile('a'));
    expect(account && refresher.restMs(account)).toBeGreaterThanOrEqual(500);
    expect(refresher.isRefreshing('a')).toBe(false);
  });

  it('is left alone for as long as the server asks, and longer after every failure', async () => {
    const { refresher, endpoint, registry } = await openPoolRig([expiredFile('a')]);
    const rest = () => refresher.restMs(registry.get('a')!);
    endpoint.follow(always(unavailable(429, 7000)));
    await refresher.refresh('a');
    expect(rest()).toBe(7000);
    endpoint.follow(always(unavailable(503)));
    const rests: number[] = [];
    for (let failure = 0; failure < 4; failure += 1) {
      await refresher.refresh('a');
      rests.push(rest());
    }
    expect(rests).toEqual([...rests].sort((left, right) => left - right));
    expect(new Set(rests).size).toBe(4);
    refresher.forgive('a');
    expect(rest()).toBe(0);
  });

  it('is told without what a server may have put into its error code', async () => {
    const { refresher, endpoint, bus, lines } = await openPoolRig([
      accountFile('a', {}, { refresh_token: 'canary-refresh-token', expiry_timestamp: 1 }),
    ]);
    endpoint.follow(always(refused('bad\u001b[31m canary-refresh-token\n')));
    await refresher.refresh('a');
    const told = bus.ofType('grant.refresh_failed')[0]?.['reason'];
    expect(told).toBe('bad [31m [redacted] (HTTP 400)');
    expect(lines.join('')).not.toContain('canary');
  });
});

describe('an account that is removed during its refresh', () => {
  it.each([
    ['refused', invalidGrant()],
    ['refreshed', issued('at-2')],
    ['rotated', issued('at-2', { refresh_token: 'rt-2' })],
    ['not answered', { kind: 'no-answer', reason: 'reset' } as const],
  ])('stays removed when the refresh is %s', async (_name, answer) => {
    const { refresher, endpoint, registry, stored, lines } = await openPoolRig([accountFile('a')]);
    const refresh = refresher.refresh('a');
    await turn();
    await registry.remove('a', 'admin');
    endpoint.callWith('rt-a').answer(answer);
    expect(await refresh).toEqual({ kind: 'gone' });
    await turn();
    expect(stored('a')).toBeUndefined();
    expect(lines.filter((line) => (JSON.parse(line) as { level: number }).level >= 50)).toEqual([]);
  });
});
