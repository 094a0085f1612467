import { saidIn } from '../grants/disabled-reason.js';
import { diagnoseStored } from '../grants/stored-diagnosis.js';
import type { DomainEvent } from '../ports/event-bus.js';
import type { Account } from './account.js';
import { blockCauseIn } from './block-cause.js';

/** Who or what changed an account. */
export type Origin =
  'sign_in' | 'refresh_token' | 'import' | 'file' | 'admin' | 'refresh' | 'upstream' | 'quota_protection';

/** One change of an account: what it was, what it is now; null where there was or is none. */
export interface AccountChange {
  readonly id: string;
  readonly before: Account | null;
  readonly after: Account | null;
  readonly origin: Origin;
}

/**
 * What a change means, as facts for the feed. Pure: the same change always tells the same.
 */
export function factsOf(change: AccountChange): readonly DomainEvent[] {
  const { before, after } = change;
  const about = { account_id: change.id, email: (after ?? before)?.email ?? '', by: change.origin };
  if (after === null) return before === null ? [] : [{ type: 'account.removed', ...about }];
  if (before === null) return [{ type: 'account.added', ...about }, ...switched(null, after, about)];
  const facts = switched(before, after, about);
  if (facts.length > 0) return facts;
  return isVisiblyChanged(before, after) ? [{ type: 'account.updated', ...about }] : [];
}

type About = Pick<DomainEvent, 'account_id' | 'email'> & { readonly by: Origin };

function switched(before: Account | null, after: Account, about: About): DomainEvent[] {
  const facts: DomainEvent[] = [];
  if (!before?.disabled && after.disabled) {
    const { cause = null, cure = null, confidence = null } = diagnoseStored(after) ?? {};
    const { reason } = after.disabled;
    facts.push({ type: 'account.disabled', ...about, reason, said: saidIn(reason ?? ''), cause, cure, confidence });
  }
  if (before?.disabled && !after.disabled) facts.push({ type: 'account.reenabled', ...about });
  if (!before?.blocked && after.blocked) {
    const { reason, url } = after.blocked;
    facts.push({ type: 'account.blocked', ...about, reason, cause: blockCauseIn(reason), url });
  }
  if (before?.blocked && !after.blocked) facts.push({ type: 'account.unblocked', ...about });
  if (!before?.proxyDisabled && after.proxyDisabled) {
    facts.push({ type: 'account.proxy_disabled', ...about, reason: after.proxyDisabled.reason });
  }
  if (before?.proxyDisabled && !after.proxyDisabled) facts.push({ type: 'account.proxy_enabled', ...about });
  return facts;
}

/** `last_used` and a refreshed access token are told elsewhere, or not at all: they would drown the feed. */
function isVisiblyChanged(before: Account, after: Account): boolean {
  return (
    before.email !== after.email ||
    before.name !== after.name ||
    before.customLabel !== after.customLabel ||
    before.projectId !== after.projectId ||
    before.priority !== after.priority ||
    before.grant.refreshToken !== after.grant.refreshToken ||
    before.grant.scope !== after.grant.scope ||
    before.grant.clientKey !== after.grant.clientKey
  );
}
