import type { UsedUpQuota } from '../usage/used-up-quota.js';

const SHORTEST_MS = 1000;
/** A quota per day turns at midnight Pacific time: nothing has to wait longer than that. */
const LONGEST_MS = 24 * 3_600_000;
const LONGEST_GUESS_MS = 10 * 60_000;

/** What is known of how long to wait. All in milliseconds; null where nothing was said. */
export interface CoolDownHint {
  /** From google.rpc.RetryInfo: the upstream's own reckoning. */
  readonly retryInfoMs: number | null;
  /** From `Retry-After`, in either form. */
  readonly retryAfterMs: number | null;
  /** The id of the quota that ran out, such as `GenerateRequestsPerDayPerProjectPerModel`. */
  readonly quotaId: string | null;
  /** All quotas that it names, where it names any. */
  readonly quotas?: readonly UsedUpQuota[];
}

/**
 * How long an account rests for a model after a 429.
 *
 * @param refusals  in a row for this account and model, this one included
 * @param untilMidnightMs  until the daily quotas turn
 * @param jitter  0 to 1
 * @returns milliseconds, bounded at both ends; what the upstream says beats our guess
 */
export function coolDownMs(hint: CoolDownHint, refusals: number, untilMidnightMs: number, jitter: number): number {
  const said = [hint.retryInfoMs, hint.retryAfterMs].find((ms) => ms !== null && Number.isFinite(ms) && ms > 0) ?? null;
  if (said !== null) return Math.min(Math.max(said, SHORTEST_MS), LONGEST_MS);
  if (hint.quotaId !== null && /PerDay/i.test(hint.quotaId))
    return Math.min(Math.max(untilMidnightMs, SHORTEST_MS), LONGEST_MS);
  const guess = Math.min(LONGEST_GUESS_MS, 2000 * 2 ** Math.min(refusals - 1, 16));
  return Math.max(SHORTEST_MS, guess * (0.5 + jitter / 2));
}
