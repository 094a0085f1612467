import type { LocationQuery } from 'vue-router';

import { signInOutcomeSchema, type SignInOutcome } from '../../../../server/contract/http/oauth.js';

/** How a sign-in at Google ended, as the address tells it on the way back. */
export interface SignInReturn {
  readonly outcome: SignInOutcome;
  readonly accountId: string | undefined;
  readonly flow: string | undefined;
  readonly code: string | undefined;
  /** Only the access token is new: the next refresh may fail again. */
  readonly refreshTokenKept: boolean;
}

const MEMBERS = ['signin', 'account_id', 'flow', 'code', 'warning'] as const;

const single = (value: LocationQuery[string] | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** @returns undefined when the address tells of no sign-in, or of an outcome that there is not */
export function readSignInReturn(query: LocationQuery): SignInReturn | undefined {
  const outcome = signInOutcomeSchema.safeParse(single(query['signin']));
  if (!outcome.success) return undefined;
  return {
    outcome: outcome.data,
    accountId: single(query['account_id']),
    flow: single(query['flow']),
    code: single(query['code']),
    refreshTokenKept: single(query['warning']) === 'refresh_token_kept',
  };
}

/** The same query without what a sign-in left in it, so that a reload does not tell of it again. */
export function withoutSignInReturn(query: LocationQuery): LocationQuery {
  return Object.fromEntries(Object.entries(query).filter(([name]) => !MEMBERS.some((member) => member === name)));
}
