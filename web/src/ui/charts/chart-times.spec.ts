import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { timeLabels } from './chart-times.js';

const HOUR_MS = 3_600_000;
const NOON = Date.UTC(2026, 10, 20, 12);

describe('the times of a chart', () => {
  const zone = process.env['TZ'];
  beforeEach(() => {
    process.env['TZ'] = 'America/New_York';
  });
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it('writes the hours of a day in the reader’s zone and language, without a date on the axis', () => {
    const times = Array.from({ length: 24 }, (_, hour) => NOON + hour * HOUR_MS);
    expect(timeLabels(times, 'hour', 'en').axis(NOON)).toBe('7:00 AM');
    expect(timeLabels(times, 'hour', 'fr').axis(NOON)).toMatch(/^0?7:00$/);
    expect(timeLabels(times, 'hour', 'en').full(NOON)).toMatch(/Fri, Nov 20.*7:00 AM/);
  });

  it('gives the hours of a week their date', () => {
    expect(timeLabels([NOON, NOON + 7 * 24 * HOUR_MS], 'hour', 'en').axis(NOON)).toMatch(/Nov 20.*7/);
  });

  it('keeps the name of a day that is counted by UTC', () => {
    const midnight = Date.UTC(2026, 10, 20);
    expect(timeLabels([midnight], 'day', 'en').axis(midnight)).toBe('Nov 20');
    expect(timeLabels([midnight], 'day', 'en').full(midnight)).toBe('Fri, Nov 20, 2026');
  });
});
