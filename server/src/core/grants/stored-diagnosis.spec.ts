import { describe, expect, it } from 'vitest';
import { parseAccount, type Account } from '../accounts/account.js';
import { disable } from '../accounts/changes.js';
import { applyEdits, type JsonObject } from '../accounts/document.js';
import { CAUSES, type GrantCause } from './cause.js';
import { disabledReason } from './disabled-reason.js';
import { diagnoseStored, lastAliveAt } from './stored-diagnosis.js';

const DAY = 86_400;
const AT = 1_700_000_000;

const accountOf = (document: JsonObject, token: JsonObject = {}): Account => {
  const parsed = parseAccount('id', { email: 'a@example.com', ...document, token });
  if (parsed.kind !== 'account') throw new Error(parsed.reason);
  return parsed.account;
};
const dead = (reason: string | null, at: number | null, token: JsonObject = {}): Account =>
  accountOf({ disabled: true, disabled_at: at, disabled_reason: reason }, token);

describe('the cause of an account that is disabled already', () => {
  it('is the one that was found when it was disabled', () => {
    for (const cause of Object.keys(CAUSES) as GrantCause[]) {
      const diagnosis = { cause, confidence: 'possible' as const, ...CAUSES[cause] };
      const reason = disabledReason({ error: 'invalid_grant', description: 'No.', subtype: null }, diagnosis, []);
      const parsed = parseAccount('id', applyEdits({ email: 'a@example.com', token: {} }, disable(reason, AT)));
      expect(parsed.kind === 'account' && diagnoseStored(parsed.account)).toEqual(diagnosis);
    }
  });

  it.each<[string, Account, string | undefined]>([
    ['not disabled', accountOf({}), undefined],
    ['the words of another tool', dead('invalid_grant: Token has been expired or revoked.', AT), 'revoked'],
    ['their session control', dead('invalid_grant: invalid_rapt', AT), 'session_control'],
    ['no reason and no date', dead(null, null), 'unknown'],
    ['their words, after seven days', dead('invalid_grant', AT, { issued_at: AT - 7 * DAY }), 'testing_expiry'],
    ['dates, but not when it was disabled', dead('invalid_grant', null, { issued_at: AT - 7 * DAY }), 'unknown'],
    [
      'half a year after its last access token',
      dead('invalid_grant', AT, { expiry_timestamp: AT - 190 * DAY, expires_in: 3600 }),
      'unused_six_months',
    ],
  ])('%s', (_name, account, cause) => {
    expect(diagnoseStored(account)?.cause).toBe(cause);
  });
});

describe('when a grant was last seen alive', () => {
  it('is when its last access token was issued, or else when it was given, if that is known', () => {
    expect(lastAliveAt(accountOf({}, { expiry_timestamp: 5000, expires_in: 1000 }))).toBe(4000);
    expect(lastAliveAt(accountOf({}, { expiry_timestamp: 5000 }))).toBe(1400);
    expect(lastAliveAt(accountOf({}, { issued_at: 7 }))).toBe(7);
    expect(lastAliveAt(accountOf({}))).toBeNull();
  });
});
