import { describe, expect, it } from 'vitest';
import { missingScopes } from '../../src/oauth/granted-scopes.js';
import { idTokenFault } from '../../src/oauth/id-token.js';
import { issuersOf } from '../../src/oauth/issuer.js';

const NOW = 1_800_000_000;
const claims = {
  iss: 'https://accounts.google.com',
  aud: 'client',
  azp: 'client',
  sub: '109',
  email: 'Alice@example.com',
  nonce: 'n-1',
  exp: NOW + 3600,
};
const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const jwt = (payload: unknown, header: unknown = { alg: 'RS256', kid: 'k' }) =>
  `${encode(header)}.${encode(payload)}.c2lnbmF0dXJl`;
const faultOf = (idToken: string) =>
  idTokenFault(idToken, {
    issuers: issuersOf('https://accounts.google.com/o/oauth2/v2/auth'),
    clientId: 'client',
    nonce: 'n-1',
    identity: { sub: '109', email: 'alice@example.com', emailVerified: true, name: null },
    now: NOW,
  });

describe('an ID token', () => {
  it.each<[string, unknown]>([
    ['as Google makes it', claims],
    ['of the issuer without its scheme', { ...claims, iss: 'accounts.google.com' }],
    ['with its audience in a list', { ...claims, aud: ['client'] }],
    ['without an authorized party', { ...claims, azp: undefined }],
    ['without an e-mail', { ...claims, email: undefined }],
    ['that ended a minute ago, by this clock', { ...claims, exp: NOW - 60 }],
  ])('fits %s', (_what, payload) => {
    expect(faultOf(jwt(payload))).toBeNull();
  });

  it.each<[string, unknown]>([
    ['its issuer', { ...claims, iss: 'https://evil.example' }],
    ['its issuer', { ...claims, iss: undefined }],
    ['its issuer', { ...claims, iss: 'https://accounts.google.com.evil.example' }],
    ['its audience', { ...claims, aud: 'another client' }],
    ['its audience', { ...claims, aud: ['client', 'another client'] }],
    ['its audience', { ...claims, aud: undefined }],
    ['its authorized party', { ...claims, azp: 'another client' }],
    ['its expiry', { ...claims, exp: NOW - 3600 }],
    ['its expiry', { ...claims, exp: undefined }],
    ['its expiry', { ...claims, exp: String(NOW + 3600) }],
    ['its nonce', { ...claims, nonce: 'n-2' }],
    ['its nonce', { ...claims, nonce: undefined }],
    ['its subject', { ...claims, sub: '110' }],
    ['its subject', { ...claims, sub: undefined }],
    ['its e-mail address', { ...claims, email: 'bob@example.com' }],
    ['its e-mail address', { ...claims, email: null }],
  ])('is refused for %s: %j', (fault, payload) => {
    expect(faultOf(jwt(payload))).toBe(fault);
  });

  it.each(['none', 'None', 'HS256', 'HS512', '', 5, undefined])('is refused with the algorithm %s', (alg) => {
    expect(faultOf(jwt(claims, { alg }))).toBe('its signature algorithm');
  });

  it.each([
    '',
    'a',
    'a.b',
    'a.b.c',
    `${jwt(claims)}.x`,
    jwt([claims]),
    jwt('null'),
    jwt(claims).replace('.', '. '),
    `.${jwt(claims)}`,
  ])('is refused when it is no JWT: %s', (text) => {
    expect(faultOf(text)).toBe('it is not a signed JWT');
  });

  it('is refused when a claim stands twice', () => {
    expect(faultOf(jwt(`${JSON.stringify(claims).slice(0, -1)},"sub":"109"}`))).toBe('it is not a signed JWT');
  });

  it('comes from the origin of the endpoint when that is not Google’s', () => {
    expect(issuersOf('http://127.0.0.1:9000/o/oauth2/v2/auth')).toEqual(['http://127.0.0.1:9000']);
    expect(issuersOf('https://accounts.google.com.evil.example/auth')).toEqual([
      'https://accounts.google.com.evil.example',
    ]);
  });
});

describe('granted scopes', () => {
  const asked = ['openid', 'email', 'profile', 'https://www.googleapis.com/auth/cloud-platform'];

  it.each([
    [null, []],
    ['openid https://www.googleapis.com/auth/userinfo.email https://www.googleapis.com/auth/cloud-platform', []],
    ['https://www.googleapis.com/auth/cloud-platform email openid extra', []],
    ['openid email', ['https://www.googleapis.com/auth/cloud-platform']],
    [
      'openid https://www.googleapis.com/auth/cloud-platform-read-only',
      ['email', 'https://www.googleapis.com/auth/cloud-platform'],
    ],
    ['', ['openid', 'email', 'https://www.googleapis.com/auth/cloud-platform']],
  ])('%j lacks %j', (granted, missing) => {
    expect(missingScopes(asked, granted)).toEqual(missing);
  });
});
