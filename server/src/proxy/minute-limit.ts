import type { Clock } from '../core/ports/clock.js';

const MINUTE_MS = 60_000;

/**
 * How many requests each key has had in the last minute: a sliding window in two halves, on the monotonic clock, at a
 * fixed cost per key. What happened in the last window counts by the part of it that the last minute still covers.
 */
export class MinuteLimit {
  readonly #windows = new Map<string, { startMs: number; now: number; before: number }>();

  constructor(private readonly clock: Clock) {}

  /** Counts one request. @returns 0 when it may pass, else after how many milliseconds another try can */
  take(keyId: string, perMinute: number): number {
    const window = this.#windowOf(keyId);
    const elapsedMs = this.clock.monotonicMs() - window.startMs;
    const carried = window.before * (1 - elapsedMs / MINUTE_MS);
    if (carried + window.now + 1 <= perMinute) {
      window.now += 1;
      return 0;
    }
    if (window.now >= perMinute) {
      // Full by itself: in the next window it fades, until one fits.
      return MINUTE_MS - elapsedMs + MINUTE_MS * (1 - (perMinute - 1) / window.now);
    }
    return MINUTE_MS * (1 - (perMinute - 1 - window.now) / window.before) - elapsedMs;
  }

  forget(keyId: string): void {
    this.#windows.delete(keyId);
  }

  #windowOf(keyId: string): { startMs: number; now: number; before: number } {
    const nowMs = this.clock.monotonicMs();
    const window = this.#windows.get(keyId);
    const passed = window ? Math.floor((nowMs - window.startMs) / MINUTE_MS) : 0;
    if (window && passed === 0) return window;
    const next = window
      ? { startMs: window.startMs + passed * MINUTE_MS, now: 0, before: passed === 1 ? window.now : 0 }
      : { startMs: nowMs, now: 0, before: 0 };
    this.#windows.set(keyId, next);
    return next;
  }
}
