/** An account that can be chosen. */
export interface Candidate {
  readonly id: string;
  /** Higher goes first. */
  readonly priority: number;
}

/**
 * The accounts that can serve now, overall and for each model. Every operation costs the same at any size: where an
 * account is barred from a model, that model gets rings of its own, which follow the rest from then on.
 */
export class ReadySet {
  readonly #overall = new PriorityRings();
  /** Only for models from which somebody is barred. */
  readonly #byModel = new Map<string, PriorityRings>();
  readonly #priorities = new Map<string, number>();
  readonly #barred = new Map<string, Set<string>>();

  get size(): number {
    return this.#priorities.size;
  }

  has(id: string): boolean {
    return this.#priorities.has(id);
  }

  add({ id, priority }: Candidate): void {
    if (this.#priorities.get(id) === priority) return;
    this.remove(id);
    this.#priorities.set(id, priority);
    this.#overall.add(id, priority);
    for (const [model, rings] of this.#byModel) if (!this.isBarred(id, model)) rings.add(id, priority);
  }

  remove(id: string): void {
    const priority = this.#priorities.get(id);
    if (priority === undefined) return;
    this.#priorities.delete(id);
    this.#overall.remove(id, priority);
    for (const rings of this.#byModel.values()) rings.remove(id, priority);
  }

  /** Keeps an account from serving a model, whether it is ready now or not. */
  bar(id: string, model: string): void {
    const barred = this.#barred.get(model) ?? new Set();
    if (barred.size === 0) this.#byModel.set(model, this.#overall.copy());
    barred.add(id);
    this.#barred.set(model, barred);
    const priority = this.#priorities.get(id);
    if (priority !== undefined) this.#byModel.get(model)?.remove(id, priority);
  }

  unbar(id: string, model: string): void {
    const barred = this.#barred.get(model);
    if (!barred?.delete(id)) return;
    if (barred.size === 0) {
      this.#barred.delete(model);
      this.#byModel.delete(model);
      return;
    }
    const priority = this.#priorities.get(id);
    if (priority !== undefined) this.#byModel.get(model)?.add(id, priority);
  }

  isBarred(id: string, model: string): boolean {
    return this.#barred.get(model)?.has(id) ?? false;
  }

  /** Hands on who is barred from what, to a set that takes this one's place. */
  copyBarsTo(successor: ReadySet): void {
    for (const [model, barred] of this.#barred) for (const id of barred) successor.bar(id, model);
  }

  /** Whether this account could serve this model now. */
  serves(id: string, model: string): boolean {
    return this.has(id) && !this.isBarred(id, model);
  }

  /** The next in turn, the highest priority first. */
  next(model: string, excluded: ReadonlySet<string>): string | undefined {
    return this.#ringsOf(model).next(excluded);
  }

  /**
   * Any one, by chance, of the highest priority.
   *
   * @param chance  0 to 1
   * @param besides  another one than this, where there is another
   */
  any(model: string, chance: number, besides?: string): string | undefined {
    return this.#ringsOf(model).any(chance, besides);
  }

  #ringsOf(model: string): PriorityRings {
    return this.#byModel.get(model) ?? this.#overall;
  }
}

/** A ring for each priority, the highest first. */
class PriorityRings {
  readonly #rings = new Map<number, Ring>();
  /** Priorities that occur: a handful, however many accounts. */
  #order: readonly number[] = [];

  copy(): PriorityRings {
    const copy = new PriorityRings();
    for (const [priority, ring] of this.#rings) for (const id of ring.ids) copy.add(id, priority);
    return copy;
  }

  add(id: string, priority: number): void {
    const ring = this.#rings.get(priority) ?? new Ring();
    ring.add(id);
    this.#rings.set(priority, ring);
    this.#reorder();
  }

  remove(id: string, priority: number): void {
    const ring = this.#rings.get(priority);
    ring?.remove(id);
    if (ring?.ids.length !== 0) return;
    this.#rings.delete(priority);
    this.#reorder();
  }

  next(excluded: ReadonlySet<string>): string | undefined {
    for (const priority of this.#order) {
      const id = this.#rings.get(priority)?.next(excluded);
      if (id !== undefined) return id;
    }
    return undefined;
  }

  any(chance: number, besides?: string): string | undefined {
    const [highest] = this.#order;
    const ids = (highest === undefined ? undefined : this.#rings.get(highest)?.ids) ?? [];
    const place = Math.min(ids.length - 1, Math.floor(chance * ids.length));
    return ids[place] === besides ? ids[(place + 1) % ids.length] : ids[place];
  }

  #reorder(): void {
    if (this.#order.length === this.#rings.size) return;
    this.#order = [...this.#rings.keys()].sort((left, right) => right - left);
  }
}

/** Ids in a circle; adding, removing and taking the next one cost the same at any size. */
class Ring {
  readonly #ids: string[] = [];
  readonly #places = new Map<string, number>();
  #cursor = 0;

  get ids(): readonly string[] {
    return this.#ids;
  }

  add(id: string): void {
    if (this.#places.has(id)) return;
    this.#places.set(id, this.#ids.length);
    this.#ids.push(id);
  }

  /** The last one takes the freed place. */
  remove(id: string): void {
    const place = this.#places.get(id);
    if (place === undefined) return;
    this.#places.delete(id);
    const last = this.#ids.pop();
    if (last === undefined || last === id) return;
    this.#ids[place] = last;
    this.#places.set(last, place);
  }

  /** A request excludes three accounts at most, so this looks at four. */
  next(excluded: ReadonlySet<string>): string | undefined {
    for (let step = 0; step <= excluded.size && step < this.#ids.length; step += 1) {
      this.#cursor = (this.#cursor + 1) % this.#ids.length;
      const id = this.#ids[this.#cursor];
      if (id !== undefined && !excluded.has(id)) return id;
    }
    return undefined;
  }
}
