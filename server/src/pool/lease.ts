import type { Account } from '../core/accounts/account.js';
import type { Choice } from '../core/pool/chooser.js';

/** The right to send one request as an account. Used at once, released when the attempt is over, never kept. */
export interface Lease {
  readonly id: string;
  readonly accessToken: string;
  readonly projectId: string | null;
  readonly model: string;
  /** Why this account was chosen. */
  readonly why: Extract<Choice, { kind: 'account' }>['why'];
  /** The one request by which an account that was left alone comes back. */
  readonly isProbe: boolean;
}

export const leaseOf = (account: Account, terms: Pick<Lease, 'model' | 'why' | 'isProbe'>): Lease => ({
  id: account.id,
  accessToken: account.grant.accessToken ?? '',
  projectId: account.projectId,
  model: terms.model,
  why: terms.why,
  isProbe: terms.isProbe,
});
