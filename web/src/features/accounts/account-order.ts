import type { AccountStatus, AccountView } from '../../../../server/contract/http/accounts.js';

/** What accounts can be sorted by; `need` puts first what waits for a person. */
export const SORT_KEYS = ['need', 'email', 'status', 'priority', 'last_used', 'created_at'] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** What needs a person comes first, what needs nothing comes last. */
const RANK: Record<AccountStatus, number> = {
  disabled: 0,
  unreadable: 1,
  blocked: 2,
  cooling: 3,
  proxy_disabled: 4,
  ready: 5,
};

// One collator for all: making one per comparison is what makes sorting a thousand names slow.
const names = new Intl.Collator();

type Compare = (a: AccountView, b: AccountView) => number;

const byEmail: Compare = (a, b) => names.compare(a.email, b.email) || (a.id < b.id ? -1 : 1);
const byRank: Compare = (a, b) => RANK[a.status] - RANK[b.status];

/** As a person expects it at the first click: names from A, figures and dates from the highest. */
const COMPARE: Record<SortKey, Compare> = {
  need: byRank,
  status: byRank,
  email: () => 0,
  priority: (a, b) => b.priority - a.priority,
  last_used: (a, b) => (b.last_used ?? 0) - (a.last_used ?? 0),
  created_at: (a, b) => (b.created_at ?? 0) - (a.created_at ?? 0),
};

/**
 * @param reversed  the other way round; equals stay in the order of their e-mails, unless that is what is sorted by
 * @returns a new list, in which rows keep their place while nothing changes
 */
export function orderAccounts(
  accounts: readonly AccountView[],
  key: SortKey = 'need',
  reversed = false,
): readonly AccountView[] {
  const sign = reversed ? -1 : 1;
  const compare = COMPARE[key];
  const tie: Compare = key === 'email' ? (a, b) => sign * byEmail(a, b) : byEmail;
  return [...accounts].sort((a, b) => sign * compare(a, b) || tie(a, b));
}
