import type { AccountStatus, AccountView } from '../../../../../server/contract/http/accounts.js';

/** A line of the list of cards. */
export type CardRow =
  | { readonly kind: 'heading'; readonly key: string; readonly group: 'needy' | 'calm'; readonly count: number }
  | { readonly kind: 'account'; readonly key: string; readonly account: AccountView };

/** States that wait for a person. */
export const NEEDY: ReadonlySet<AccountStatus> = new Set(['disabled', 'unreadable', 'blocked']);

/** @param grouped  headings stand before what needs a person and before the others; the accounts come in that order */
export function cardRows(accounts: readonly AccountView[], grouped: boolean): readonly CardRow[] {
  const toRow = (account: AccountView): CardRow => ({ kind: 'account', key: account.id, account });
  if (!grouped) return accounts.map(toRow);
  const groups = [
    ['needy', accounts.filter(({ status }) => NEEDY.has(status))],
    ['calm', accounts.filter(({ status }) => !NEEDY.has(status))],
  ] as const;
  return groups.flatMap(([group, members]): readonly CardRow[] =>
    members.length === 0
      ? []
      : [{ kind: 'heading', key: `heading-${group}`, group, count: members.length }, ...members.map(toRow)],
  );
}
