import { describe, expect, it } from 'vitest';

import { quotaBars } from './account-quotas.js';

const quota = (left: number, difference: object = {}) => ({
  model: 'm',
  kind: 'requests_per_day' as const,
  limit: 1000,
  used: 1000 - left,
  left,
  resets_at: 200,
  source: 'set' as const,
  protected: false,
  ...difference,
});

describe('the bar of a quota', () => {
  it.each([
    [1000, 100, 'success'],
    [249, 24, 'warning'],
    [99, 9, 'error'],
    [1, 1, 'error'],
    [0, 0, 'error'],
    [-50, 0, 'error'],
    [2000, 100, 'success'],
  ])('with %i of 1000 left is at %i %%, %s', (left, percent, tone) => {
    expect(quotaBars([quota(left)], 100_000)).toMatchObject([{ percent, tone }]);
  });

  it('is full again when its window has turned', () => {
    expect(quotaBars([quota(3)], 200_000)).toMatchObject([{ percent: 100, quota: { left: 1000 } }]);
  });

  it('stands first when the least is left', () => {
    const bars = quotaBars([quota(500, { model: 'a' }), quota(10, { model: 'b' })], 0);
    expect(bars.map((bar) => bar.quota.model)).toEqual(['b', 'a']);
  });
});
