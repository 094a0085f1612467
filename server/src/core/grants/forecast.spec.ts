import { describe, expect, it } from 'vitest';
import { accountFile } from '../../../test/pool-rig.js';
import { parseAccount, type Account } from '../accounts/account.js';
import type { JsonObject } from '../accounts/document.js';
import { SEVEN_DAYS, SIX_MONTHS } from './cause.js';
import { forecastEnd, leadTimeReached, type ClientHistory } from './forecast.js';

const NOW = 1_700_000_000;
const DAY = 86_400;
const QUIET: ClientHistory = { lifetimes: [], oldestAge: 0 };

function accountWith(token: JsonObject, more: JsonObject = {}): Account {
  const parsed = parseAccount('a', accountFile('a', more, token));
  if (parsed.kind !== 'account') throw new Error(parsed.reason);
  return parsed.account;
}

describe('when a grant will probably die', () => {
  const issued = { issued_at: NOW - DAY, expires_in: 3600, expiry_timestamp: NOW + 3600 };

  it('is what Google announced, before all else', () => {
    const account = accountWith({ ...issued, refresh_token_expires_at: NOW + 5 * DAY });
    const testing = { lifetimes: [SEVEN_DAYS], oldestAge: DAY };
    expect(forecastEnd(account, testing)).toEqual({ at: NOW + 5 * DAY, cause: 'time_limited', confidence: 'certain' });
  });

  it('is seven days after it was given, where grants of its client have died at that age', () => {
    const once = forecastEnd(accountWith(issued), { lifetimes: [SEVEN_DAYS], oldestAge: 2 * DAY });
    expect(once).toEqual({ at: NOW - DAY + SEVEN_DAYS, cause: 'testing_expiry', confidence: 'likely' });
    const twice = forecastEnd(accountWith(issued), { lifetimes: [SEVEN_DAYS, SEVEN_DAYS + 60], oldestAge: 2 * DAY });
    expect(twice?.confidence).toBe('certain');
  });

  it.each([
    ['another grant of the client has lived longer', { lifetimes: [SEVEN_DAYS], oldestAge: 9 * DAY }],
    ['another grant of the client died older', { lifetimes: [SEVEN_DAYS, 40 * DAY], oldestAge: DAY }],
    ['grants died, but not at seven days', { lifetimes: [3 * DAY], oldestAge: DAY }],
  ])('is not seven days when %s', (_case, client) => {
    expect(forecastEnd(accountWith(issued), client)?.cause).toBe('unused_six_months');
  });

  it('is six months after it was last seen alive, when nothing else is known', () => {
    expect(forecastEnd(accountWith(issued), QUIET)).toEqual({
      at: NOW + SIX_MONTHS,
      cause: 'unused_six_months',
      confidence: 'certain',
    });
  });

  it('is not told of a dead grant, nor of one of which nothing is known', () => {
    expect(forecastEnd(accountWith(issued, { disabled: true }), QUIET)).toBeNull();
    expect(forecastEnd(accountWith({ expiry_timestamp: null, expires_in: null }), QUIET)).toBeNull();
  });
});

it.each([
  [80 * 3600, undefined],
  [72 * 3600, 72 * 3600],
  [30 * 3600, 72 * 3600],
  [20 * 3600, 24 * 3600],
  [2 * 3600, 6 * 3600],
  [600, 3600],
  [0, undefined],
  [-5, undefined],
])('%i seconds before the end the lead time reached is %s', (left, lead) => {
  expect(leadTimeReached(NOW + left, NOW)).toBe(lead);
});
