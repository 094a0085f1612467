import { bucketOf } from './latency-histogram.js';
import { stateOf, type RequestRecord } from './request-record.js';
import { HOUR_MS, NO_USAGE, type UsageCounters, type UsageEntry, type UsageKey } from './usage-counters.js';

/** Counters while they are being counted. */
type Tally = {
  -readonly [Member in keyof UsageCounters]: UsageCounters[Member] extends number ? number : Record<string, number>;
};

interface Line {
  readonly key: UsageKey;
  readonly tally: Tally;
}

/** Counts requests as they end, by hour of their start, model, account and caller key; one look into a map each. */
export class UsageTally {
  #lines = new Map<string, Line>();

  get isEmpty(): boolean {
    return this.#lines.size === 0;
  }

  add(record: RequestRecord): void {
    const hour = Math.floor(record.startedAtMs / HOUR_MS);
    const model = record.modelUsed ?? record.modelAsked ?? '';
    const name = `${hour}\n${record.accountId ?? ''}\n${record.callerKeyId ?? ''}\n${model}`;
    let line = this.#lines.get(name);
    if (!line) {
      const key = { hour, model, accountId: record.accountId ?? '', callerKeyId: record.callerKeyId ?? '' };
      line = { key, tally: { ...NO_USAGE, durations: {}, firstByteDurations: {} } };
      this.#lines.set(name, line);
    }
    count(record, line.tally);
  }

  /** What has been counted since the last time. */
  take(): readonly UsageEntry[] {
    const lines = [...this.#lines.values()];
    this.#lines = new Map();
    return lines.map(({ key, tally }) => ({ key, counters: tally }));
  }
}

function count(record: RequestRecord, tally: Tally): void {
  tally.requests += 1;
  if (stateOf(record) === 'failed') tally.errors += 1;
  if (record.usage) {
    tally.inputTokens += record.usage.inputTokens;
    tally.outputTokens += record.usage.outputTokens;
    tally.cachedTokens += record.usage.cachedTokens;
    tally.thoughtTokens += record.usage.thoughtTokens;
  }
  tally.durationMs += record.durationMs;
  hit(tally.durations, record.durationMs);
  if (record.firstByteMs === null) return;
  tally.firstBytes += 1;
  tally.firstByteMs += record.firstByteMs;
  hit(tally.firstByteDurations, record.firstByteMs);
}

function hit(histogram: Record<string, number>, ms: number): void {
  const bucket = bucketOf(ms);
  histogram[bucket] = (histogram[bucket] ?? 0) + 1;
}
