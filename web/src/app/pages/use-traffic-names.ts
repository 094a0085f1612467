import { computed, type ComputedRef } from 'vue';

import { useAccountsStore } from '../../features/accounts/accounts.store.js';
import { useKeysStore } from '../../features/keys/keys.store.js';
import type { TrafficNames } from '../../ui/named.js';

/** What accounts and keys are called, for the pages that know them by their ids alone. */
export function useTrafficNames(): ComputedRef<TrafficNames> {
  const accounts = useAccountsStore();
  const keys = useKeysStore();
  // Without their names the keys are shown by their ids; their own page says what is wrong.
  if (keys.keys === undefined) void keys.load().catch(() => undefined);

  return computed(() => ({
    accounts: accounts.ordered.map(({ id, email, custom_label }) => ({ id, label: custom_label || email || id })),
    keys: keys.newestFirst.map(({ id, name }) => ({ id, label: name })),
  }));
}
