import { Counter, type Registry } from 'prom-client';

/** A counter to be. */
export interface CounterFacts<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly Label[];
}

/**
 * A counter that costs a look into a map, where prom-client's costs an object and a hash made of its labels: it is handed
 * to prom-client when somebody asks.
 */
export class TalliedCounter<Label extends string> {
  readonly #counts = new Map<string, { readonly labels: Readonly<Record<Label, string>>; count: number }>();

  constructor({ name, help, labelNames }: CounterFacts<Label>, registry: Registry) {
    const counts = this.#counts;
    new Counter({
      name,
      help,
      labelNames,
      registers: [registry],
      collect() {
        this.reset();
        for (const { labels, count } of counts.values()) this.inc(labels, count);
      },
    });
  }

  /** @param key  the same for the same labels; `labels` is asked for the first time only */
  add(key: string, count: number, labels: () => Readonly<Record<Label, string>>): void {
    const tally = this.#counts.get(key);
    if (tally) tally.count += count;
    else this.#counts.set(key, { labels: labels(), count });
  }
}
