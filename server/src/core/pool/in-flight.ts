/** Requests in flight, by account. */
export class InFlight {
  readonly #counts = new Map<string, number>();

  count(id: string): number {
    return this.#counts.get(id) ?? 0;
  }

  /** Those that have had any: a map from which something is taken at every turn is made anew again and again. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  forget(id: string): void {
    if (this.count(id) === 0) this.#counts.delete(id);
  }

  enter(id: string): void {
    this.#counts.set(id, this.count(id) + 1);
  }

  leave(id: string): void {
    this.#counts.set(id, Math.max(0, this.count(id) - 1));
  }
}
