import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quotaWindow } from './quota-window.js';
import { QuotaWindows } from './quota-windows.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const pairAt = (nowMs: number) => ({
  minute: quotaWindow('requests_per_minute', nowMs),
  day: quotaWindow('requests_per_day', nowMs),
});

describe('the windows of now', () => {
  it('are the ones that the calendar says while time goes on, over every change of the clocks', () => {
    const days = ['2026-03-07T00:00:00Z', '2026-10-31T00:00:00Z', '2027-03-13T00:00:00Z', '2026-11-20T00:00:00Z'];
    fc.assert(
      fc.property(
        fc.constantFrom(...days),
        fc.array(fc.oneof(fc.nat(30 * HOUR_MS), fc.nat(2 * MINUTE_MS)), { maxLength: 20 }),
        (day, steps) => {
          const windows = new QuotaWindows();
          let nowMs = Date.parse(day);
          for (const step of steps) {
            nowMs += step;
            expect(windows.at(nowMs)).toEqual(pairAt(nowMs));
          }
        },
      ),
      { seed: 20_261_120, numRuns: 300 },
    );
  });

  it('cost nothing to ask for again', () => {
    const windows = new QuotaWindows();
    const atMs = Date.parse('2026-11-20T12:00:00Z');
    expect(windows.at(atMs)).toBe(windows.at(atMs + 59_999));
    expect(windows.at(atMs + 61_000).day).toBe(windows.at(atMs + 200_000).day);
  });

  it('stay when the clock is set back a little, and follow when it was wrong by days', () => {
    const windows = new QuotaWindows();
    const midnight = quotaWindow('requests_per_day', Date.parse('2026-11-20T12:00:00Z')).endsAtMs;
    const turned = windows.at(midnight + 1000);
    expect(windows.at(midnight - 2000)).toEqual(turned);
    expect(windows.at(midnight - 60 * HOUR_MS)).toEqual(pairAt(midnight - 60 * HOUR_MS));
  });
});
