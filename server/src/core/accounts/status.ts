import type { Account } from './account.js';

/** What an account is shown as; the first that holds, in this order. */
export type Status = 'disabled' | 'blocked' | 'proxy_disabled' | 'cooling' | 'ready';

/** @param cooling  nothing can be served by it now, though nobody has switched it off */
export function statusOf(account: Account, cooling: boolean): Status {
  if (account.disabled) return 'disabled';
  if (account.blocked) return 'blocked';
  if (account.proxyDisabled) return 'proxy_disabled';
  return cooling ? 'cooling' : 'ready';
}
