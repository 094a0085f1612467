import { describe, expect, it } from 'vitest';

import { questionOf, readWish, writeWish } from './usage-question.js';

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 10, 20, 12, 34);

describe('what the usage page is asked', () => {
  it('is the last day by hour and model, unless the address says otherwise', () => {
    expect(readWish({}, NOW)).toMatchObject({ range: '24h', by: 'hour', group: 'model' });
    expect(readWish({ range: 'x', by: 'week', group: ['a'] }, NOW)).toEqual(readWish({}, NOW));
  });

  it('stands in the address as it is', () => {
    const query = { range: 'custom', by: 'hour', group: 'key', from: '2026-11-01', to: '2026-11-03' };
    expect(writeWish(readWish(query, NOW))).toEqual(query);
  });

  it('is answered by day where hours would be too many to tell apart', () => {
    expect(readWish({ range: '30d', by: 'hour' }, NOW).by).toBe('day');
    expect(readWish({ range: '7d', by: 'hour' }, NOW).by).toBe('hour');
    expect(readWish({ range: '7d' }, NOW).by).toBe('day');
  });

  it('begins with a whole hour or day', () => {
    expect(questionOf(readWish({}, NOW), NOW)).toMatchObject({ fromMs: Date.UTC(2026, 10, 19, 12), toMs: NOW });
    expect(questionOf(readWish({ range: '7d' }, NOW), NOW).fromMs).toBe(Date.UTC(2026, 10, 13));
  });

  it('has both days in it, in whichever order they were given, and nothing of the future', () => {
    const forth = readWish({ range: 'custom', from: '2026-11-02', to: '2026-11-04' }, NOW);
    const back = readWish({ range: 'custom', from: '2026-11-04', to: '2026-11-02' }, NOW);
    expect(questionOf(forth, NOW)).toMatchObject({ fromMs: Date.UTC(2026, 10, 2), toMs: Date.UTC(2026, 10, 5) });
    expect(questionOf(back, NOW)).toEqual(questionOf(forth, NOW));
    const ahead = readWish({ range: 'custom', from: '2026-11-20', to: '2030-01-01' }, NOW);
    expect(questionOf(ahead, NOW).toMs).toBeLessThanOrEqual(Date.UTC(2026, 10, 21));
  });

  it('is no longer than the server remembers', () => {
    const { fromMs, toMs } = questionOf(readWish({ range: 'custom', from: '0001-01-01', to: '2026-11-20' }, NOW), NOW);
    expect((toMs - fromMs) / HOUR_MS / 24).toBeLessThanOrEqual(401);
  });
});
