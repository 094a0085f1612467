import type { QuotaEntry } from '../core/usage/quota-entry.js';

/** What is kept back, by the moment at which it is looked at again: there are only a few of these at any time. */
export class QuotaTurns {
  readonly #byMoment = new Map<number, Set<QuotaEntry>>();

  /** @param untilMs  epoch milliseconds */
  hold(entry: QuotaEntry, untilMs: number): void {
    this.release(entry);
    entry.protectedUntilMs = untilMs;
    const held = this.#byMoment.get(untilMs) ?? new Set();
    held.add(entry);
    this.#byMoment.set(untilMs, held);
  }

  release(entry: QuotaEntry): void {
    const untilMs = entry.protectedUntilMs;
    entry.protectedUntilMs = null;
    const held = untilMs === null ? undefined : this.#byMoment.get(untilMs);
    if (held?.delete(entry) && held.size === 0 && untilMs !== null) this.#byMoment.delete(untilMs);
  }

  /** When the first of them is to be looked at. */
  get nextMs(): number {
    return Math.min(...this.#byMoment.keys());
  }

  /** Those whose moment has come, so many at most. They stay held. */
  due(nowMs: number, most: number): readonly QuotaEntry[] {
    const due: QuotaEntry[] = [];
    for (const [untilMs, held] of this.#byMoment) {
      if (untilMs > nowMs) continue;
      for (const entry of held) {
        if (due.length >= most) return due;
        due.push(entry);
      }
    }
    return due;
  }
}
