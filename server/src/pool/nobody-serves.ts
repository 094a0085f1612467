/** When the first account is back for a model, and whether its quota is what it waits for. */
export interface FirstBack {
  readonly inMs: number;
  readonly isForQuota: boolean;
}

interface Remembered extends FirstBack {
  readonly atMs: number;
}

/** How long an answer holds while nothing is known to have changed. */
const HOLDS_MS = 250;
const MOST_MODELS = 100;

/**
 * Why nobody can serve takes a look at every account of the pool. In an outage everybody asks, again and again: looked at
 * once, the answer holds until something changes, a quarter of a second at most.
 */
export class NobodyServes {
  readonly #byModel = new Map<string, Remembered>();
  #nothingToRefreshUntilMs = 0;

  /** Something has changed. */
  forget(): void {
    this.#byModel.clear();
    this.#nothingToRefreshUntilMs = 0;
  }

  /** @param nowMs  monotonic */
  firstBack(model: string, nowMs: number, look: () => FirstBack): FirstBack {
    const known = this.#byModel.get(model);
    const passedMs = known ? nowMs - known.atMs : 0;
    if (known && passedMs < HOLDS_MS && passedMs < known.inMs) return { ...known, inMs: known.inMs - passedMs };
    const found = look();
    if (this.#byModel.size >= MOST_MODELS) this.#byModel.clear();
    this.#byModel.set(model, { ...found, atMs: nowMs });
    return found;
  }

  /** Every refresh that could be started has been looked at and rests. @param restMs  the shortest of the rests */
  nothingToRefresh(nowMs: number, restMs: number): void {
    this.#nothingToRefreshUntilMs = nowMs + Math.min(restMs, HOLDS_MS);
  }

  /** Whether looking for one is of any use. */
  mayRefresh(nowMs: number): boolean {
    return nowMs >= this.#nothingToRefreshUntilMs;
  }
}
