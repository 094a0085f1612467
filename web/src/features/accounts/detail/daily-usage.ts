import type { UsageRowView } from '../../../../../server/contract/http/traffic.js';

const DAY_MS = 86_400_000;

/** The usage of some days, without holes: a day on which nothing happened is a day. */
export interface DailyUsage {
  /** When each day begins (UTC, as the server counts), epoch milliseconds, oldest first. */
  readonly times: readonly number[];
  readonly served: readonly number[];
  readonly failed: readonly number[];
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** @param days  how many, the day of `nowMs` included */
export function dailyUsage(rows: readonly UsageRowView[], nowMs: number, days: number): DailyUsage {
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const times = Array.from({ length: days }, (_, index) => today - (days - 1 - index) * DAY_MS);
  const byDay = new Map(rows.map((row) => [row.at_ms, row]));
  const inSight = times.map((at) => byDay.get(at));
  return {
    times,
    served: inSight.map((row) => (row ? row.requests - row.errors : 0)),
    failed: inSight.map((row) => row?.errors ?? 0),
    inputTokens: sum(inSight.map((row) => row?.input_tokens ?? 0)),
    outputTokens: sum(inSight.map((row) => row?.output_tokens ?? 0)),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
