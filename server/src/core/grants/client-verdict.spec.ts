import { describe, expect, it } from 'vitest';
import { judgeClient } from './client-verdict.js';

describe('what an answer to a made-up refresh token says of the client', () => {
  it.each([
    [400, { error: 'invalid_grant' }, 'accepted', 'invalid_grant'],
    [401, { error: 'invalid_client' }, 'refused', 'invalid_client'],
    [400, { error: 'unauthorized_client' }, 'not_allowed', 'unauthorized_client'],
    [503, { error: 'invalid_client' }, 'unclear', 'invalid_client'],
    [200, { access_token: 'x' }, 'unclear', null],
    [400, undefined, 'unclear', null],
    [400, { error: '<script>' }, 'unclear', null],
    [400, ['invalid_grant'], 'unclear', null],
  ])('%i %j: %s', (status, body, verdict, error) => {
    expect(judgeClient(status, body)).toEqual({ verdict, error });
  });
});
