import { describe, expect, it } from 'vitest';
import { emailKey, parseAccount, type Account } from './account.js';
import type { JsonObject } from './document.js';
import { statusOf } from './status.js';

const MINIMAL: JsonObject = { email: 'a@example.com', token: {} };

const parse = (document: JsonObject): Account => {
  const parsed = parseAccount('id', document);
  if (parsed.kind !== 'account') throw new Error(parsed.reason);
  return parsed.account;
};

describe('reading an account', () => {
  it('takes everything absent for its default', () => {
    expect(parse(MINIMAL)).toEqual({
      id: 'id',
      email: 'a@example.com',
      name: null,
      sub: null,
      customLabel: null,
      projectId: null,
      disabled: null,
      proxyDisabled: null,
      blocked: null,
      protectedModels: [],
      priority: 0,
      createdAt: null,
      lastUsed: null,
      grant: {
        refreshToken: null,
        accessToken: null,
        accessTokenExpiresAt: null,
        accessTokenLifetime: null,
        scope: null,
        clientKey: 'default',
        issuedAt: null,
        refreshTokenExpiresAt: null,
        timesIssued: expect.any(Number) as number,
      },
    });
  });

  it('takes fields of another type for absent, and an "off" only for true itself', () => {
    const account = parse({
      ...MINIMAL,
      disabled: 'true',
      proxy_disabled: 1,
      blocked: null,
      name: 7,
      sub: '  ',
      priority: 'high',
      last_used: Number.POSITIVE_INFINITY,
      protected_models: ['a', 1, null],
      token: { refresh_token: ['x'], access_token: '', expiry_timestamp: '1700000000', oauth_client_key: {} },
    });
    expect(account).toMatchObject({
      disabled: null,
      proxyDisabled: null,
      blocked: null,
      name: null,
      sub: null,
      priority: 0,
      lastUsed: null,
      protectedModels: ['a'],
      grant: { refreshToken: null, accessToken: null, accessTokenExpiresAt: null, clientKey: 'default' },
    });
  });

  it('reads every "off" with its date and reason', () => {
    const account = parse({
      ...MINIMAL,
      disabled: true,
      disabled_at: 1700000000.9,
      disabled_reason: 'invalid_grant: x',
      proxy_disabled: true,
      proxy_disabled_reason: 'holiday',
      blocked: true,
      blocked_at: 5,
      blocked_url: 'https://verify.example',
    });
    expect(account.disabled).toEqual({ at: 1700000000, reason: 'invalid_grant: x' });
    expect(account.proxyDisabled).toEqual({ at: null, reason: 'holiday' });
    expect(account.blocked).toEqual({ at: 5, reason: null, url: 'https://verify.example' });
  });

  it('finds the e-mail of an earlier tool inside the token', () => {
    expect(parse({ token: { email: 'b@example.com' } }).email).toBe('b@example.com');
  });

  it.each<[string, JsonObject, RegExp]>([
    ['no token', { email: 'a@example.com' }, /no "token" object/],
    ['a token that is a text', { email: 'a@example.com', token: 'x' }, /no "token" object/],
    ['no e-mail anywhere', { token: {} }, /no "email"/],
    ['an e-mail of nothing', { email: ' ', token: {} }, /no "email"/],
  ])('calls a file with %s unreadable, and says why', (_name, document, reason) => {
    expect(parseAccount('id', document)).toEqual({
      kind: 'unreadable',
      reason: expect.stringMatching(reason) as string,
    });
  });

  it('goes by the name of the file, and reports another id inside', () => {
    const parsed = parseAccount('id', { ...MINIMAL, id: 'other' });
    expect(parsed).toMatchObject({
      kind: 'account',
      account: { id: 'id' },
      notices: [expect.stringMatching(/another id/)],
    });
    expect(parseAccount('id', { ...MINIMAL, id: 'id' })).toMatchObject({ notices: [] });
  });

  it('is not led by what every object inherits', () => {
    const hostile = JSON.parse(
      '{"email":"a@example.com","token":{},"__proto__":{"disabled":true,"sub":"x"}}',
    ) as JsonObject;
    expect(parse(hostile)).toMatchObject({ disabled: null, sub: null });
  });
});

describe('e-mails', () => {
  it('are one and the same without regard to case and surrounding space, and nothing else', () => {
    expect(emailKey(' A@Example.COM ')).toBe(emailKey('a@example.com'));
    expect(emailKey('a.b@example.com')).not.toBe(emailKey('ab@example.com'));
  });
});

describe('the status that an account is shown in', () => {
  const all = { ...MINIMAL, disabled: true, blocked: true, proxy_disabled: true };

  it.each<[string, JsonObject, boolean, string]>([
    ['everything at once', all, true, 'disabled'],
    ['blocked and paused', { ...all, disabled: false }, true, 'blocked'],
    ['paused', { ...all, disabled: false, blocked: false }, true, 'proxy_disabled'],
    ['cooling', MINIMAL, true, 'cooling'],
    ['nothing', MINIMAL, false, 'ready'],
  ])('with %s is the first that holds', (_name, document, cooling, status) => {
    expect(statusOf(parse(document), cooling)).toBe(status);
  });
});
