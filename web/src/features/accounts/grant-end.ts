import type { AccountView } from '../../../../server/contract/http/accounts.js';

/** Every grant ends some day; it is worth a person's attention when that day is near. */
const SOON_MS = 14 * 86_400_000;

/** @returns whether a living grant will probably die so soon that its owner should know */
export function endsSoon(account: AccountView, nowMs: number): boolean {
  if (account.disabled || account.forecast === null) return false;
  return account.forecast.at * 1000 - nowMs <= SOON_MS;
}
