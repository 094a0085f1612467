import type { LocationQuery, LocationQueryRaw } from 'vue-router';

import {
  accountStatusSchema,
  type AccountStatus,
  type AccountView,
} from '../../../../server/contract/http/accounts.js';
import { SORT_KEYS, type SortKey } from './account-order.js';

/** Which accounts are shown, and in which order. Lives in the address, so that a link or a reload shows the same. */
export interface AccountFilter {
  readonly text: string;
  /** Empty: all. */
  readonly states: readonly AccountStatus[];
  readonly priority: number | undefined;
  readonly sort: SortKey;
  readonly reversed: boolean;
}

export const NO_FILTER: AccountFilter = {
  text: '',
  states: [],
  priority: undefined,
  sort: 'need',
  reversed: false,
};

const single = (value: LocationQuery[string] | undefined): string => (typeof value === 'string' ? value : '');

/** What the address says; whatever is not understood filters nothing. */
export function readFilter(query: LocationQuery): AccountFilter {
  const sort = single(query['sort']);
  const key = sort.replace(/^-/, '');
  const priority = single(query['priority']);
  return {
    text: single(query['q']),
    states: single(query['state'])
      .split(',')
      .flatMap((name) => accountStatusSchema.safeParse(name).data ?? []),
    priority: /^-?\d{1,4}$/.test(priority) ? Number(priority) : undefined,
    sort: SORT_KEYS.find((name) => name === key) ?? NO_FILTER.sort,
    reversed: sort.startsWith('-'),
  };
}

/** The same query with this filter in it; what is as usual is left out. */
export function writeFilter(filter: AccountFilter, query: LocationQuery): LocationQueryRaw {
  const { q: _q, state: _state, priority: _priority, sort: _sort, ...others } = query;
  const { text, states, priority, sort, reversed } = filter;
  return {
    ...others,
    ...(text === '' ? {} : { q: text }),
    ...(states.length === 0 ? {} : { state: states.join(',') }),
    ...(priority === undefined ? {} : { priority: String(priority) }),
    ...(sort === NO_FILTER.sort && !reversed ? {} : { sort: `${reversed ? '-' : ''}${sort}` }),
  };
}

/** Whether the filter hides anything at all; an order hides nothing. */
export const isFiltering = ({ text, states, priority }: AccountFilter): boolean =>
  text !== '' || states.length > 0 || priority !== undefined;

/** @returns the accounts that have all words of the text in their names, and the priority */
export function filterByText(
  accounts: readonly AccountView[],
  { text, priority }: AccountFilter,
): readonly AccountView[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return accounts.filter((account) => {
    if (priority !== undefined && account.priority !== priority) return false;
    if (words.length === 0) return true;
    const names = [account.email, account.custom_label, account.name, account.project_id, account.id]
      .join('\n')
      .toLocaleLowerCase();
    return words.every((word) => names.includes(word));
  });
}

/** How many accounts there are of each state. */
export function countStates(accounts: readonly AccountView[]): ReadonlyMap<AccountStatus, number> {
  const counts = new Map<AccountStatus, number>();
  for (const { status } of accounts) counts.set(status, (counts.get(status) ?? 0) + 1);
  return counts;
}
