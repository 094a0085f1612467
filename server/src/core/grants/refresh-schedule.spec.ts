import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAccount, type Grant } from '../accounts/account.js';
import { isUsable, refreshBackoffMs, refreshDelayMs } from './refresh-schedule.js';

const NOW = 1_700_000_000;

const grant = (expiresAt: number | null, lifetime: number | null = 3600, accessToken: string | null = 'at'): Grant => {
  const parsed = parseAccount('id', {
    email: 'a@example.com',
    token: { access_token: accessToken, expiry_timestamp: expiresAt, expires_in: lifetime },
  });
  if (parsed.kind !== 'account') throw new Error(parsed.reason);
  return parsed.account.grant;
};

describe('when to refresh', () => {
  it.each<[string, Grant, number, number]>([
    ['an hour: 300 s ahead', grant(NOW + 3600), 0, 3300],
    ['an hour: up to 450 s ahead by chance', grant(NOW + 3600), 1, 3150],
    ['a minute: a tenth of it ahead', grant(NOW + 60, 60), 0, 54],
    ['no lifetime told: as for an hour', grant(NOW + 3600, null), 0, 3300],
    ['inside the lead time: now', grant(NOW + 200), 0, 0],
    ['expired: now', grant(NOW - 5), 0, 0],
    ['no access token: now', grant(NOW + 3600, 3600, null), 0, 0],
    ['no date: now', grant(null), 0, 0],
    ['a date days away, because the clock was set back: not beyond its life', grant(NOW + 3 * 86_400), 0, 3600],
  ])('%s', (_name, one, jitter, seconds) => {
    expect(refreshDelayMs(one, NOW, 300, jitter)).toBe(seconds * 1000);
  });

  it('is never negative, never beyond the life of the token, and never later than it expires', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -100_000, max: 1_000_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 0, max: 3600 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (left, lifetime, ahead, jitter) => {
          const delay = refreshDelayMs(grant(NOW + left, lifetime), NOW, ahead, jitter);
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThanOrEqual(lifetime * 1000);
          if (left > 0) expect(delay).toBeLessThanOrEqual(left * 1000);
        },
      ),
    );
  });
});

describe('whether an access token can be sent', () => {
  it('is so until the second in which it expires', () => {
    expect(isUsable(grant(NOW + 1), NOW)).toBe(true);
    expect(isUsable(grant(NOW), NOW)).toBe(false);
    expect(isUsable(grant(null), NOW)).toBe(false);
    expect(isUsable(grant(NOW + 1, 3600, null), NOW)).toBe(false);
  });
});

describe('how long a failing refresh is left alone', () => {
  it('doubles, with chance, up to five minutes', () => {
    expect([1, 2, 3, 4, 9, 10, 1000].map((failures) => refreshBackoffMs(failures, null, 1))).toEqual([
      1000, 2000, 4000, 8000, 256_000, 300_000, 300_000,
    ]);
    expect(refreshBackoffMs(3, null, 0)).toBe(2000);
  });

  it('is what the server asks for, within a second and five minutes', () => {
    expect([0, 500, 7000, 1e12].map((hint) => refreshBackoffMs(5, hint, 0))).toEqual([1000, 1000, 7000, 300_000]);
  });
});
