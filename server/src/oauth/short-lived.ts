import type { Clock } from '../core/ports/clock.js';

interface Entry<T> {
  readonly owner: string;
  readonly value: T;
  readonly endsAtMonotonicMs: number;
  readonly cancelTimer: () => void;
}

/**
 * A bounded memory for things that wait for a person: each is gone after its lifetime, measured on the monotonic clock,
 * whether anybody looks or not. When it is full, whoever fills it loses their oldest first; the newest of an owner is the
 * last to go.
 */
export class ShortLived<T> {
  readonly #entries = new Map<string, Entry<T>>();

  constructor(
    private readonly clock: Clock,
    private readonly limits: { readonly lifetimeMs: number; readonly perOwner: number; readonly total: number },
  ) {}

  get size(): number {
    return this.#entries.size;
  }

  put(key: string, owner: string, value: T): void {
    this.#keep(key, { owner, value, endsAtMonotonicMs: this.clock.monotonicMs() + this.limits.lifetimeMs });
  }

  get(key: string): T | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    if (this.clock.monotonicMs() < entry.endsAtMonotonicMs) return entry.value;
    this.delete(key);
    return undefined;
  }

  take(key: string): T | undefined {
    const value = this.get(key);
    this.delete(key);
    return value;
  }

  /**
   * Takes an entry away for the time that something is tried with it.
   *
   * @returns puts it back, for no longer than it had left
   */
  lift(key: string): () => void {
    const entry = this.#entries.get(key);
    this.delete(key);
    return () => {
      if (entry) this.#keep(key, entry);
    };
  }

  delete(key: string): void {
    this.#entries.get(key)?.cancelTimer();
    this.#entries.delete(key);
  }

  /** The values of one owner, oldest first. */
  ownedBy(owner: string): readonly T[] {
    return this.#keysOf(owner).flatMap((key) => this.get(key) ?? []);
  }

  #keep(key: string, { owner, value, endsAtMonotonicMs }: Omit<Entry<T>, 'cancelTimer'>): void {
    this.delete(key);
    const leftMs = endsAtMonotonicMs - this.clock.monotonicMs();
    if (leftMs <= 0) return;
    const cancelTimer = this.clock.schedule(leftMs, () => this.#entries.delete(key));
    this.#entries.set(key, { owner, value, endsAtMonotonicMs, cancelTimer });
    this.#makeRoom(owner);
  }

  #makeRoom(owner: string): void {
    const [oldest] = this.#keysOf(owner);
    if (oldest !== undefined && this.#keysOf(owner).length > this.limits.perOwner) this.delete(oldest);
    if (this.#entries.size > this.limits.total) this.delete(this.#oldestSpare());
  }

  /** The oldest that is not its owner's only one, else the oldest of all. */
  #oldestSpare(): string {
    const counts = new Map<string, number>();
    for (const { owner } of this.#entries.values()) counts.set(owner, (counts.get(owner) ?? 0) + 1);
    const keys = [...this.#entries];
    const [key] = keys.find(([, { owner }]) => (counts.get(owner) ?? 0) > 1) ?? keys[0] ?? [''];
    return key;
  }

  #keysOf(owner: string): readonly string[] {
    return [...this.#entries].filter(([, entry]) => entry.owner === owner).map(([key]) => key);
  }
}
