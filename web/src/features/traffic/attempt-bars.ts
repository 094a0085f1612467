import type { RequestDetail } from '../../../../server/contract/http/traffic.js';

/** Where an attempt stands in the time of its request; shares of the whole in percent. */
export interface AttemptBar {
  readonly startMs: number;
  readonly tookMs: number;
  readonly left: number;
  /** Until the upstream's first byte. */
  readonly waited: number;
  /** From there to the end. */
  readonly streamed: number;
}

/** Narrower than this a bar cannot be seen. */
const LEAST_SHARE = 0.8;

/** Places the attempts of a request in its time. Clocks may disagree a little: nothing leaves the whole. */
export function attemptBars({ started_at_ms, duration_ms, attempts }: RequestDetail): readonly AttemptBar[] {
  const wholeMs = Math.max(duration_ms, ...attempts.map(({ ended_at_ms }) => ended_at_ms - started_at_ms), 1);
  const share = (ms: number): number => Math.min(100, Math.max(0, (ms / wholeMs) * 100));
  return attempts.map((attempt) => {
    const startMs = Math.max(0, attempt.started_at_ms - started_at_ms);
    const tookMs = Math.max(0, attempt.ended_at_ms - attempt.started_at_ms);
    const waitedMs = Math.min(tookMs, attempt.first_byte_ms ?? tookMs);
    const left = Math.min(share(startMs), 100 - LEAST_SHARE);
    const width = Math.min(100 - left, Math.max(LEAST_SHARE, share(tookMs)));
    const waited = tookMs === 0 ? width : (waitedMs / tookMs) * width;
    return { startMs, tookMs, left, waited, streamed: width - waited };
  });
}
