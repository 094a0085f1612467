import type { AccountView } from '../../../../server/contract/http/accounts.js';
import type { Messages } from '../../messages/en/index.js';
import { describeTrouble } from './account-trouble.js';
import { endsSoon } from './grant-end.js';

/** One thing that only a person can do. */
export interface Need {
  readonly account: AccountView;
  /** When it began, or will come; epoch milliseconds. */
  readonly atMs: number | undefined;
  readonly words: string;
  /** The cure is to sign in again. */
  readonly isGrant: boolean;
}

const RANK = { disabled: 0, unreadable: 1, blocked: 2 } as const;
const isUrgent = (status: AccountView['status']): status is keyof typeof RANK => status in RANK;

/** @returns what is broken, the shortest way to mend it first, and then grants that will soon die, the nearest first */
export function needsOf(accounts: readonly AccountView[], nowMs: number, t: Messages): readonly Need[] {
  const broken = accounts.flatMap((account) =>
    isUrgent(account.status) ? [{ account, rank: RANK[account.status] }] : [],
  );
  broken.sort((a, b) => a.rank - b.rank);
  const ending = accounts.filter((account) => !isUrgent(account.status) && endsSoon(account, nowMs));
  ending.sort((a, b) => (a.forecast?.at ?? 0) - (b.forecast?.at ?? 0));
  return [...broken.map(({ account }) => brokenNeed(account, t)), ...ending.map((account) => endingNeed(account, t))];
}

function brokenNeed(account: AccountView, t: Messages): Need {
  const trouble = describeTrouble(account, t);
  // What Google wants of its owner differs; what cures the others hardly does.
  const why = trouble?.cause || trouble?.reason || '';
  const words = account.status === 'blocked' && why ? why : trouble?.cure || why;
  return { account, atMs: trouble?.sinceMs, words, isGrant: account.status === 'disabled' };
}

function endingNeed(account: AccountView, t: Messages): Need {
  const { at = 0, cause = 'unknown', confidence = 'possible' } = account.forecast ?? {};
  const words = [t.accounts.grantEnds[confidence], t.accounts.cause[cause]].filter(Boolean).join(': ');
  return { account, atMs: at * 1000, words, isGrant: true };
}
