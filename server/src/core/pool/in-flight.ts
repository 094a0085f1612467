/** Requests in flight, by account. */
export class InFlight {
  readonly #counts = new Map<string, number>();

  count(id: string): number {
    return this.#counts.get(id) ?? 0;
  }

  /** Those that have any. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  enter(id: string): void {
    this.#counts.set(id, this.count(id) + 1);
  }

  leave(id: string): void {
    const count = this.count(id) - 1;
    if (count > 0) this.#counts.set(id, count);
    else this.#counts.delete(id);
  }
}
