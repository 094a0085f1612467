import { useDocumentVisibility, useIntervalFn } from '@vueuse/core';
import { defineStore } from 'pinia';
import { onScopeDispose, shallowRef, watch } from 'vue';

import { useAccountsStore } from './accounts.store.js';
import { fetchActivity } from './accounts.api.js';

/** Requests in flight by account, as far as somebody is looking. */
export const useActivityStore = defineStore('account-activity', () => {
  const inFlight = shallowRef<ReadonlyMap<string, number>>(new Map());

  async function load(): Promise<void> {
    const { in_flight: counts } = await fetchActivity();
    inFlight.value = new Map(counts.map(({ id, count }) => [id, count]));
  }

  function forget(): void {
    inFlight.value = new Map();
  }

  return { inFlight, load, forget };
});

const EVERY_MS = 3_000;
/** When an account was used last is told by no event: there would be one for every request. */
const LIST_EVERY_MS = 60_000;

/** Keeps it fresh for as long as the calling component lives and its page is seen. */
export function useLiveActivity(): void {
  const activity = useActivityStore();
  const accounts = useAccountsStore();
  // A server that does not answer is told of elsewhere; old figures would be worse than none.
  const load = (): Promise<void> => activity.load().catch(activity.forget);
  const polls = [useIntervalFn(() => void load(), EVERY_MS), useIntervalFn(accounts.requestReload, LIST_EVERY_MS)];
  watch(
    useDocumentVisibility(),
    (state) => {
      for (const poll of polls) {
        if (state === 'visible') poll.resume();
        else poll.pause();
      }
      if (state === 'visible') void load();
    },
    { immediate: true },
  );
  onScopeDispose(activity.forget);
}
