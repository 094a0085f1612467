/** How long the stretch of time is that one point of a chart stands for. */
export type ChartSpan = 'minute' | 'hour' | 'day';

/** One line, or one colour of stacked bars. */
export interface ChartSeries {
  /** Tells it from the others of its chart; never shown. */
  readonly key: string;
  readonly label: string;
  /** One value per time of the chart; null where nothing is known. */
  readonly values: readonly (number | null)[];
  /** Which colour of the palette, from 0; its place among the series when left out. */
  readonly colour?: number;
}

/** What a chart shows. `times` are epoch milliseconds: when each minute, hour or day begins. */
export interface ChartContent {
  /** Says what is shown: the accessible name, and the caption of the table. */
  readonly name: string;
  readonly times: readonly number[];
  readonly span: ChartSpan;
  readonly series: readonly ChartSeries[];
}
