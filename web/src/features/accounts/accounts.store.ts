import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';

import type {
  AccountView,
  AddAccount,
  AddAccountResult,
  PatchAccount,
  RefreshResult,
} from '../../../../server/contract/http/accounts.js';
import { coalesce } from '../../http/coalesced.js';
import { createAccount, fetchAccounts, patchAccount, refreshAccount } from './accounts.api.js';
import { orderAccounts } from './account-order.js';

/** The accounts as the server last told. Whatever changes one ends in a fresh list, never in a guess. */
export const useAccountsStore = defineStore('accounts', () => {
  const accounts = shallowRef<readonly AccountView[]>([]);
  /** A list has arrived at least once. */
  const loaded = ref(false);
  /** Why the last load failed; undefined once one succeeds. */
  const loadError = shallowRef<unknown>();
  let newestLoad = 0;

  const ordered = computed(() => orderAccounts(accounts.value));
  const needingGrant = computed(() => ordered.value.filter((account) => account.status === 'disabled'));
  const blocked = computed(() => ordered.value.filter((account) => account.status === 'blocked'));
  /** Changes of these wait for the disk, which has refused them. */
  const unsaved = computed(() => ordered.value.filter((account) => account.unsaved));
  const unreadable = computed(() => ordered.value.filter((account) => account.status === 'unreadable'));

  /** @throws what `request` throws; `loadError` has it too */
  async function load(): Promise<void> {
    newestLoad += 1;
    const mine = newestLoad;
    try {
      const list = await fetchAccounts();
      // An older answer that comes late must not overwrite a newer one.
      if (mine !== newestLoad) return;
      accounts.value = list;
      loaded.value = true;
      loadError.value = undefined;
    } catch (error) {
      if (mine === newestLoad) loadError.value = error;
      throw error;
    }
  }

  const reloading = coalesce(load);

  async function add(account: AddAccount): Promise<AddAccountResult> {
    const result = await createAccount(account);
    reloading.request();
    return result;
  }

  async function patch(id: string, change: PatchAccount): Promise<void> {
    await patchAccount(id, change);
    reloading.request();
  }

  /** @param reason  kept with the account; an empty one is none */
  function pause(id: string, reason: string): Promise<void> {
    const trimmed = reason.trim();
    return patch(id, { proxy_disabled: true, proxy_disabled_reason: trimmed === '' ? null : trimmed });
  }

  function resume(id: string): Promise<void> {
    return patch(id, { proxy_disabled: false });
  }

  function unblock(id: string): Promise<void> {
    return patch(id, { blocked: false });
  }

  async function refresh(id: string): Promise<RefreshResult> {
    try {
      return await refreshAccount(id);
    } finally {
      // Also after a refusal: it may be the very refusal that changed the account.
      reloading.request();
    }
  }

  return {
    accounts,
    ordered,
    needingGrant,
    blocked,
    unreadable,
    unsaved,
    loaded,
    loadError,
    load,
    requestReload: reloading.request,
    cancelReload: reloading.cancel,
    add,
    pause,
    resume,
    unblock,
    patch,
    refresh,
  };
});
