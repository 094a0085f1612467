import type { Account } from '../accounts/account.js';
import { isAboutSevenDays, SEVEN_DAYS, SIX_MONTHS, type Diagnosis } from './cause.js';
import { lastAliveAt } from './stored-diagnosis.js';

/** When a grant will probably die, and of what. `at` is unix seconds. */
export interface Forecast {
  readonly at: number;
  readonly cause: 'time_limited' | 'testing_expiry' | 'unused_six_months';
  readonly confidence: Diagnosis['confidence'];
}

/** What is known of the grants that one OAuth client was given. Seconds. */
export interface ClientHistory {
  /** How long its grants lived that have died. */
  readonly lifetimes: readonly number[];
  /** The age of its oldest living grant. */
  readonly oldestAge: number;
}

/**
 * Tells when a living grant will probably die; null when nothing points to an end.
 *
 * @see ./cause.ts for the sources of the limits
 */
export function forecastEnd(account: Account, client: ClientHistory): Forecast | null {
  if (account.disabled) return null;
  const { issuedAt, refreshTokenExpiresAt } = account.grant;
  if (refreshTokenExpiresAt !== null)
    return { at: refreshTokenExpiresAt, cause: 'time_limited', confidence: 'certain' };
  if (issuedAt !== null && looksLikeTesting(client)) {
    const deaths = client.lifetimes.filter(isAboutSevenDays).length;
    return { at: issuedAt + SEVEN_DAYS, cause: 'testing_expiry', confidence: deaths > 1 ? 'certain' : 'likely' };
  }
  const alive = lastAliveAt(account);
  return alive === null ? null : { at: alive + SIX_MONTHS, cause: 'unused_six_months', confidence: 'certain' };
}

/** Grants of this client have died at seven days, and none has lived longer. */
const looksLikeTesting = ({ lifetimes, oldestAge }: ClientHistory): boolean =>
  lifetimes.some(isAboutSevenDays) &&
  oldestAge < SEVEN_DAYS + 86_400 &&
  lifetimes.every((lifetime) => lifetime < SEVEN_DAYS + 86_400);

/** How long before a probable end its owner is told, seconds, longest first. */
export const LEAD_TIMES: readonly number[] = [72 * 3600, 24 * 3600, 6 * 3600, 3600];

/**
 * The shortest lead time that has been reached; undefined while the end is further away than all of them, or past.
 */
export function leadTimeReached(at: number, now: number): number | undefined {
  return at <= now ? undefined : LEAD_TIMES.findLast((lead) => at - now <= lead);
}
