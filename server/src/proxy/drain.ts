import { Injectable } from '@nestjs/common';
import { Clock } from '../core/ports/clock.js';

/** Counts the requests in flight, so that a stop can wait for them. */
@Injectable()
export class Drain {
  #inFlight = 0;
  #emptied: (() => void) | undefined;
  #isDraining = false;

  constructor(private readonly clock: Clock) {}

  /** A stop has been asked for: nothing new is taken. */
  get isDraining(): boolean {
    return this.#isDraining;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Counts a request in; `leave` counts it out. */
  enter(): void {
    this.#inFlight += 1;
  }

  leave(): void {
    this.#inFlight -= 1;
    if (this.#inFlight === 0) this.#emptied?.();
  }

  /** Takes nothing new from now on, and resolves when all is finished or `limitMs` has passed. */
  async drain(limitMs: number): Promise<void> {
    this.#isDraining = true;
    if (this.#inFlight === 0) return;
    await new Promise<void>((resolve) => {
      const cancel = this.clock.schedule(limitMs, resolve);
      this.#emptied = () => {
        cancel();
        resolve();
      };
    });
  }
}
