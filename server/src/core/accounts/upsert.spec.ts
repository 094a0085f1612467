import { describe, expect, it } from 'vitest';
import type { IssuedTokens } from '../grants/issued-tokens.js';
import type { Identity } from '../ports/userinfo.js';
import { parseAccount, type Account } from './account.js';
import { applyEdits, type JsonObject } from './document.js';
import { matchIdentity, regrant } from './upsert.js';

const AT = 1_700_000_000;
const FILE: JsonObject = {
  email: 'a@example.com',
  custom_label: 'mine',
  proxy_disabled: true,
  proxy_disabled_reason: 'holiday',
  theirs: { big: 1 },
  token: { refresh_token: 'rt-1', access_token: 'at-1', project_id: 'p', oauth_client_key: 'default' },
};
const DEAD: JsonObject = { ...FILE, disabled: true, disabled_at: 1, disabled_reason: 'invalid_grant: x' };
const IDENTITY: Identity = { sub: '7', email: 'A@Example.com', emailVerified: true, name: 'Name' };

const accountOf = (document: JsonObject, id = 'id'): Account => {
  const parsed = parseAccount(id, document);
  if (parsed.kind !== 'account') throw new Error(parsed.reason);
  return parsed.account;
};

interface Given {
  readonly refreshToken: string | null;
  readonly accessToken?: string;
  /** False where the access token only came from proving. */
  readonly isAccessTokenGiven?: boolean;
  readonly by?: 'sign_in' | 'refresh_token' | 'import';
  readonly label?: string;
}

function give(
  document: JsonObject,
  { refreshToken, accessToken = 'at-2', isAccessTokenGiven = false, by, label }: Given,
) {
  const tokens: IssuedTokens = {
    accessToken,
    refreshToken,
    expiresInSeconds: 3600,
    scope: null,
    tokenType: 'Bearer',
    refreshTokenExpiresInSeconds: null,
    idToken: null,
  };
  const decision = regrant(accountOf(document), IDENTITY, tokens, {
    clientKey: 'second',
    at: AT,
    by: by ?? 'refresh_token',
    givenAccessToken: isAccessTokenGiven ? accessToken : null,
    label: label ?? null,
    projectId: null,
  });
  return { ...decision, document: applyEdits(document, decision.edits) };
}

describe('tokens given for an account', () => {
  it('a new refresh token clears disabled and keeps everything but the grant', () => {
    const { outcome, warning, document } = give(DEAD, { refreshToken: 'rt-2' });
    expect([outcome, warning]).toEqual(['reenabled', null]);
    expect(document).toMatchObject({
      custom_label: 'mine',
      proxy_disabled: true,
      proxy_disabled_reason: 'holiday',
      theirs: { big: 1 },
      token: { refresh_token: 'rt-2', access_token: 'at-2', oauth_client_key: 'second', project_id: 'p' },
    });
    expect(Object.keys(document).filter((key) => key.startsWith('disabled'))).toEqual([]);
  });

  it('a new refresh token for a healthy account updates it', () => {
    expect(give(FILE, { refreshToken: 'rt-2' }).outcome).toBe('updated');
  });

  it('identical tokens change nothing, least of all disabled', () => {
    const { outcome, document } = give(DEAD, { refreshToken: 'rt-1', accessToken: 'at-1', isAccessTokenGiven: true });
    expect(outcome).toBe('unchanged');
    expect(document).toMatchObject({ disabled: true, token: { access_token: 'at-1' } });
  });

  it('proving the same refresh token again is no change, though it brings another access token', () => {
    const { outcome, document } = give(DEAD, { refreshToken: 'rt-1', accessToken: 'at-9' });
    expect(outcome).toBe('unchanged');
    expect(document).toMatchObject({ disabled: true, token: { access_token: 'at-1' } });
  });

  it.each([[null], ['rt-1']])(
    'only a new access token (refresh token %j) clears disabled, keeps the old refresh token, and warns',
    (refreshToken) => {
      const { outcome, warning, document } = give(DEAD, { refreshToken, isAccessTokenGiven: true });
      expect([outcome, warning]).toEqual(['reenabled', 'refresh_token_kept']);
      expect(document).toMatchObject({
        token: { refresh_token: 'rt-1', access_token: 'at-2', oauth_client_key: 'default' },
      });
      expect(document['disabled']).toBeUndefined();
    },
  );

  it('a sign-in ends a block; a pasted refresh token does not', () => {
    const blocked: JsonObject = { ...FILE, blocked: true, blocked_reason: 'verify' };
    expect(accountOf(give(blocked, { refreshToken: 'rt-2', by: 'sign_in' }).document).blocked).toBeNull();
    expect(accountOf(give(blocked, { refreshToken: 'rt-2', by: 'refresh_token' }).document).blocked).not.toBeNull();
  });

  it('a sign-in with identical tokens ends a block, but not disabled', () => {
    const both: JsonObject = { ...DEAD, blocked: true };
    const given = { refreshToken: 'rt-1', accessToken: 'at-1', isAccessTokenGiven: true, by: 'sign_in' } as const;
    const { outcome, document } = give(both, given);
    expect(outcome).toBe('updated');
    expect(accountOf(document)).toMatchObject({ blocked: null, disabled: { at: 1 } });
  });

  it('adopts sub and name where the file has none, never over others, and takes a typed label', () => {
    expect(give(FILE, { refreshToken: 'rt-2', label: 'new' }).document).toMatchObject({
      sub: '7',
      name: 'Name',
      custom_label: 'new',
    });
    const known = { ...FILE, sub: '7', name: 'Own' };
    expect(give(known, { refreshToken: 'rt-2' }).document).toMatchObject({
      sub: '7',
      name: 'Own',
      custom_label: 'mine',
    });
  });

  it('clears a refusal that is still on its way to the disk', () => {
    const { edits } = give(FILE, { refreshToken: 'rt-2' });
    expect(applyEdits(DEAD, edits)['disabled']).toBeUndefined();
  });
});

describe('finding the account of an identity', () => {
  const others = accountOf({ email: 'b@example.com', token: {} }, 'b');

  it.each<[string, JsonObject, string]>([
    ['the same e-mail in other case, no sub yet', { email: 'a@EXAMPLE.com', token: {} }, 'account'],
    ['the same e-mail and sub', { email: 'a@example.com', sub: '7', token: {} }, 'account'],
    ['the same e-mail and another sub', { email: 'a@example.com', sub: '8', token: {} }, 'conflict'],
    ['another e-mail and the same sub', { email: 'c@example.com', sub: '7', token: {} }, 'none'],
  ])('%s', (_name, document, kind) => {
    const match = matchIdentity([others, accountOf(document)], IDENTITY);
    expect(match).toEqual(kind === 'none' ? { kind } : { kind, id: 'id' });
  });
});
