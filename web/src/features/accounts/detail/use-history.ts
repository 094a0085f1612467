import { onScopeDispose, shallowRef, watch } from 'vue';

import type { AccountHistory, AccountView } from '../../../../../server/contract/http/accounts.js';
import { coalesce } from '../../../http/coalesced.js';
import { fetchHistory } from '../accounts.api.js';

/** The ledger of an account; read again whenever the account was, because what changed it stands there too. */
export function useHistory(id: () => string, account: () => AccountView | undefined) {
  const history = shallowRef<AccountHistory['history']>([]);
  const loaded = shallowRef(false);
  const error = shallowRef<unknown>();

  async function load(): Promise<void> {
    const mine = id();
    try {
      const read = await fetchHistory(mine);
      if (mine !== id()) return;
      history.value = read;
      error.value = undefined;
    } catch (failure) {
      if (mine === id()) error.value = failure;
    } finally {
      if (mine === id()) loaded.value = true;
    }
  }

  const loading = coalesce(load, { delayMs: 250 });
  watch(account, () => loading.request());
  watch(
    id,
    () => {
      history.value = [];
      loaded.value = false;
      void load();
    },
    { immediate: true },
  );
  onScopeDispose(loading.cancel);
  return { history, loaded, error };
}
