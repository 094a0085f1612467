import type { ChartConfiguration, ChartDataset } from 'chart.js';

import { PALETTE_SIZE, type ChartPalette } from './chart-palette.js';
import type { ChartContent, ChartSeries } from './chart-series.js';
import { timeLabels, type TimeLabels } from './chart-times.js';

export type ChartKind = 'bar' | 'line';

/** How a chart is drawn. */
export interface ChartLook {
  readonly kind: ChartKind;
  /** Values of one time stand on one another, so that the height is their sum. */
  readonly stacked: boolean;
  readonly palette: ChartPalette;
  readonly locale: string;
  readonly format: (value: number) => string;
  /** False where a person has asked for less motion. */
  readonly moves: boolean;
}

type Config = ChartConfiguration<ChartKind, (number | null)[]>;
type Dataset = ChartDataset<ChartKind, (number | null)[]>;

/** The place in the palette of a series, from 0. */
export const colourOf = (series: ChartSeries, index: number): number => (series.colour ?? index) % PALETTE_SIZE;

/** What chart.js is told to draw. It is told nothing of names and tables: those are beside the canvas. */
export function chartConfig(content: ChartContent, look: ChartLook): Config {
  const labels = timeLabels(content.times, content.span, look.locale);
  return {
    type: look.kind,
    data: {
      labels: content.times.map((atMs) => labels.axis(atMs)),
      datasets: content.series.map((series, index) => dataset(series, colourOf(series, index), look)),
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: look.moves ? { duration: 250 } : false,
      normalized: true,
      interaction: { mode: 'index', intersect: false },
      scales: scales(look),
      plugins: { legend: { display: false }, tooltip: tooltip(content, labels, look) },
    },
  };
}

function dataset(series: ChartSeries, colour: number, { kind, palette, stacked }: ChartLook): Dataset {
  const paint = palette.series[colour] ?? palette.text;
  const common = { label: series.label, data: [...series.values], borderColor: paint };
  if (kind === 'bar') {
    return {
      ...common,
      backgroundColor: paint,
      // chart.js would compute a hover colour itself, from notations it does not know.
      hoverBackgroundColor: paint,
      borderWidth: 0,
      borderRadius: stacked ? 0 : 2,
      maxBarThickness: 36,
      categoryPercentage: 0.86,
      barPercentage: 0.95,
    };
  }
  return {
    ...common,
    backgroundColor: paint,
    pointHoverBackgroundColor: paint,
    pointHoverBorderColor: palette.ground,
    borderWidth: 2,
    // A line needs two points: one that stands alone is drawn as such.
    pointRadius: series.values.map((_, index) => (isAlone(series.values, index) ? 3 : 0)),
    pointHitRadius: 12,
    pointHoverRadius: 4,
    cubicInterpolationMode: 'monotone',
    spanGaps: false,
  };
}

const isAlone = (values: ChartSeries['values'], index: number): boolean =>
  (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;

function scales({ stacked, palette, format }: ChartLook): NonNullable<Config['options']>['scales'] {
  const font = { size: 11 };
  return {
    x: {
      stacked,
      grid: { display: false },
      border: { color: palette.grid },
      ticks: { color: palette.text, font, autoSkip: true, autoSkipPadding: 18, maxRotation: 0 },
    },
    y: {
      stacked,
      beginAtZero: true,
      border: { display: false },
      grid: { color: palette.grid },
      ticks: { color: palette.text, font, maxTicksLimit: 6, precision: 0, callback: (value) => format(Number(value)) },
    },
  };
}

function tooltip(content: ChartContent, labels: TimeLabels, { palette, format, kind }: ChartLook) {
  return {
    backgroundColor: palette.text,
    titleColor: palette.ground,
    bodyColor: palette.ground,
    padding: 10,
    boxPadding: 4,
    usePointStyle: kind === 'line',
    // What is nought in this hour would only make the box longer.
    filter: (item: { raw: unknown }) => item.raw !== null && item.raw !== 0,
    callbacks: {
      title: ([first]: { dataIndex: number }[]) => labels.full(content.times[first?.dataIndex ?? 0] ?? 0),
      label: (item: { dataset: { label?: string }; raw: unknown }) =>
        `${item.dataset.label ?? ''}: ${format(Number(item.raw))}`,
    },
  };
}
