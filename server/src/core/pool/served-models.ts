/** Models that some account has served: a 404 for one of these is about the account that gave it, not about the name. */
export class ServedModels {
  readonly #models = new Set<string>();

  constructor(private readonly most = 1000) {}

  has(model: string): boolean {
    return this.#models.has(model);
  }

  add(model: string): void {
    if (this.#models.has(model)) return;
    this.#models.add(model);
    const oldest = this.#models.values().next().value;
    if (this.#models.size > this.most && oldest !== undefined) this.#models.delete(oldest);
  }
}
