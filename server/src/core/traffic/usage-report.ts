import { percentileOf } from './latency-histogram.js';
import { addUsage, HOUR_MS, NO_USAGE, type UsageCounters, type UsageEntry, type UsageKey } from './usage-counters.js';

/** What usage is asked for. */
export interface UsageQuery {
  readonly by: 'hour' | 'day';
  readonly group: 'model' | 'account' | 'key';
  /** Epoch milliseconds; the hour it falls into is counted whole. */
  readonly fromMs: number;
  /** Epoch milliseconds; hours that begin before it are counted whole. */
  readonly toMs: number;
}

/** The usage of one group in one hour or day. */
export interface UsageRow {
  /** When the hour or day (UTC) begins, epoch milliseconds. */
  readonly atMs: number;
  /** The model, account id or caller key id; null where a request had none. */
  readonly group: string | null;
  readonly counters: UsageCounters;
  readonly meanDurationMs: number;
  readonly p95DurationMs: number;
  readonly meanFirstByteMs: number | null;
  readonly p95FirstByteMs: number | null;
}

const SPAN_MS = { hour: HOUR_MS, day: 24 * HOUR_MS } as const;
const MEMBER = { model: 'model', account: 'accountId', key: 'callerKeyId' } as const satisfies Record<
  UsageQuery['group'],
  keyof UsageKey
>;

/** The hours that a query is about, first and last. */
export const hoursOf = ({ fromMs, toMs }: UsageQuery): { readonly first: number; readonly last: number } => ({
  first: Math.floor(fromMs / HOUR_MS),
  last: Math.ceil(toMs / HOUR_MS) - 1,
});

/** Adds up counters as a query wants them; rows come oldest first, the busiest group of an hour or day before others. */
export class UsageReport {
  readonly #sums = new Map<string, { readonly atMs: number; readonly group: string; counters: UsageCounters }>();

  constructor(private readonly query: UsageQuery) {}

  add({ key, counters }: UsageEntry): void {
    const spanMs = SPAN_MS[this.query.by];
    const atMs = Math.floor((key.hour * HOUR_MS) / spanMs) * spanMs;
    const group = key[MEMBER[this.query.group]];
    const name = `${atMs}/${group}`;
    const sum = this.#sums.get(name) ?? { atMs, group, counters: NO_USAGE };
    sum.counters = addUsage(sum.counters, counters);
    this.#sums.set(name, sum);
  }

  rows(): readonly UsageRow[] {
    return [...this.#sums.values()]
      .sort((left, right) => left.atMs - right.atMs || right.counters.requests - left.counters.requests)
      .map(({ atMs, group, counters }) => ({
        atMs,
        group: group === '' ? null : group,
        counters,
        meanDurationMs: counters.durationMs / counters.requests,
        p95DurationMs: percentileOf(counters.durations, 0.95) ?? 0,
        meanFirstByteMs: counters.firstBytes === 0 ? null : counters.firstByteMs / counters.firstBytes,
        p95FirstByteMs: percentileOf(counters.firstByteDurations, 0.95),
      }));
  }
}
