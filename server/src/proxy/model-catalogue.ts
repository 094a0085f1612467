import type { Clock } from '../core/ports/clock.js';

/** A list of models is asked for at every start of some clients, and changes every few weeks. */
const FRESH_MS = 60_000;

/** The upstream's list of models, kept for a short while. A refusal is not kept. */
export class ModelCatalogue {
  #kept: { readonly source: string; readonly list: unknown; readonly atMs: number } | undefined;

  constructor(private readonly clock: Clock) {}

  /** @param source  the address of the upstream: another one has another list */
  get(source: string): unknown {
    const kept = this.#kept;
    return kept?.source === source && this.clock.monotonicMs() - kept.atMs < FRESH_MS ? kept.list : undefined;
  }

  put(source: string, list: unknown): void {
    this.#kept = { source, list, atMs: this.clock.monotonicMs() };
  }
}
