import type { QuotaEntry } from './quota-entry.js';
import type { QuotaLimit } from './quota-limits.js';
import { COUNTED, type WindowPair } from './quota-windows.js';

/** How one quota stands. */
export interface QuotaStanding extends QuotaLimit {
  readonly used: number;
  /** Never less than nothing. */
  readonly left: number;
  /** When the window turns, epoch milliseconds. */
  readonly resetsAtMs: number;
}

/** Why a model is kept back on an account, and until when. */
export interface Shortage {
  readonly reason: string;
  /** The quota that lasts longest of those that have little left. */
  readonly kind: QuotaLimit['kind'];
  readonly used: number;
  readonly limit: number;
  /** When the last of the windows turns that have little left, epoch milliseconds. */
  readonly untilMs: number;
}

/** Less is left than is to be left, or nothing at all. */
export const isLow = (left: number, limit: number, thresholdPercentage: number): boolean =>
  left <= 0 || left * 100 < limit * thresholdPercentage;

/** How an account's quotas for a model stand. */
export const standingsOf = (
  entry: QuotaEntry,
  limits: readonly QuotaLimit[],
  windows: WindowPair,
): readonly QuotaStanding[] =>
  limits.map((limit) => {
    const used = entry.used(limit.kind, windows);
    const resetsAtMs = windows[COUNTED[limit.kind].window].endsAtMs;
    return { ...limit, used, left: Math.max(0, limit.value - used), resetsAtMs };
  });

/**
 * Judges whether so little is left that the model is to be kept back on the account. Requests that are under way count as
 * spent: they will be, and the next one must not take what is theirs.
 *
 * @returns undefined while there is enough
 */
export function shortageOf(
  entry: QuotaEntry,
  limits: readonly QuotaLimit[],
  windows: WindowPair,
  thresholdPercentage: number,
): Shortage | undefined {
  let shortage: Shortage | undefined;
  // Nearly always nothing is low, and then nothing is made: this is asked twice for each request.
  for (const { kind, value } of limits) {
    const { what, window } = COUNTED[kind];
    const used = entry.used(kind, windows) + (what === 'requests' ? entry.reserved : 0);
    if (!isLow(value - used, value, thresholdPercentage)) continue;
    const untilMs = windows[window].endsAtMs;
    if (shortage && shortage.untilMs >= untilMs) continue;
    const spent = Math.min(used, value);
    const reason = `${spent} of ${value} ${kind.replaceAll('_', ' ')} are used`;
    shortage = { reason, kind, used: spent, limit: value, untilMs };
  }
  return shortage;
}
