import { describe, expect, it } from 'vitest';

import { english } from '../../messages/en/index.js';
import { aDisabledAccount, anAccount } from '../../testing/fixtures.js';
import { needsOf } from './needs.js';

const NOW_MS = Date.UTC(2026, 10, 20);
const days = (count: number) => NOW_MS / 1000 + count * 86_400;
const forecast = (count: number) => ({
  at: days(count),
  cause: 'testing_expiry' as const,
  confidence: 'likely' as const,
});

describe('what needs a person', () => {
  it('is what is broken, then what will soon be, the nearest first', () => {
    const accounts = [
      anAccount({ id: 'later', forecast: forecast(6) }),
      anAccount({ id: 'blocked', status: 'blocked', blocked: true, blocked_reason: 'terms' }),
      anAccount({ id: 'fine' }),
      anAccount({ id: 'far', forecast: forecast(60) }),
      anAccount({ id: 'soon', status: 'proxy_disabled', forecast: forecast(1) }),
      aDisabledAccount({ id: 'dead', forecast: forecast(1) }),
    ];
    expect(needsOf(accounts, NOW_MS, english).map(({ account }) => account.id)).toEqual([
      'dead',
      'blocked',
      'soon',
      'later',
    ]);
  });

  it('says why, and whether signing in again helps', () => {
    const [dead, ending] = needsOf(
      [aDisabledAccount(), anAccount({ id: 'b', forecast: forecast(2) })],
      NOW_MS,
      english,
    );
    expect(dead).toMatchObject({ isGrant: true, words: 'Sign in again for this account.' });
    expect(ending).toMatchObject({ isGrant: true, atMs: days(2) * 1000 });
    expect(ending?.words).toContain('7-day end');
    const [blocked] = needsOf([anAccount({ status: 'blocked', blocked_reason: 'terms' })], NOW_MS, english);
    expect(blocked).toMatchObject({ isGrant: false, words: 'terms' });
    const [known] = needsOf([anAccount({ status: 'blocked', cause: 'billing' })], NOW_MS, english);
    expect(known?.words).toBe(english.accounts.cause.billing);
  });
});
