import { Clock } from '../../src/core/ports/clock.js';

interface Pending {
  readonly atMs: number;
  readonly task: () => void;
}

/** A clock that moves only when told to; tasks that fall due on the way are run in order. */
export class ManualClock extends Clock {
  #wallMs: number;
  #monotonicMs = 0;
  readonly #pending = new Set<Pending>();

  constructor(startMs = 1_700_000_000_000) {
    super();
    this.#wallMs = startMs;
  }

  override nowMs(): number {
    return this.#wallMs;
  }

  override monotonicMs(): number {
    return this.#monotonicMs;
  }

  override schedule(delayMs: number, task: () => void): () => void {
    const pending = { atMs: this.#monotonicMs + Math.max(0, delayMs), task };
    this.#pending.add(pending);
    return () => this.#pending.delete(pending);
  }

  get pendingTasks(): number {
    return this.#pending.size;
  }

  advance(byMs: number): void {
    const end = this.#monotonicMs + byMs;
    for (let next = this.#nextUntil(end); next; next = this.#nextUntil(end)) {
      this.#pending.delete(next);
      this.#moveTo(next.atMs);
      next.task();
    }
    this.#moveTo(end);
  }

  /** Moves the wall clock alone, as a person or a time server does. */
  jumpWall(byMs: number): void {
    this.#wallMs += byMs;
  }

  #moveTo(monotonicMs: number): void {
    this.#wallMs += monotonicMs - this.#monotonicMs;
    this.#monotonicMs = monotonicMs;
  }

  #nextUntil(endMs: number): Pending | undefined {
    return [...this.#pending].filter(({ atMs }) => atMs <= endMs).sort((left, right) => left.atMs - right.atMs)[0];
  }
}
