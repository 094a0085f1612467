import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coolDownMs, type CoolDownHint } from './cool-down.js';

const HOUR_MS = 3_600_000;
const nothing: CoolDownHint = { retryInfoMs: null, retryAfterMs: null, quotaId: null };
const PER_DAY = 'GenerateRequestsPerDayPerProjectPerModel-FreeTier';

describe('how long an account rests for a model after a 429', () => {
  it.each([
    ['Retry-After: 5', { retryAfterMs: 5000 }, 5000],
    ['RetryInfo 3.5s', { retryInfoMs: 3500 }, 3500],
    ['RetryInfo before Retry-After', { retryInfoMs: 3500, retryAfterMs: 60_000 }, 3500],
    ['RetryInfo of nothing, Retry-After: 9', { retryInfoMs: 0, retryAfterMs: 9000 }, 9000],
    ['a moment that is too short', { retryAfterMs: 1 }, 1000],
    ['Retry-After: 1e12 seconds', { retryAfterMs: 1e15 }, 24 * HOUR_MS],
    ['a hint and a daily quota: the hint knows better', { retryInfoMs: 40_000, quotaId: PER_DAY }, 40_000],
    ['a daily quota alone: until midnight', { quotaId: PER_DAY }, 7 * HOUR_MS],
  ])('%s', (_name, hint, expected) => {
    expect(coolDownMs({ ...nothing, ...hint }, 1, 7 * HOUR_MS, 0.5)).toBe(expected);
  });

  it.each([
    ['Retry-After: 0', { retryAfterMs: 0 }],
    ['a date that has passed, or -1', { retryAfterMs: -1000 }],
    ['what is no number', { retryAfterMs: Number.NaN, retryInfoMs: Number.POSITIVE_INFINITY }],
    ['a quota per minute', { quotaId: 'GenerateRequestsPerMinutePerProjectPerModel' }],
    ['nothing at all', {}],
  ])('falls back on a guess that doubles, after %s', (_name, hint) => {
    const guesses = [1, 2, 3, 4, 20, 1e9].map((refusals) =>
      coolDownMs({ ...nothing, ...hint }, refusals, 7 * HOUR_MS, 1),
    );
    expect(guesses).toEqual([2000, 4000, 8000, 16_000, 600_000, 600_000]);
    // Jitter takes away up to a half, so that accounts that were refused together do not come back together.
    expect(coolDownMs({ ...nothing, ...hint }, 4, 7 * HOUR_MS, 0)).toBe(8000);
  });

  it('is bounded at both ends, whatever the upstream says', () => {
    const anyMs = fc.option(fc.oneof(fc.double(), fc.integer(), fc.constant(1e300)));
    fc.assert(
      fc.property(
        fc.record({
          retryInfoMs: anyMs,
          retryAfterMs: anyMs,
          quotaId: fc.option(fc.constantFrom(PER_DAY, 'PerDay', 'x')),
        }),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: -10, max: 30 * HOUR_MS }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (hint, refusals, untilMidnightMs, jitter) => {
          const ms = coolDownMs(hint, refusals, untilMidnightMs, jitter);
          expect(ms).toBeGreaterThanOrEqual(1000);
          expect(ms).toBeLessThanOrEqual(24 * HOUR_MS);
        },
      ),
    );
  });
});
