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
  /** Where it is found, by its model. */
  readonly place: Map<string, Line>;
}

/** Counts requests as they end, by hour of their start, model, account and caller key. */
export class UsageTally {
  /** In the order in which they were begun. */
  readonly #lines = new Set<Line>();
  /** By account, then caller key, then model: looking names up costs less than making one of them all. */
  #places = new Map<string | null, Map<string | null, Map<string, Line>>>();
  #hour = 0;

  /** How many sums there are: one for each hour, model, account and caller key. */
  get size(): number {
    return this.#lines.size;
  }

  add(record: RequestRecord): void {
    const hour = Math.floor(record.startedAtMs / HOUR_MS);
    if (hour !== this.#hour) this.#places.clear();
    this.#hour = hour;
    count(record, this.#lineOf(record).tally);
  }

  /** What has been counted since it was taken last; those that were begun first where there are more than `most`. */
  take(most = Number.POSITIVE_INFINITY): readonly UsageEntry[] {
    const taken: UsageEntry[] = [];
    for (const line of this.#lines) {
      if (taken.length >= most) break;
      this.#lines.delete(line);
      line.place.delete(line.key.model);
      taken.push({ key: line.key, counters: line.tally });
    }
    return taken;
  }

  #lineOf({ accountId, callerKeyId, modelUsed, modelAsked }: RequestRecord): Line {
    const model = modelUsed ?? modelAsked ?? '';
    const lines = inner(inner(this.#places, accountId), callerKeyId);
    let line = lines.get(model);
    if (!line) {
      const key = { hour: this.#hour, model, accountId: accountId ?? '', callerKeyId: callerKeyId ?? '' };
      line = { key, tally: { ...NO_USAGE, durations: {}, firstByteDurations: {} }, place: lines };
      lines.set(model, line);
      this.#lines.add(line);
    }
    return line;
  }
}

function inner<Key, Inner, Held>(places: Map<Key, Map<Inner, Held>>, key: Key): Map<Inner, Held> {
  let held = places.get(key);
  if (!held) places.set(key, (held = new Map<Inner, Held>()));
  return held;
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
