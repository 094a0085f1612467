import type { Clock } from '../core/ports/clock.js';

/** Where requests wait for something to change in the pool. */
export class WaitingRoom {
  readonly #waiting = new Set<() => void>();

  constructor(private readonly clock: Clock) {}

  get size(): number {
    return this.#waiting.size;
  }

  /** Something has changed: everybody looks again. */
  wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  /** Resolves with the next change, after `waitMs`, or when the one who waits has left. */
  nextChange(waitMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        cancel();
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const cancel = this.clock.schedule(waitMs, done);
      this.#waiting.add(done);
      signal?.addEventListener('abort', done, { once: true });
    });
  }
}
