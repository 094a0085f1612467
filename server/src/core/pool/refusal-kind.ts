import type { BlockCause } from '../accounts/block-cause.js';

/** What an upstream said no with, as far as the choice of an account depends on it. */
export interface UpstreamRefusal {
  readonly httpStatus: number;
  /** Google's canonical status, such as `PERMISSION_DENIED`. */
  readonly status: string;
  /** `ErrorInfo.reason`, such as `SERVICE_DISABLED`. */
  readonly reason: string | null;
  readonly message: string;
  /** A page of Google's on which a person can put it right. */
  readonly helpUrl: string | null;
}

/** Whose fault a refusal is, and what it is about. */
export type RefusalKind =
  /** Our access token. */
  | { readonly kind: 'token' }
  /** This account's quota for this model. */
  | { readonly kind: 'quota' }
  /** A task for the account's owner: the account is blocked until it is done. */
  | { readonly kind: 'blocked'; readonly why: BlockCause }
  /**
   * This account may not do this; another one may. `isLasting` where a reason is named, such as a missing scope or role; a
   * file that belongs to another account comes without one.
   */
  | { readonly kind: 'permission'; readonly isLasting: boolean }
  /** This account or location does not have the model. */
  | { readonly kind: 'model' }
  /** Something else that the request names, a file or a cached content: it may belong to another account. */
  | { readonly kind: 'resource' }
  /** The upstream is unwell. */
  | { readonly kind: 'server' }
  /** The request itself: no account would fare better. */
  | { readonly kind: 'request' };

const REASONS: Readonly<Record<string, RefusalKind>> = {
  SERVICE_DISABLED: { kind: 'blocked', why: 'api_disabled' },
  BILLING_DISABLED: { kind: 'blocked', why: 'billing' },
  BILLING_NOT_ENABLED: { kind: 'blocked', why: 'billing' },
  ACCOUNT_STATE_INVALID: { kind: 'blocked', why: 'verification' },
  VALIDATION_REQUIRED: { kind: 'blocked', why: 'verification' },
  TOS_VIOLATION: { kind: 'blocked', why: 'terms' },
  CONSUMER_SUSPENDED: { kind: 'blocked', why: 'terms' },
};

/** Google does not give every refusal a reason; these words are what tells them apart then. */
const WORDS: readonly (readonly [RegExp, RefusalKind])[] = [
  [/has not been used in project|it is disabled|enable it by visiting/i, { kind: 'blocked', why: 'api_disabled' }],
  [/billing/i, { kind: 'blocked', why: 'billing' }],
  [/verify your account|account verification|validation required/i, { kind: 'blocked', why: 'verification' }],
  // Not every violation: a prompt can violate a policy too, and no prompt may block an account.
  [/terms of service|suspended|account (?:is |has been )?disabled/i, { kind: 'blocked', why: 'terms' }],
];

/**
 * Sorts an upstream's refusal.
 *
 * @see https://cloud.google.com/apis/design/errors and google.rpc.ErrorInfo reasons of googleapis.com (read 2026-11)
 */
export function refusalKind(refusal: UpstreamRefusal): RefusalKind {
  const { httpStatus, reason, message } = refusal;
  if (httpStatus === 401) return { kind: 'token' };
  if (httpStatus === 429) return { kind: 'quota' };
  if (httpStatus === 404) return { kind: /\bmodels?\b/i.test(message) ? 'model' : 'resource' };
  if (httpStatus === 408 || httpStatus >= 500) return { kind: 'server' };
  if (httpStatus !== 403) return { kind: 'request' };
  const named = reason !== null && Object.hasOwn(REASONS, reason) ? REASONS[reason] : undefined;
  return (
    named ?? WORDS.find(([words]) => words.test(message))?.[1] ?? { kind: 'permission', isLasting: reason !== null }
  );
}
