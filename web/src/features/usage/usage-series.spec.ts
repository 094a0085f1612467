import { describe, expect, it } from 'vitest';

import { aUsageList, aUsageRow } from '../../testing/usage-fixtures.js';
import { totalsOf, UsageSeries } from './usage-series.js';

const HOUR_MS = 3_600_000;
const WORDS = { nameOf: ({ group }: { group: string | null }) => group ?? 'none', others: 'Others' };

describe('the series of the usage charts', () => {
  it('have a place for every hour, also for those in which nothing happened', () => {
    const list = aUsageList([aUsageRow({ at_ms: 2 * HOUR_MS, group: 'a', requests: 3 })], { to_ms: 4 * HOUR_MS - 1 });
    const series = new UsageSeries(list, WORDS);
    expect(series.times).toEqual([0, HOUR_MS, 2 * HOUR_MS, 3 * HOUR_MS]);
    expect(series.amounts('requests')[0]?.values).toEqual([0, 0, 3, 0]);
    expect(series.latencies(({ duration_ms }) => duration_ms.p95)[0]?.values).toEqual([null, null, 2000, null]);
  });

  it('give each group one colour in all charts, the busiest first', () => {
    const list = aUsageList([
      aUsageRow({ group: 'few', requests: 1, errors: 1 }),
      aUsageRow({ group: 'many', requests: 9, errors: 0 }),
    ]);
    const series = new UsageSeries(list, WORDS);
    expect(series.amounts('requests').map(({ key, colour }) => [key, colour])).toEqual([
      ['many', 0],
      ['few', 1],
    ]);
    expect(series.amounts('errors').map(({ key, colour }) => [key, colour])).toEqual([['few', 1]]);
  });

  it('put together what is too much to tell apart, and lose nothing of it', () => {
    const rows = Array.from({ length: 12 }, (_, index) => aUsageRow({ group: `m${index}`, requests: 12 - index }));
    const series = new UsageSeries(aUsageList(rows), WORDS).amounts('requests');
    expect(series).toHaveLength(8);
    expect(series.at(-1)).toMatchObject({ label: 'Others', colour: 7 });
    const all = series.flatMap(({ values }) => values).reduce((sum: number, value) => sum + (value ?? 0), 0);
    expect(all).toBe(78);
  });

  it('come with sums of everything', () => {
    const list = aUsageList([
      aUsageRow({ group: 'a', requests: 1, input_tokens: 5 }),
      aUsageRow({ at_ms: HOUR_MS, group: 'a', requests: 2, input_tokens: 7 }),
      aUsageRow({ group: null, requests: 1 }),
    ]);
    expect(totalsOf(list).map(({ group, requests, input_tokens }) => [group, requests, input_tokens])).toEqual([
      ['a', 3, 12],
      [null, 1, 100],
    ]);
  });
});
