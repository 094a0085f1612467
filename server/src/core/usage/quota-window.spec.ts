import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quotaWindow } from './quota-window.js';

const HOUR_MS = 3_600_000;
const dayOf = (iso: string) => {
  const { startsAtMs, endsAtMs } = quotaWindow('requests_per_day', Date.parse(iso));
  return [new Date(startsAtMs).toISOString(), new Date(endsAtMs).toISOString(), (endsAtMs - startsAtMs) / HOUR_MS];
};

describe('the window of a quota', () => {
  it('per minute is the whole minute', () => {
    const atMs = Date.parse('2026-11-20T13:45:59.999Z');
    expect(quotaWindow('tokens_per_minute', atMs)).toEqual({
      startsAtMs: Date.parse('2026-11-20T13:45:00Z'),
      endsAtMs: Date.parse('2026-11-20T13:46:00Z'),
    });
  });

  it.each([
    ['in winter', '2026-11-20T13:00:00Z', '2026-11-20T08:00:00.000Z', '2026-11-21T08:00:00.000Z', 24],
    ['in summer', '2026-07-01T06:59:59.999Z', '2026-06-30T07:00:00.000Z', '2026-07-01T07:00:00.000Z', 24],
    ['at midnight itself', '2026-07-01T07:00:00Z', '2026-07-01T07:00:00.000Z', '2026-07-02T07:00:00.000Z', 24],
    [
      'spring 2026, before the change',
      '2026-03-08T09:00:00Z',
      '2026-03-08T08:00:00.000Z',
      '2026-03-09T07:00:00.000Z',
      23,
    ],
    ['spring 2026, after it', '2026-03-09T06:00:00Z', '2026-03-08T08:00:00.000Z', '2026-03-09T07:00:00.000Z', 23],
    [
      'autumn 2026, before the change',
      '2026-11-01T08:30:00Z',
      '2026-11-01T07:00:00.000Z',
      '2026-11-02T08:00:00.000Z',
      25,
    ],
    [
      'autumn 2026, in the hour that comes twice',
      '2026-11-01T09:30:00Z',
      '2026-11-01T07:00:00.000Z',
      '2026-11-02T08:00:00.000Z',
      25,
    ],
    [
      'autumn 2026, in the last hour',
      '2026-11-02T07:59:59Z',
      '2026-11-01T07:00:00.000Z',
      '2026-11-02T08:00:00.000Z',
      25,
    ],
    ['spring 2027', '2027-03-14T12:00:00Z', '2027-03-14T08:00:00.000Z', '2027-03-15T07:00:00.000Z', 23],
    ['autumn 2027', '2027-11-07T12:00:00Z', '2027-11-07T07:00:00.000Z', '2027-11-08T08:00:00.000Z', 25],
  ])('per day turns at midnight Pacific time, %s', (_name, at, start, end, hours) => {
    expect(dayOf(at)).toEqual([start, end, hours]);
  });

  it('holds its moment, and the next begins where it ends', () => {
    const moment = fc.integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2028-12-31T00:00:00Z') });
    fc.assert(
      fc.property(moment, fc.constantFrom('requests_per_day' as const, 'tokens_per_minute' as const), (nowMs, kind) => {
        const window = quotaWindow(kind, nowMs);
        expect(window.startsAtMs).toBeLessThanOrEqual(nowMs);
        expect(window.endsAtMs).toBeGreaterThan(nowMs);
        expect(quotaWindow(kind, window.startsAtMs)).toEqual(window);
        expect(quotaWindow(kind, window.endsAtMs - 1)).toEqual(window);
        expect(quotaWindow(kind, window.endsAtMs).startsAtMs).toBe(window.endsAtMs);
      }),
      { seed: 20_261_120, numRuns: 1000 },
    );
  });
});
