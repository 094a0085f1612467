import type { Candidate, Scheduler, SelectionRequest } from './scheduler.js';

/** Each in its turn, the highest priority group that has somebody first. No stickiness. */
export class RoundRobin implements Scheduler {
  readonly #rings = new Map<number, Ring>();
  readonly #priorities = new Map<string, number>();
  /** Priorities that occur, highest first: a handful, however many accounts. */
  #order: readonly number[] = [];

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
    const ring = this.#rings.get(priority) ?? new Ring();
    ring.add(id);
    this.#rings.set(priority, ring);
    this.#reorder();
  }

  remove(id: string): void {
    const priority = this.#priorities.get(id);
    if (priority === undefined) return;
    this.#priorities.delete(id);
    const ring = this.#rings.get(priority);
    ring?.remove(id);
    if (ring?.size !== 0) return;
    this.#rings.delete(priority);
    this.#reorder();
  }

  select({ excluded }: SelectionRequest): string | undefined {
    for (const priority of this.#order) {
      const id = this.#rings.get(priority)?.next(excluded);
      if (id !== undefined) return id;
    }
    return undefined;
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

  get size(): number {
    return this.#ids.length;
  }

  add(id: string): void {
    this.#places.set(id, this.#ids.length);
    this.#ids.push(id);
  }

  /** The last one takes the freed place. */
  remove(id: string): void {
    const place = this.#places.get(id);
    const last = this.#ids.pop();
    if (place === undefined || last === undefined) return;
    this.#places.delete(id);
    if (last === id) return;
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
