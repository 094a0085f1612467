import type { Clock } from '../../core/ports/clock.js';

/** So much at once, and so much a second in the long run. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** Says whether one more may pass, at a rate. */
export class Allowance {
  #left: number;
  #atMs: number;

  constructor(
    private readonly rate: Rate,
    private readonly clock: Clock,
  ) {
    this.#left = rate.burst;
    this.#atMs = clock.monotonicMs();
  }

  /** Takes one, if there is one. */
  take(): boolean {
    if (this.#left < 1) this.#refill();
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }

  /** How long until there is one, milliseconds. */
  get waitMs(): number {
    this.#refill();
    return this.#left >= 1 ? 0 : ((1 - this.#left) / this.rate.perSecond) * 1000;
  }

  #refill(): void {
    const nowMs = this.clock.monotonicMs();
    this.#left = Math.min(this.rate.burst, this.#left + ((nowMs - this.#atMs) / 1000) * this.rate.perSecond);
    this.#atMs = nowMs;
  }
}
