import { describe, expect, it } from 'vitest';

import { eventTypeSchema } from '../../../../server/contract/events.js';
import { english } from '../../messages/en/index.js';
import { anEvent } from '../../testing/fixtures.js';
import { describeEvent } from './event-sentence.js';

const email = 'ada@example.com';

describe('describeEvent', () => {
  it('says the three that everybody waits for in these very words', () => {
    expect(describeEvent(anEvent(1, 'account.disabled', { email }), english).text).toBe(
      'ada@example.com: account disabled due to invalid_grant',
    );
    expect(describeEvent(anEvent(1, 'account.reenabled', { email }), english).text).toBe(
      'ada@example.com: account re-enabled',
    );
    expect(describeEvent(anEvent(1, 'pool.reloaded', { loaded: 2 }), english)).toEqual({
      text: 'pool reloaded',
      detail: '2 accounts can serve',
    });
  });

  it.each(eventTypeSchema.options)('has words for %s', (type) => {
    expect(describeEvent(anEvent(1, type, { email }), english).text.length).toBeGreaterThan(5);
  });

  it('tells the cause of a dead grant and its cure in the words of the reader', () => {
    const event = anEvent(1, 'account.disabled', { email, cause: 'testing_expiry', reason: 'raw', cure: 'raw' });
    const { detail } = describeEvent(event, english);
    expect(detail).toMatch(/^The app is in “Testing” · Publish the app/);
    expect(detail).not.toContain('raw');
  });

  it('adds a reason that has no word of its own, and nothing that is not text', () => {
    const event = anEvent(1, 'account.proxy_disabled', { email, reason: 'holidays', cause: { odd: true } });
    expect(describeEvent(event, english).detail).toBe('holidays');
  });

  it.each([
    ['account.blocked', { cause: 'billing', reason: 'raw' }, 'its Google Cloud project needs billing'],
    ['account.updated', { cause: 'unreadable', reason: 'raw' }, 'its file cannot be read'],
    ['grant.expiring', { cause: 'time_limited', cure: 'raw' }, /^Access for a limited time · Sign in again/],
    ['grant.refresh_failed', { code: 'grant.issued_to_other_client', reason: 'raw' }, /^The refresh token was issued/],
    ['grant.refresh_failed', { code: 'grant.refresh_unavailable', reason: 'HTTP 503' }, / \(HTTP 503\)$/],
    [
      'model.protected',
      { model: 'm', kind: 'requests_per_day', used: 1950, limit: 2000, reason: 'raw' },
      'm · requests per day: 50 of 2,000 left',
    ],
    ['oauth_client.misconfigured', { client_key: 'default', error: 'invalid_client' }, 'default: invalid_client'],
  ] as const)('says of %s in its own words what the server names by a word', (type, told, words) => {
    const { detail } = describeEvent(anEvent(1, type, { email, ...told }), english);
    expect(detail).toEqual(typeof words === 'string' ? words : expect.stringMatching(words));
    expect(detail).not.toContain('raw');
  });
});
