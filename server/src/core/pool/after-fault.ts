/** Why an attempt at the upstream did not serve the caller. */
export type AttemptFault =
  /** The upstream answered, but not with success. */
  | { readonly kind: 'refused'; readonly status: number }
  /** No answer, or one that broke off before any content. */
  | { readonly kind: 'failed' };

/** What a request does next. */
export type NextStep = 'refresh-and-retry' | 'next-account' | 'give-up';

/** Attempts of one request, the first included; each on another account. */
export const MAX_ATTEMPTS = 3;

/**
 * Decides what follows a fault before the first content.
 *
 * @param attempts  upstream attempts made so far, this one included
 * @param refreshed  whether this account's token was refreshed by force in this request already
 * @see design.md §4 (401), §5 (failover)
 */
export function afterFault(fault: AttemptFault, attempts: number, refreshed: boolean): NextStep {
  if (fault.kind === 'refused' && fault.status === 401 && !refreshed) return 'refresh-and-retry';
  if (attempts >= MAX_ATTEMPTS || !isWorthAnotherAccount(fault)) return 'give-up';
  return 'next-account';
}

/** Another account may be better off with its own quota, project, permission or luck; a bad request is bad with all of them. */
function isWorthAnotherAccount(fault: AttemptFault): boolean {
  if (fault.kind === 'failed') return true;
  return (
    fault.status === 401 || fault.status === 403 || fault.status === 408 || fault.status === 429 || fault.status >= 500
  );
}
