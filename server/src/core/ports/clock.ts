/**
 * Time as the domain sees it. Intervals are measured on the monotonic clock, which no clock change moves;
 * dates that leave the process come from the wall clock.
 */
export abstract class Clock {
  /** Wall clock, epoch milliseconds. */
  abstract nowMs(): number;

  /** Monotonic milliseconds from an arbitrary origin; never goes back. */
  abstract monotonicMs(): number;

  /** Runs `task` once after `delayMs`; the answer cancels it. A pending task does not keep the process alive. */
  abstract schedule(delayMs: number, task: () => void): () => void;
}

/** Wall clock in whole unix seconds, as account files and JWTs spell time. */
export const unixSeconds = (clock: Clock): number => Math.floor(clock.nowMs() / 1000);
