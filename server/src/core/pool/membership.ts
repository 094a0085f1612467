import type { Account } from '../accounts/account.js';

/** Whether an account belongs in the pool, and if not, what keeps it out. */
export type Membership =
  | { readonly kind: 'member' }
  | { readonly kind: 'out'; readonly state: 'disabled' | 'blocked' | 'proxy_disabled'; readonly reason: string };

/** How an earlier tool marked accounts that quota protection had paused. */
export const LEGACY_QUOTA_PAUSE = 'quota_protection';

/**
 * Judges an account when the pool is loaded: first `disabled`, then `blocked` and quota protection, then `proxy_disabled`.
 *
 * @see design.md §3.2
 */
export function judgeMembership(account: Account): Membership {
  if (account.disabled) return out('disabled', account.disabled.reason, 'the grant is dead');
  if (account.blocked) return out('blocked', account.blocked.reason, 'Google wants something from its owner');
  if (account.proxyDisabled && account.proxyDisabled.reason !== LEGACY_QUOTA_PAUSE) {
    return out('proxy_disabled', account.proxyDisabled.reason, 'paused');
  }
  return { kind: 'member' };
}

const out = (
  state: Extract<Membership, { kind: 'out' }>['state'],
  reason: string | null,
  otherwise: string,
): Membership => ({
  kind: 'out',
  state,
  reason: reason ?? otherwise,
});
