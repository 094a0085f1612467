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

  it('adds reason and cure, and nothing that is not text', () => {
    const event = anEvent(1, 'account.disabled', { email, reason: 'invalid_grant: revoked', cure: { odd: true } });
    expect(describeEvent(event, english).detail).toBe('invalid_grant: revoked');
  });
});
