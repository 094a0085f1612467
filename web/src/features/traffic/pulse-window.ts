/** What ended within a stretch of time. */
export interface Pulse {
  readonly requests: number;
  readonly failed: number;
  /** How long they took altogether, milliseconds. */
  readonly totalMs: number;
}

/** Requests that one event stands for. */
export interface Beat extends Pulse {
  /** Epoch milliseconds. */
  readonly at: number;
}

interface Slot {
  /** Which stretch of time since the epoch it holds; -1 where none. */
  stretch: number;
  requests: number;
  failed: number;
  totalMs: number;
}

const NOTHING: Pulse = { requests: 0, failed: 0, totalMs: 0 };

/** Counts what happened lately, in as many places as there are stretches of time: its size never changes. */
export class PulseWindow {
  readonly #slots: Slot[];

  /**
   * @param count  how many stretches are remembered
   * @param stretchMs  how long each is
   */
  constructor(
    readonly count: number,
    readonly stretchMs: number,
  ) {
    this.#slots = Array.from({ length: count }, () => ({ stretch: -1, ...NOTHING }));
  }

  add({ at, requests, failed, totalMs }: Beat): void {
    const stretch = Math.floor(at / this.stretchMs);
    const slot = this.#slots[stretch % this.count];
    // What is older than everything that is remembered must not take the place of something newer.
    if (slot === undefined || stretch < slot.stretch) return;
    if (slot.stretch !== stretch) Object.assign(slot, { stretch, ...NOTHING });
    slot.requests += requests;
    slot.failed += failed;
    slot.totalMs += totalMs;
  }

  /** One entry per stretch up to now, oldest first. */
  until(nowMs: number): readonly Pulse[] {
    const newest = Math.floor(nowMs / this.stretchMs);
    return Array.from({ length: this.count }, (_, index) => {
      const stretch = newest - this.count + 1 + index;
      const slot = stretch < 0 ? undefined : this.#slots[stretch % this.count];
      if (slot?.stretch !== stretch) return NOTHING;
      const { requests, failed, totalMs } = slot;
      return { requests, failed, totalMs };
    });
  }

  clear(): void {
    for (const slot of this.#slots) slot.stretch = -1;
  }
}

/** All of them together. */
export function addPulses(pulses: readonly Pulse[]): Pulse {
  return pulses.reduce(
    (sum, { requests, failed, totalMs }) => ({
      requests: sum.requests + requests,
      failed: sum.failed + failed,
      totalMs: sum.totalMs + totalMs,
    }),
    NOTHING,
  );
}
