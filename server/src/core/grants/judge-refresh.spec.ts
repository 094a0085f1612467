import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../accounts/document.js';
import type { TokenAnswer } from '../ports/token-endpoint.js';
import { judgeRefresh, parseIssuedTokens } from './judge-refresh.js';

const answer = (status: number, body: JsonValue | undefined, retryAfterMs: number | null = null): TokenAnswer => ({
  kind: 'answer',
  status,
  body,
  retryAfterMs,
});

describe('a refused refresh', () => {
  it.each([400, 401])('is a dead grant when HTTP %i says exactly invalid_grant', (status) => {
    const body = {
      error: 'invalid_grant',
      error_description: 'Token has been expired or revoked.',
      error_subtype: 'invalid_rapt',
    };
    expect(judgeRefresh(answer(status, body))).toEqual({
      kind: 'grant-dead',
      error: 'invalid_grant',
      description: 'Token has been expired or revoked.',
      subtype: 'invalid_rapt',
    });
  });

  it.each(['invalid_client', 'unauthorized_client', 'invalid_scope', 'invalid_request', 'unsupported_grant_type'])(
    'is a fault of the OAuth client when the error is %s',
    (error) => {
      expect(judgeRefresh(answer(400, { error }))).toMatchObject({ kind: 'client-fault', error });
      expect(judgeRefresh(answer(401, { error }))).toMatchObject({ kind: 'client-fault', error });
    },
  );

  it.each([200, 201, 204, 302, 307, 403, 404, 408, 418, 429, 500, 502, 503, 504])(
    'is not believed under HTTP %i, whatever its body says',
    (status) => {
      expect(judgeRefresh(answer(status, { error: 'invalid_grant' })).kind).toBe('transient');
      expect(judgeRefresh(answer(status, { error: 'invalid_client' })).kind).toBe('transient');
    },
  );

  it.each<[string, JsonValue | undefined]>([
    ['nothing that can be parsed', undefined],
    ['null', null],
    ['the bare word', 'invalid_grant'],
    ['an array', [{ error: 'invalid_grant' }]],
    ['a nested error', { error: { error: 'invalid_grant' } }],
    ["Google's API shape", { error: { code: 400, message: 'invalid_grant', status: 'INVALID_ARGUMENT' } }],
    ['an error in a list', { error: ['invalid_grant'] }],
    ['another case', { error: 'INVALID_GRANT' }],
    ['another spelling of the name', { Error: 'invalid_grant' }],
    ['surrounding space', { error: ' invalid_grant' }],
    ['a longer word', { error: 'invalid_grant_type' }],
    ['a word that only begins so', { error: 'invalid_grant: gone' }],
    ['the description alone', { error_description: 'invalid_grant' }],
    ['an error one level down', { data: { error: 'invalid_grant' } }],
    ['an empty error', { error: '' }],
    ['an unknown error', { error: 'temporarily_unavailable' }],
    ['an error through the prototype', JSON.parse('{"__proto__":{"error":"invalid_grant"}}') as JsonValue],
  ])('is transient when HTTP 400 brings %s', (_what, body) => {
    expect(judgeRefresh(answer(400, body)).kind).toBe('transient');
    expect(judgeRefresh(answer(401, body)).kind).toBe('transient');
  });

  it('keeps what the server said about when to come back', () => {
    expect(judgeRefresh(answer(429, undefined, 7000))).toEqual({
      kind: 'transient',
      reason: 'HTTP 429',
      retryAfterMs: 7000,
    });
    expect(judgeRefresh({ kind: 'no-answer', reason: 'ECONNREFUSED' })).toEqual({
      kind: 'transient',
      reason: 'ECONNREFUSED',
      retryAfterMs: null,
    });
  });

  it('is never a dead grant in 20,000 answers that only look like one', () => {
    const word = fc.constantFrom(
      'invalid_grant',
      'Invalid_Grant',
      'invalid_grant ',
      'invalid-grant',
      'invalid_client',
      'error',
      '',
    );
    const leaf = fc.oneof(word, fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const name = fc.constantFrom(
      'error',
      'Error',
      'ERROR',
      'errors',
      'error_description',
      'error_subtype',
      'code',
      '__proto__',
      'access_token',
    );
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        leaf,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.array(fc.tuple(name, tie('value')), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs)),
      ),
    }));
    const status = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(400, 401) },
      { weight: 1, arbitrary: fc.integer({ min: 100, max: 599 }) },
    );
    let decoys = 0;
    fc.assert(
      fc.property(status, value, (code, body) => {
        const isReal =
          (code === 400 || code === 401) &&
          typeof body === 'object' &&
          body !== null &&
          !Array.isArray(body) &&
          Object.entries(body).some(([key, said]) => key === 'error' && said === 'invalid_grant');
        if (!isReal) decoys += 1;
        return (judgeRefresh(answer(code, body as JsonValue)).kind === 'grant-dead') === isReal;
      }),
      { numRuns: 20_000, seed: 20261120 },
    );
    expect(decoys).toBeGreaterThan(15_000);
  });
});

describe('a granted refresh', () => {
  const tokens = (more: Record<string, JsonValue>) => parseIssuedTokens({ access_token: 'ya29.new', ...more });

  it('reads what RFC 6749 and Google put into it', () => {
    expect(
      tokens({
        expires_in: 3599,
        refresh_token: '1//new',
        scope: 'openid email',
        token_type: 'Bearer',
        refresh_token_expires_in: 604_799,
        id_token: 'a.b.c',
      }),
    ).toEqual({
      accessToken: 'ya29.new',
      refreshToken: '1//new',
      expiresInSeconds: 3599,
      scope: 'openid email',
      tokenType: 'Bearer',
      refreshTokenExpiresInSeconds: 604_799,
      idToken: 'a.b.c',
    });
  });

  it.each([[{}], [{ refresh_token: null }], [{ refresh_token: '' }], [{ refresh_token: 5 }]])(
    'keeps the old refresh token for %j',
    (more) => {
      expect(tokens(more)?.refreshToken).toBeNull();
      expect(judgeRefresh(answer(200, { access_token: 'ya29.new', ...more })).kind).toBe('refreshed');
    },
  );

  it.each<[JsonValue, number]>([
    [3599, 3599],
    ['3599', 3599],
    [0.5, 3600],
    [1.9, 1],
    [0, 3600],
    [-1, 3600],
    ['soon', 3600],
    [null, 3600],
    [1e12, 366 * 86_400],
  ])('takes a lifetime of %j as %i seconds', (given, seconds) => {
    expect(tokens({ expires_in: given })?.expiresInSeconds).toBe(seconds);
  });

  it.each<[string, JsonValue | undefined]>([
    ['no body', undefined],
    ['an empty object', {}],
    ['an empty access token', { access_token: '' }],
    ['an access token that is no text', { access_token: 1 }],
    ['an array', [{ access_token: 'x' }]],
    ['an error', { error: 'invalid_grant' }],
  ])('is transient when HTTP 200 brings %s', (_what, body) => {
    expect(judgeRefresh(answer(200, body))).toMatchObject({ kind: 'transient' });
  });
});
