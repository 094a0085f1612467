import type { Grant } from '../accounts/account.js';

/**
 * When to refresh a grant's access token in the background, in milliseconds from now; 0 when it is due.
 *
 * @param aheadSeconds  how long before expiry; at most a tenth of the lifetime for short-lived tokens
 * @param jitter  0 to 1, spreads accounts that were issued together over half of the lead time
 */
export function refreshDelayMs(grant: Grant, nowSeconds: number, aheadSeconds: number, jitter: number): number {
  if (grant.accessToken === null || grant.accessTokenExpiresAt === null) return 0;
  const lifetime = grant.accessTokenLifetime ?? 3600;
  const lead = Math.min(aheadSeconds, lifetime / 10);
  const dueAt = grant.accessTokenExpiresAt - lead - (lead / 2) * jitter;
  // A wall clock set far back must not postpone the refresh beyond the token's whole life.
  return Math.max(0, Math.min(dueAt - nowSeconds, lifetime)) * 1000;
}

/** Whether the access token can be sent now. */
export const isUsable = (grant: Grant, nowSeconds: number): boolean =>
  grant.accessToken !== null && grant.accessTokenExpiresAt !== null && grant.accessTokenExpiresAt > nowSeconds;

/**
 * How long to leave an account's refresh alone after a failure that will pass, milliseconds.
 *
 * @param failures  failures in a row, this one included
 * @param hintMs  what the server asked for (`Retry-After`); beats our guess, within bounds
 * @param jitter  0 to 1
 */
export function refreshBackoffMs(failures: number, hintMs: number | null, jitter: number): number {
  const guess = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 16)) * (0.5 + jitter / 2);
  return hintMs === null ? guess : Math.min(Math.max(hintMs, FIRST_MS), LONGEST_MS);
}

const FIRST_MS = 1000;
const LONGEST_MS = 300_000;
