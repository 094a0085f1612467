import { describe, expect, it } from 'vitest';
import type { IssuedTokens } from '../grants/issued-tokens.js';
import { parseAccount, type Account } from './account.js';
import * as changes from './changes.js';
import { applyEdits, type FieldEdit, type JsonObject } from './document.js';
import { factsOf } from './facts.js';

const AT = 1_700_000_000;
const FILE: JsonObject = {
  email: 'a@example.com',
  theirs: 'kept',
  token: {
    refresh_token: 'rt-1',
    access_token: 'at-1',
    oauth_client_key: 'default',
    issued_at: 5,
    refresh_token_expires_at: 9,
    theirs: 'kept',
  },
};

const accountOf = (document: JsonObject): Account => {
  const parsed = parseAccount('id', document);
  if (parsed.kind !== 'account') throw new Error(parsed.reason);
  return parsed.account;
};
const after = (edits: readonly FieldEdit[], document = FILE): JsonObject => applyEdits(document, edits);
const tokenIn = (document: JsonObject): JsonObject => document['token'] as JsonObject;
const tokens = (more: Partial<IssuedTokens> = {}): IssuedTokens => ({
  accessToken: 'at-2',
  refreshToken: null,
  expiresInSeconds: 3600,
  scope: null,
  tokenType: 'Bearer',
  refreshTokenExpiresInSeconds: null,
  idToken: null,
  ...more,
});

describe('switching an account off and on', () => {
  it.each<[string, readonly FieldEdit[], readonly FieldEdit[], string]>([
    ['disabled', changes.disable('invalid_grant: x', AT), changes.clearDisabled(), 'disabled'],
    ['proxy_disabled', changes.pause('holiday', AT), changes.resume(), 'proxyDisabled'],
    ['blocked', changes.block('verify', 'https://x.example', AT), changes.clearBlocked(), 'blocked'],
  ])('%s: on with its date and reason, and off without a trace of them', (flag, on, off, member) => {
    const offed = after(on);
    expect(accountOf(offed)[member as 'disabled']).toMatchObject({ at: AT });
    const back = after(off, offed);
    expect(accountOf(back)[member as 'disabled']).toBeNull();
    expect(Object.keys(back).filter((key) => key.startsWith(`${flag}_`))).toEqual([]);
    expect(back).toMatchObject({ theirs: 'kept', token: FILE['token'] });
  });
});

describe('storing the tokens of a refresh', () => {
  it('keeps the refresh token, its client and its dates when none came', () => {
    const token = tokenIn(after(changes.storeTokens(accountOf(FILE), tokens(), AT)));
    expect(token).toMatchObject({
      access_token: 'at-2',
      expiry_timestamp: AT + 3600,
      refresh_token: 'rt-1',
      issued_at: 5,
      refresh_token_expires_at: 9,
      theirs: 'kept',
    });
  });

  it('stores a rotated one, and the end that was announced for it', () => {
    const rotated = tokens({ refreshToken: 'rt-2', refreshTokenExpiresInSeconds: 100, scope: 'openid' });
    const token = tokenIn(after(changes.storeTokens(accountOf(FILE), rotated, AT)));
    expect(token).toMatchObject({ refresh_token: 'rt-2', refresh_token_expires_at: AT + 100, scope: 'openid' });
  });
});

describe('storing a grant given by the owner', () => {
  it('begins its date and its client anew, and drops the announced end of the old one', () => {
    const given = tokens({ refreshToken: 'rt-2' });
    const token = tokenIn(after(changes.storeGrant(accountOf(FILE), given, 'second', AT)));
    expect(token).toMatchObject({ refresh_token: 'rt-2', oauth_client_key: 'second', issued_at: AT });
    expect(token['refresh_token_expires_at']).toBeUndefined();
  });

  it('leaves the old refresh token with the client it belongs to when only the access token is new', () => {
    const token = tokenIn(after(changes.storeGrant(accountOf(FILE), tokens(), 'second', AT)));
    expect(token).toMatchObject({
      refresh_token: 'rt-1',
      oauth_client_key: 'default',
      issued_at: 5,
      access_token: 'at-2',
    });
  });
});

describe('a new account', () => {
  it('is a document that reads back as what was given', () => {
    const identity = { sub: '7', email: 'New@example.com', emailVerified: true, name: 'N' };
    const document = changes.newAccountDocument(
      identity,
      { ...tokens({ refreshTokenExpiresInSeconds: 60, scope: 'openid email' }), refreshToken: 'rt' },
      { clientKey: 'default', projectId: 'p', label: 'L', at: AT },
    );
    expect(accountOf(document)).toMatchObject({
      email: 'New@example.com',
      sub: '7',
      name: 'N',
      customLabel: 'L',
      projectId: 'p',
      disabled: null,
      createdAt: AT,
      grant: {
        refreshToken: 'rt',
        accessToken: 'at-2',
        accessTokenExpiresAt: AT + 3600,
        issuedAt: AT,
        refreshTokenExpiresAt: AT + 60,
        scope: 'openid email',
      },
    });
  });
});

describe('what a change means', () => {
  const typesOf = (before: JsonObject | null, then: JsonObject | null): readonly string[] =>
    factsOf({
      id: 'id',
      before: before && accountOf(before),
      after: then && accountOf(then),
      origin: 'admin',
    }).map(({ type }) => type);

  it.each<[string, JsonObject | null, JsonObject | null, readonly string[]]>([
    ['nothing at all', null, null, []],
    ['a new account', null, FILE, ['account.added']],
    ['a new account that is dead', null, after(changes.disable('x', AT)), ['account.added', 'account.disabled']],
    ['a removed one', FILE, null, ['account.removed']],
    ['a dead grant', FILE, after(changes.disable('x', AT)), ['account.disabled']],
    ['a grant given back', after(changes.disable('x', AT)), FILE, ['account.reenabled']],
    ['the same reason in other words', after(changes.disable('x', AT)), after(changes.disable('y', AT)), []],
    ['paused', FILE, after(changes.pause(null, AT)), ['account.proxy_disabled']],
    ['resumed', after(changes.pause(null, AT)), FILE, ['account.proxy_enabled']],
    ['blocked', FILE, after(changes.block('x', null, AT)), ['account.blocked']],
    ['unblocked', after(changes.block('x', null, AT)), FILE, ['account.unblocked']],
    ['another label', FILE, after(changes.relabel('x')), ['account.updated']],
    ['another refresh token', FILE, after([{ path: ['token', 'refresh_token'], value: 'rt-2' }]), ['account.updated']],
    ['a refreshed access token', FILE, after(changes.storeTokens(accountOf(FILE), tokens(), AT)), []],
    ['being used', FILE, after(changes.markUsed(AT)), []],
  ])('%s', (_name, before, then, types) => {
    expect(typesOf(before, then)).toEqual(types);
  });

  it('names the account and who did it, and carries no token', () => {
    const facts = factsOf({
      id: 'id',
      before: null,
      after: accountOf(after(changes.disable('why', AT))),
      origin: 'file',
    });
    for (const fact of facts) expect(fact).toMatchObject({ account_id: 'id', email: 'a@example.com', by: 'file' });
    expect(JSON.stringify(facts)).not.toMatch(/rt-1|at-1/);
  });
});
