import type { ChartSpan } from './chart-series.js';

const DAY_MS = 86_400_000;

/** A time as an axis shows it, and in full as the table and the tooltip do. */
export interface TimeLabels {
  readonly axis: (atMs: number) => string;
  readonly full: (atMs: number) => string;
}

/**
 * How the times of a chart are written, in the reader's language and zone. Days are those of UTC, which is how the
 * server counts them, so they are written as such: in another zone they would bear the name of the day before.
 *
 * @param times  all of them, because a day's hours need no date and a week's do
 */
export function timeLabels(times: readonly number[], span: ChartSpan, locale: string): TimeLabels {
  const axis = new Intl.DateTimeFormat(locale, axisOptions(times, span));
  const full = new Intl.DateTimeFormat(locale, FULL[span]);
  return { axis: (atMs) => axis.format(atMs), full: (atMs) => full.format(atMs) };
}

const FULL = {
  minute: { dateStyle: 'medium', timeStyle: 'short' },
  hour: { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
  day: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
} as const satisfies Record<ChartSpan, Intl.DateTimeFormatOptions>;

function axisOptions(times: readonly number[], span: ChartSpan): Intl.DateTimeFormatOptions {
  if (span === 'day') return { day: 'numeric', month: 'short', timeZone: 'UTC' };
  const covered = (times.at(-1) ?? 0) - (times[0] ?? 0);
  if (covered <= DAY_MS) return { hour: 'numeric', minute: '2-digit' };
  return { day: 'numeric', month: 'short', hour: 'numeric' };
}
