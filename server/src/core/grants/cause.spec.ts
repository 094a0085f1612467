import { describe, expect, it } from 'vitest';
import { CAUSES, diagnose, type GrantHistory } from './cause.js';
import type { OAuthRefusal } from './judge-refresh.js';

const DAY = 86_400;
const NOW = 1_700_000_000;
const HISTORY: GrantHistory = {
  now: NOW,
  issuedAt: null,
  lastAliveAt: NOW - 3600,
  refreshTokenExpiresAt: null,
  earlierLifetimes: [],
  grantsIssued: 1,
};
const REVOKED: OAuthRefusal = {
  error: 'invalid_grant',
  description: 'Token has been expired or revoked.',
  subtype: null,
};

const causeOf = (history: Partial<GrantHistory>, refusal: Partial<OAuthRefusal> = {}): string => {
  const { cause, confidence } = diagnose({ ...REVOKED, ...refusal }, { ...HISTORY, ...history });
  return `${cause} ${confidence}`;
};

describe('the probable cause of a dead grant', () => {
  it.each<[string, Partial<GrantHistory>, Partial<OAuthRefusal>, string]>([
    ['session control, by the subtype', {}, { subtype: 'invalid_rapt' }, 'session_control certain'],
    ['session control, by the description', {}, { description: 'reauth (invalid_rapt)' }, 'session_control certain'],
    ['a deleted account', {}, { description: 'Account has been deleted' }, 'account_gone certain'],
    ['a suspended account', {}, { description: 'The account is suspended.' }, 'account_gone certain'],
    ['the announced end', { refreshTokenExpiresAt: NOW + 60 }, {}, 'time_limited certain'],
    ['an announced end that is far away', { refreshTokenExpiresAt: NOW + 90 * DAY }, {}, 'revoked likely'],
    ['seven days', { issuedAt: NOW - 7 * DAY }, {}, 'testing_expiry likely'],
    [
      'seven days, as others before',
      { issuedAt: NOW - 7 * DAY, earlierLifetimes: [7 * DAY + 600] },
      {},
      'testing_expiry certain',
    ],
    ['a little before seven days', { issuedAt: NOW - 7 * DAY + 5 * 3600 }, {}, 'testing_expiry likely'],
    ['a little after seven days', { issuedAt: NOW - 7 * DAY - 11 * 3600 }, {}, 'testing_expiry likely'],
    ['six days', { issuedAt: NOW - 6 * DAY }, {}, 'revoked likely'],
    ['eight days', { issuedAt: NOW - 8 * DAY }, {}, 'revoked likely'],
    ['half a year of silence', { lastAliveAt: NOW - 184 * DAY }, {}, 'unused_six_months likely'],
    ['five months of silence', { lastAliveAt: NOW - 150 * DAY }, {}, 'revoked likely'],
    ['more than a hundred grants', { grantsIssued: 100 }, {}, 'superseded possible'],
    ['ninety-nine grants', { grantsIssued: 99 }, {}, 'revoked likely'],
    ['nothing known, and the usual words', { lastAliveAt: null }, {}, 'revoked likely'],
    ['nothing known, and no words', { lastAliveAt: null }, { description: null }, 'unknown possible'],
    ['nothing known, and other words', { lastAliveAt: null }, { description: 'Bad Request' }, 'unknown possible'],
  ])('%s', (_name, history, refusal, expected) => {
    expect(causeOf(history, refusal)).toBe(expected);
  });

  it('goes by what the server says before it goes by age', () => {
    expect(causeOf({ issuedAt: NOW - 7 * DAY, refreshTokenExpiresAt: NOW }, { subtype: 'invalid_rapt' })).toBe(
      'session_control certain',
    );
  });

  it('gives everyone words that fit into a sentence, and a cure that is one', () => {
    for (const { words, cure } of Object.values(CAUSES)) {
      expect(words).not.toMatch(/\.$/);
      expect(cure).toMatch(/\.$/);
    }
  });
});
