import type { AccountStatus, AccountView } from '../../../../server/contract/http/accounts.js';

/** What needs a person comes first, what needs nothing comes last. */
const RANK: Record<AccountStatus, number> = {
  disabled: 0,
  unreadable: 1,
  blocked: 2,
  cooling: 3,
  proxy_disabled: 4,
  ready: 5,
};

/** @returns a new list, by need and then by e-mail, so that rows keep their place while nothing changes */
export function orderAccounts(accounts: readonly AccountView[]): readonly AccountView[] {
  return [...accounts].sort(
    (a, b) => RANK[a.status] - RANK[b.status] || a.email.localeCompare(b.email) || a.id.localeCompare(b.id),
  );
}
