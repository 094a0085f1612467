import type { Account } from '../accounts/account.js';
import { diagnose, type Diagnosis } from './cause.js';
import { diagnosisIn } from './disabled-reason.js';

/**
 * Names the cause of an account that is already `disabled`: as its reason tells it, or, where another tool wrote the
 * reason, from its words and the dates in the file. Undefined when it is not disabled.
 */
export function diagnoseStored(account: Account): Diagnosis | undefined {
  if (!account.disabled) return undefined;
  const { reason, at } = account.disabled;
  const told = reason === null ? undefined : diagnosisIn(reason);
  if (told) return told;
  const { grant } = account;
  return diagnose(
    { error: 'invalid_grant', description: reason, subtype: reason?.includes('invalid_rapt') ? 'invalid_rapt' : null },
    {
      now: at ?? grant.accessTokenExpiresAt ?? 0,
      issuedAt: at === null ? null : grant.issuedAt,
      lastAliveAt: at === null ? null : lastAliveAt(account),
      refreshTokenExpiresAt: at === null ? null : grant.refreshTokenExpiresAt,
      earlierLifetimes: [],
      grantsIssued: 0,
    },
  );
}

/** When the grant was last seen alive, unix seconds: its last access token was issued then; null when unknown. */
export function lastAliveAt({ grant }: Account): number | null {
  if (grant.accessTokenExpiresAt === null) return grant.issuedAt;
  return grant.accessTokenExpiresAt - (grant.accessTokenLifetime ?? 3600);
}
