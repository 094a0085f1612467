import { useIntervalFn, watchDebounced } from '@vueuse/core';
import { onScopeDispose, shallowRef, type Ref } from 'vue';

import type { AccountView } from '../../../../../server/contract/http/accounts.js';
import type { Standing } from '../../../../../server/contract/http/pool.js';
import { fetchStanding } from '../accounts.api.js';

/** Cool-downs and requests in flight come and go without an event of their own. */
const EVERY_MS = 3_000;

/** Where an account stands with the pool, kept fresh for as long as the calling component lives. */
export function useStanding(account: () => AccountView, model: Readonly<Ref<string>>) {
  const standing = shallowRef<Standing>();
  const error = shallowRef<unknown>();
  let newest = 0;

  async function load(): Promise<void> {
    newest += 1;
    const mine = newest;
    try {
      const answer = await fetchStanding(account().id, model.value.trim());
      if (mine !== newest) return;
      standing.value = answer;
      error.value = undefined;
    } catch (failure) {
      if (mine === newest) error.value = failure;
    }
  }

  watchDebounced([account, model], load, { immediate: true, debounce: 150 });
  useIntervalFn(() => void load(), EVERY_MS);
  onScopeDispose(() => {
    newest += 1;
  });
  return { standing, error };
}
