import { onScopeDispose, shallowRef, watch, type Ref } from 'vue';

import type { AccountView } from '../../../../../server/contract/http/accounts.js';
import type { AccountQuota } from '../../../../../server/contract/http/quota.js';
import { coalesce } from '../../../http/coalesced.js';
import { fetchAccount } from '../accounts.api.js';

/** Every quota of an account. Until they are here, and whenever they cannot be had, those that the list carries. */
export function useAllQuotas(account: () => AccountView | undefined): Readonly<Ref<readonly AccountQuota[]>> {
  const quotas = shallowRef<readonly AccountQuota[]>([]);

  async function load(): Promise<void> {
    const id = account()?.id;
    if (id === undefined) return;
    const whole = await fetchAccount(id);
    if (id === account()?.id) quotas.value = whole.quotas;
  }

  const loading = coalesce(load, { delayMs: 250 });
  watch(
    account,
    (now, before) => {
      if (now?.id !== before?.id) quotas.value = now?.quotas ?? [];
      if (now) loading.request();
    },
    { immediate: true },
  );
  onScopeDispose(loading.cancel);
  return quotas;
}
