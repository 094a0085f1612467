interface CoolDown {
  /** Monotonic milliseconds. */
  readonly untilMs: number;
  /** Refusals in a row. */
  readonly refusals: number;
}

/** Which accounts rest for which models. An account that rests for one model goes on serving the others. */
export class CoolDowns {
  readonly #byModel = new Map<string, Map<string, CoolDown>>();

  /**
   * @param untilMs  monotonic; a rest that is longer already stays as it is
   * @returns until when it rests
   */
  start(id: string, model: string, untilMs: number, nowMs: number): number {
    const ofModel = this.#byModel.get(model) ?? new Map<string, CoolDown>();
    const longest = Math.max(untilMs, this.untilMs(id, model, nowMs) ?? 0);
    ofModel.set(id, { untilMs: longest, refusals: this.refusals(id, model, nowMs) });
    this.#byModel.set(model, ofModel);
    return longest;
  }

  /**
   * Refusals in a row, one that comes now included. Those that come while it rests already, to requests that were under way,
   * are one and the same.
   */
  refusals(id: string, model: string, nowMs: number): number {
    const before = this.#byModel.get(model)?.get(id);
    if (!before) return 1;
    return before.untilMs > nowMs ? before.refusals : before.refusals + 1;
  }

  /** Until when it rests, or undefined when it does not. */
  untilMs(id: string, model: string, nowMs: number): number | undefined {
    const untilMs = this.#byModel.get(model)?.get(id)?.untilMs;
    return untilMs !== undefined && untilMs > nowMs ? untilMs : undefined;
  }

  /** When its last rest ends or has ended; undefined when it has served since. */
  lastUntilMs(id: string, model: string): number | undefined {
    return this.#byModel.get(model)?.get(id)?.untilMs;
  }

  /** It has served the model again: the count starts anew. */
  end(id: string, model: string): void {
    const ofModel = this.#byModel.get(model);
    if (ofModel?.delete(id) && ofModel.size === 0) this.#byModel.delete(model);
  }

  forget(id: string): void {
    for (const model of [...this.#byModel.keys()]) this.end(id, model);
  }

  /** All models that an account rests for. */
  of(id: string, nowMs: number): readonly { readonly model: string; readonly untilMs: number }[] {
    return [...this.#byModel.keys()].flatMap((model) => {
      const untilMs = this.untilMs(id, model, nowMs);
      return untilMs === undefined ? [] : [{ model, untilMs }];
    });
  }

  /** How many rests are in force. */
  inForce(nowMs: number): number {
    let count = 0;
    for (const ofModel of this.#byModel.values())
      for (const { untilMs } of ofModel.values()) count += Number(untilMs > nowMs);
    return count;
  }

  get size(): number {
    let size = 0;
    for (const ofModel of this.#byModel.values()) size += ofModel.size;
    return size;
  }
}
