import type { RefusalKind } from './refusal-kind.js';

/** Why an attempt at the upstream did not serve the caller. */
export type AttemptFault =
  /** The upstream answered, but not with success. */
  | { readonly kind: 'refused'; readonly refusal: RefusalKind }
  /** No answer, or one that broke off before any content. */
  | { readonly kind: 'failed' };

/** What a request does next. */
export type NextStep = 'refresh-and-retry' | 'next-account' | 'give-up';

/** Attempts of one request, the first included; each on another account. */
export const MAX_ATTEMPTS = 3;

/** What the next step depends on besides the fault. */
export interface RequestSoFar {
  /** Upstream attempts made, the one that failed included. */
  readonly attempts: number;
  /** This account's token was refreshed by force in this request already. */
  readonly isRenewed: boolean;
  /** Some account has served this model before. */
  readonly isModelKnown: boolean;
}

/**
 * Decides what follows a fault before the first content.
 *
 * @see design.md §4 (401), §5 (failover)
 */
export function afterFault(fault: AttemptFault, { attempts, isRenewed, isModelKnown }: RequestSoFar): NextStep {
  if (fault.kind === 'refused' && fault.refusal.kind === 'token' && !isRenewed) return 'refresh-and-retry';
  if (attempts >= MAX_ATTEMPTS || !isWorthAnotherAccount(fault, isModelKnown)) return 'give-up';
  return 'next-account';
}

/** Another account may be better off with its own quota, project, permission or luck; a bad request is bad with all of them. */
function isWorthAnotherAccount(fault: AttemptFault, isModelKnown: boolean): boolean {
  if (fault.kind === 'failed') return true;
  switch (fault.refusal.kind) {
    case 'request':
      return false;
    case 'model':
      return isModelKnown;
    case 'token':
    case 'quota':
    case 'blocked':
    case 'permission':
    case 'resource':
    case 'server':
      return true;
  }
}
