import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';

import { countStates, filterByText, readFilter, writeFilter, type AccountFilter } from '../account-filter.js';
import { orderAccounts, type SortKey } from '../account-order.js';
import { useAccountsStore } from '../accounts.store.js';

/** The filter of the address, and what it leaves of the accounts. */
export function useAccountFilter() {
  const route = useRoute();
  const router = useRouter();
  const store = useAccountsStore();

  const filter = computed(() => readFilter(route.query));
  const found = computed(() => filterByText(store.accounts, filter.value));
  /** Of what is found by text and priority: so that a count says what a click would show. */
  const counts = computed(() => countStates(found.value));
  const shown = computed(() => {
    const { states, sort, reversed } = filter.value;
    const accounts = states.length === 0 ? found.value : found.value.filter(({ status }) => states.includes(status));
    return orderAccounts(accounts, sort, reversed);
  });

  function change(difference: Partial<AccountFilter>): void {
    const query = writeFilter({ ...filter.value, ...difference }, route.query);
    // Typing is not going anywhere: the way back leads to the page before, not to the letter before.
    void router.replace({ query, hash: route.hash });
  }

  /** A second click on the same column turns the order round. */
  function sortBy(key: SortKey): void {
    const { sort, reversed } = filter.value;
    change({ sort: key, reversed: sort === key && !reversed });
  }

  return { filter, counts, shown, change, sortBy };
}
