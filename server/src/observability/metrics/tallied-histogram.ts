import { Histogram, type Registry } from 'prom-client';

/** A histogram to be, with one label. */
export interface HistogramFacts {
  readonly name: string;
  readonly help: string;
  readonly labelName: string;
  /** Upper bounds, rising. */
  readonly buckets: readonly number[];
}

interface Tally {
  /** Values that fell into each bucket, and above all of them. */
  readonly counts: number[];
  sum: number;
}

/**
 * A histogram that costs a look into a map and a walk over its bounds, where prom-client's makes an object and a hash of
 * the labels for each value; prom-client writes it down.
 */
export class TalliedHistogram extends Histogram {
  readonly #tallies = new Map<string, Tally>();

  constructor(
    private readonly facts: HistogramFacts,
    registry: Registry,
  ) {
    const { name, help, labelName, buckets } = facts;
    super({ name, help, labelNames: [labelName], buckets: [...buckets], registers: [registry] });
  }

  /** @param label  from a short list */
  add(label: string, value: number): void {
    const { buckets } = this.facts;
    let tally = this.#tallies.get(label);
    if (!tally) this.#tallies.set(label, (tally = { counts: buckets.map(() => 0).concat(0), sum: 0 }));
    let bucket = 0;
    while (bucket < buckets.length && value > (buckets[bucket] ?? Infinity)) bucket += 1;
    tally.counts[bucket] = (tally.counts[bucket] ?? 0) + 1;
    tally.sum += value;
  }

  /** What prom-client reads when it writes the text, in place of what `observe` would have filled. */
  getForPromString() {
    const { name, help } = this.facts;
    const values = [...this.#tallies].flatMap(([label, tally]) => this.#valuesOf(label, tally));
    return Promise.resolve({ name, help, type: 'histogram', aggregator: 'sum', values });
  }

  #valuesOf(label: string, { counts, sum }: Tally) {
    const { name, labelName, buckets } = this.facts;
    const labels = { [labelName]: label };
    let count = 0;
    const cumulated = counts.map((hits, index) => {
      count += hits;
      return { metricName: `${name}_bucket`, labels: { le: buckets[index] ?? '+Inf', ...labels }, value: count };
    });
    return [
      ...cumulated,
      { metricName: `${name}_sum`, labels, value: sum },
      { metricName: `${name}_count`, labels, value: count },
    ];
  }
}
