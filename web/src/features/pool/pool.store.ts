import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

import type { PoolReload, PoolView } from '../../../../server/contract/http/pool.js';
import { coalesce } from '../../http/coalesced.js';
import { fetchPool, reloadPool } from './pool.api.js';

/** Who can serve right now, and why the others cannot. */
export const usePoolStore = defineStore('pool', () => {
  /** Undefined until it has been told once. */
  const pool = shallowRef<PoolView>();
  let newestLoad = 0;

  async function load(): Promise<void> {
    newestLoad += 1;
    const mine = newestLoad;
    const answer = await fetchPool();
    if (mine === newestLoad) pool.value = answer;
  }

  const reloading = coalesce(load);

  /** Has the server read the accounts anew. @throws what `request` throws */
  async function reload(): Promise<PoolReload> {
    const outcome = await reloadPool();
    reloading.request();
    return outcome;
  }

  return { pool, load, reload, requestReload: reloading.request, cancelReload: reloading.cancel };
});
