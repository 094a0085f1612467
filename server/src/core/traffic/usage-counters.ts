import { addHistograms, type LatencyHistogram } from './latency-histogram.js';

/** What is counted of requests. Two of them can be added up. */
export interface UsageCounters {
  readonly requests: number;
  /** Those that failed; a caller that went away is no error. */
  readonly errors: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedTokens: number;
  readonly thoughtTokens: number;
  readonly durationMs: number;
  readonly durations: LatencyHistogram;
  /** Requests that had a first byte at all. */
  readonly firstBytes: number;
  readonly firstByteMs: number;
  readonly firstByteDurations: LatencyHistogram;
}

/** What the counters are kept by: the finest that anybody can ask for. */
export interface UsageKey {
  /** Hours since 1970, UTC. */
  readonly hour: number;
  readonly model: string;
  readonly accountId: string;
  readonly callerKeyId: string;
}

/** One line of the kept counters. */
export interface UsageEntry {
  readonly key: UsageKey;
  readonly counters: UsageCounters;
}

export const HOUR_MS = 3_600_000;

/** Nothing counted yet. */
export const NO_USAGE: UsageCounters = {
  requests: 0,
  errors: 0,
  inputTokens: 0,
  outputTokens: 0,
  cachedTokens: 0,
  thoughtTokens: 0,
  durationMs: 0,
  durations: {},
  firstBytes: 0,
  firstByteMs: 0,
  firstByteDurations: {},
};

/** Both together. */
export const addUsage = (left: UsageCounters, right: UsageCounters): UsageCounters => ({
  requests: left.requests + right.requests,
  errors: left.errors + right.errors,
  inputTokens: left.inputTokens + right.inputTokens,
  outputTokens: left.outputTokens + right.outputTokens,
  cachedTokens: left.cachedTokens + right.cachedTokens,
  thoughtTokens: left.thoughtTokens + right.thoughtTokens,
  durationMs: left.durationMs + right.durationMs,
  durations: addHistograms(left.durations, right.durations),
  firstBytes: left.firstBytes + right.firstBytes,
  firstByteMs: left.firstByteMs + right.firstByteMs,
  firstByteDurations: addHistograms(left.firstByteDurations, right.firstByteDurations),
});
