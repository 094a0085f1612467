import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEARNED_FOR_MS, QuotaEntry } from './quota-entry.js';
import type { QuotaLimit } from './quota-limits.js';
import { isLow, shortageOf, standingsOf } from './quota-standing.js';
import { QUOTA_KINDS, quotaWindow } from './quota-window.js';
import { QuotaWindows } from './quota-windows.js';

const NOON = Date.parse('2026-11-20T20:00:30Z');
const set = (kind: QuotaLimit['kind'], value: number): QuotaLimit => ({ kind, value, source: 'set' });

describe('too little is left', () => {
  it.each([
    [100, 11, 10, false],
    [100, 10, 10, false],
    [100, 9, 10, true],
    [100, 7, 7, false],
    [3, 1, 33, false],
    [3, 1, 34, true],
    [1, 1, 100, false],
    [100, 1, 0, false],
    [100, 0, 0, true],
    [100, -5, 0, true],
  ])('of %i, %i, with a threshold of %i %%: %s', (limit, left, threshold, low) => {
    expect(isLow(left, limit, threshold)).toBe(low);
  });
});

describe('a shortage', () => {
  it('lasts until the last of the windows turns that have little left', () => {
    const entry = new QuotaEntry('a', 'm');
    const windows = new QuotaWindows().at(NOON);
    const limits = [set('requests_per_minute', 10), set('requests_per_day', 10), set('tokens_per_day', 1000)];
    entry.spend({ requests: 9, tokens: 1 }, windows);
    expect(shortageOf(entry, limits, windows, 10)).toBeUndefined();
    entry.spend({ requests: 1, tokens: 1 }, windows);
    expect(shortageOf(entry, limits, windows, 10)).toEqual({
      reason: '10 of 10 requests per day are used',
      kind: 'requests_per_day',
      used: 10,
      limit: 10,
      untilMs: windows.day.endsAtMs,
    });
    expect(shortageOf(entry, limits.slice(0, 1), windows, 10)?.untilMs).toBe(windows.minute.endsAtMs);
  });

  it('counts requests that are under way as spent', () => {
    const entry = new QuotaEntry('a', 'm');
    const windows = new QuotaWindows().at(NOON);
    entry.reserved = 10;
    expect(shortageOf(entry, [set('requests_per_minute', 10)], windows, 10)).toBeDefined();
    expect(standingsOf(entry, [set('requests_per_minute', 10)], windows)).toMatchObject([{ used: 0, left: 10 }]);
  });
});

interface Step {
  readonly afterMs: number;
  readonly requests: number;
  readonly tokens: number;
}

const aStep: fc.Arbitrary<Step> = fc.record({
  afterMs: fc.oneof(fc.nat(5_000), fc.nat(90_000), fc.nat(20 * 3_600_000)),
  requests: fc.nat(3),
  tokens: fc.integer({ min: -5, max: 500 }),
});

describe('counting', () => {
  it('agrees with adding up all that fell into the window, is never less than nothing, and survives a restart', () => {
    fc.assert(
      fc.property(fc.array(aStep, { maxLength: 30 }), fc.nat(30), (steps, restartAt) => {
        let entry = new QuotaEntry('a', 'm');
        const windows = new QuotaWindows();
        const spent: { readonly atMs: number; readonly requests: number; readonly tokens: number }[] = [];
        let nowMs = Date.parse('2026-10-31T00:00:00Z');
        steps.forEach(({ afterMs, requests, tokens }, index) => {
          nowMs += afterMs;
          if (index === restartAt) {
            const next = new QuotaEntry('a', 'm');
            next.recall(entry.record, windows.at(nowMs));
            entry = next;
          }
          entry.spend({ requests, tokens }, windows.at(nowMs));
          spent.push({ atMs: nowMs, requests, tokens: Math.max(0, tokens) });
          for (const kind of QUOTA_KINDS) {
            const { startsAtMs } = quotaWindow(kind, nowMs);
            const sum = spent
              .filter(({ atMs }) => atMs >= startsAtMs)
              .reduce((total, one) => total + (kind.startsWith('requests') ? one.requests : one.tokens), 0);
            expect(entry.used(kind, windows.at(nowMs))).toBe(sum);
            expect(sum).toBeGreaterThanOrEqual(0);
          }
          for (const { left } of standingsOf(entry, [set('tokens_per_day', 50)], windows.at(nowMs)))
            expect(left).toBeGreaterThanOrEqual(0);
        });
      }),
      { seed: 20_261_120, numRuns: 300 },
    );
  });

  it('adds what was counted before a restart to what has been counted since', () => {
    const windows = new QuotaWindows().at(NOON);
    const [before, since] = [new QuotaEntry('a', 'm'), new QuotaEntry('a', 'm')];
    before.spend({ requests: 5, tokens: 50 }, windows);
    since.spend({ requests: 2, tokens: 20 }, windows);
    since.recall(before.record, windows);
    expect(since.used('requests_per_day', windows)).toBe(7);
    expect(since.used('tokens_per_minute', windows)).toBe(70);
  });

  it('takes the word of who knows that more was spent', () => {
    const windows = new QuotaWindows().at(NOON);
    const entry = new QuotaEntry('a', 'm');
    entry.spend({ requests: 5, tokens: 50 }, windows);
    entry.spentAtLeast({ requests: 100, tokens: 0 }, windows);
    expect([entry.used('requests_per_day', windows), entry.used('tokens_per_day', windows)]).toEqual([100, 50]);
    expect(entry.used('requests_per_minute', windows)).toBe(5);
  });
});

describe('what was learned', () => {
  it('is forgotten when it has not been said again for long, and kept over a restart until then', () => {
    const windows = new QuotaWindows().at(NOON);
    const entry = new QuotaEntry('a', 'm');
    entry.learn('requests_per_day', 250, NOON);
    entry.learn('requests_per_minute', 5, NOON + 1000);
    const next = new QuotaEntry('a', 'm');
    next.recall(entry.record, windows);
    next.forgetOld(NOON + LEARNED_FOR_MS);
    expect(next.learned).toEqual({ requests_per_minute: 5 });
    next.forgetOld(NOON + LEARNED_FOR_MS + 1000);
    expect(next.hasLearned).toBe(false);
  });
});
