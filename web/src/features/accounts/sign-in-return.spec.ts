import { describe, expect, it } from 'vitest';
import type { LocationQuery } from 'vue-router';

import { readSignInReturn, withoutSignInReturn } from './sign-in-return.js';

describe('readSignInReturn', () => {
  it('reads an outcome with what belongs to it', () => {
    expect(readSignInReturn({ signin: 'reenabled', account_id: 'a1' })).toEqual({
      outcome: 'reenabled',
      accountId: 'a1',
      flow: undefined,
      code: undefined,
      refreshTokenKept: false,
    });
  });

  it('reads the warning that the refresh token is still the old one', () => {
    const query = { signin: 'reenabled', account_id: 'a1', warning: 'refresh_token_kept' };
    expect(readSignInReturn(query)?.refreshTokenKept).toBe(true);
    expect(withoutSignInReturn(query)).toEqual({});
  });

  it.each<LocationQuery>([{}, { signin: 'conquered' }, { signin: ['created', 'failed'] }, { account_id: 'a1' }])(
    'reads nothing out of %j',
    (query) => {
      expect(readSignInReturn(query)).toBeUndefined();
    },
  );

  it('leaves the rest of a query alone', () => {
    expect(withoutSignInReturn({ signin: 'failed', code: 'oauth.denied', filter: 'disabled' })).toEqual({
      filter: 'disabled',
    });
  });
});
