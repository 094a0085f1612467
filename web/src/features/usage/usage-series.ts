import type { UsageList, UsageRowView } from '../../../../server/contract/http/traffic.js';
import type { ChartSeries } from '../../ui/charts/chart-series.js';

const STEP_MS = { hour: 3_600_000, day: 86_400_000 } as const;
/** The rest goes together: an eighth colour is still told apart, a twentieth is not. */
const MOST_GROUPS = 7;
/** No id is like this. */
const OTHERS_KEY = '\u0000others';

/** What is counted. */
export type Measure = 'requests' | 'errors' | 'input_tokens' | 'output_tokens' | 'cached_tokens' | 'thought_tokens';

/** What one model, account or key came to. */
export interface GroupTotal extends Record<Measure, number> {
  /** Null where requests had none. */
  readonly group: string | null;
  readonly email: string | null;
}

/** How long requests of a group took in one hour or day; undefined where there were none. */
type Latency = (row: UsageRowView) => number;

/** Every hour or day of the range, those included in which nothing happened. */
export function timesOf({ by, from_ms, to_ms }: UsageList): readonly number[] {
  const stepMs = STEP_MS[by];
  const first = Math.floor(from_ms / stepMs) * stepMs;
  const count = Math.max(0, Math.ceil((to_ms - first) / stepMs));
  return Array.from({ length: count }, (_, index) => first + index * stepMs);
}

/** What each group came to, the busiest first. */
export function totalsOf({ rows }: UsageList): readonly GroupTotal[] {
  const totals = new Map<string | null, GroupTotal>();
  for (const row of rows) {
    const sum = totals.get(row.group);
    totals.set(row.group, sum ? added(sum, row) : asTotal(row));
  }
  return [...totals.values()].sort((left, right) => right.requests - left.requests);
}

const asTotal = (row: UsageRowView): GroupTotal => ({
  group: row.group,
  email: row.email,
  requests: row.requests,
  errors: row.errors,
  input_tokens: row.input_tokens,
  output_tokens: row.output_tokens,
  cached_tokens: row.cached_tokens,
  thought_tokens: row.thought_tokens,
});

const added = (sum: GroupTotal, row: UsageRowView): GroupTotal => ({
  ...sum,
  requests: sum.requests + row.requests,
  errors: sum.errors + row.errors,
  input_tokens: sum.input_tokens + row.input_tokens,
  output_tokens: sum.output_tokens + row.output_tokens,
  cached_tokens: sum.cached_tokens + row.cached_tokens,
  thought_tokens: sum.thought_tokens + row.thought_tokens,
});

/** What things are called in the charts. */
export interface SeriesWords {
  readonly nameOf: (total: Pick<GroupTotal, 'group' | 'email'>) => string;
  readonly others: string;
}

/**
 * One series per group for each measure. A group has the same colour in every chart of the page: the busiest has the
 * first, whatever is measured.
 */
export class UsageSeries {
  readonly times: readonly number[];
  readonly #totals: readonly GroupTotal[];
  readonly #indexes: ReadonlyMap<number, number>;

  constructor(
    private readonly list: UsageList,
    private readonly words: SeriesWords,
  ) {
    this.times = timesOf(list);
    this.#totals = totalsOf(list);
    this.#indexes = new Map(this.times.map((atMs, index) => [atMs, index]));
  }

  /** Amounts: what is missing is nought. Series without any are left out. */
  amounts(measure: Measure): readonly ChartSeries[] {
    const shown = this.#totals.slice(0, MOST_GROUPS);
    const rest = this.#totals.slice(MOST_GROUPS);
    const series = shown.map((total, colour) => ({
      key: total.group ?? '',
      label: this.words.nameOf(total),
      colour,
      values: this.#values([total], measure),
    }));
    const others =
      rest.length === 0
        ? []
        : [
            {
              key: OTHERS_KEY,
              label: this.words.others,
              colour: MOST_GROUPS,
              values: this.#values(rest, measure),
            },
          ];
    return [...series, ...others].filter(({ values }) => values.some((value) => value > 0));
  }

  /** Durations: they cannot be added up, so the rest has no line, and where nothing happened there is none. */
  latencies(latency: Latency): readonly ChartSeries[] {
    return this.#totals.slice(0, MOST_GROUPS).map((total, colour) => {
      const values = this.times.map((): number | null => null);
      for (const row of this.list.rows) {
        const index = this.#indexes.get(row.at_ms);
        if (row.group === total.group && index !== undefined) values[index] = latency(row);
      }
      return { key: total.group ?? '', label: this.words.nameOf(total), colour, values };
    });
  }

  #values(totals: readonly GroupTotal[], measure: Measure): number[] {
    const wanted = new Set(totals.map(({ group }) => group));
    const values = this.times.map(() => 0);
    for (const row of this.list.rows) {
      const index = this.#indexes.get(row.at_ms);
      if (index !== undefined && wanted.has(row.group)) values[index] = (values[index] ?? 0) + row[measure];
    }
    return values;
  }
}
