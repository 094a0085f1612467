const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/**
 * Says how far away a moment is, in the largest unit that fits: "3 minutes ago", "in 2 hours".
 *
 * @param atMs  the moment, epoch milliseconds
 * @param nowMs  the reader's present, epoch milliseconds
 * @returns undefined within a minute of now
 */
export function formatRelative(atMs: number, nowMs: number, locale: string): string | undefined {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const seconds = (atMs - nowMs) / 1000;
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return undefined;
}

/** The moment in full, in the reader's zone and with its name. */
export function formatExact(atMs: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' }).format(atMs);
}
