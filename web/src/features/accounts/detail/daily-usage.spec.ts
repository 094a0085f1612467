import { describe, expect, it } from 'vitest';

import type { UsageRowView } from '../../../../../server/contract/http/traffic.js';
import { dailyUsage } from './daily-usage.js';

const DAY_MS = 86_400_000;
const day = (date: number) => Date.UTC(2026, 10, date);
const row = (date: number, requests: number, errors: number): UsageRowView => ({
  at_ms: day(date),
  group: 'a',
  email: null,
  requests,
  errors,
  input_tokens: 10,
  output_tokens: 1,
  cached_tokens: 0,
  thought_tokens: 0,
  duration_ms: { mean: 1, p95: 1 },
  first_byte_ms: null,
});

describe('usage by day', () => {
  it('has every day once, today last, and tells served from failed', () => {
    const usage = dailyUsage([row(18, 5, 2), row(20, 1, 0)], day(20) + 5_000, 3);
    expect(usage.times).toEqual([day(18), day(19), day(20)]);
    expect(usage.served).toEqual([3, 0, 1]);
    expect(usage.failed).toEqual([2, 0, 0]);
    expect([usage.inputTokens, usage.outputTokens]).toEqual([20, 2]);
  });

  it('counts nothing from before the days that are shown', () => {
    const usage = dailyUsage([row(1, 9, 0)], day(20), 3);
    expect(usage.served).toEqual([0, 0, 0]);
    expect(usage.inputTokens).toBe(0);
    expect(usage.times.at(-1)! - usage.times[0]!).toBe(2 * DAY_MS);
  });
});
