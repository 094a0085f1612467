/** What is counted, and over which window. */
export const QUOTA_KINDS = ['requests_per_minute', 'requests_per_day', 'tokens_per_minute', 'tokens_per_day'] as const;

/** @see QUOTA_KINDS */
export type QuotaKind = (typeof QUOTA_KINDS)[number];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The window that a moment falls in. Epoch milliseconds. */
export interface QuotaWindow {
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

/**
 * The window of a kind of quota at a moment: whole minutes; days from midnight to midnight Pacific time.
 *
 * @see https://ai.google.dev/gemini-api/docs/rate-limits (read 2026-11): requests per day reset at midnight Pacific time
 */
export function quotaWindow(kind: QuotaKind, nowMs: number): QuotaWindow {
  if (kind.endsWith('per_minute')) {
    const startsAtMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
    return { startsAtMs, endsAtMs: startsAtMs + MINUTE_MS };
  }
  const startsAtMs = pacificMidnight(nowMs);
  // 26 hours after a midnight it is the next day at any rate, also when the clocks are changed in between.
  return { startsAtMs, endsAtMs: pacificMidnight(startsAtMs + 26 * HOUR_MS) };
}

const PACIFIC = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  hourCycle: 'h23',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
});

/** The last midnight in Los Angeles at or before a moment. */
function pacificMidnight(nowMs: number): number {
  const guess = nowMs - sinceMidnightMs(nowMs);
  // Where the clocks were changed since midnight, the guess is an hour off either way: one more look finds it.
  const off = sinceMidnightMs(guess);
  if (off === 0) return guess;
  return off < 12 * HOUR_MS ? guess - off : guess + (24 * HOUR_MS - off);
}

function sinceMidnightMs(nowMs: number): number {
  const parts = Object.fromEntries(PACIFIC.formatToParts(nowMs).map(({ type, value }) => [type, Number(value)]));
  const { hour = 0, minute = 0, second = 0 } = parts;
  return hour * HOUR_MS + minute * MINUTE_MS + second * 1000 + (nowMs % 1000);
}
