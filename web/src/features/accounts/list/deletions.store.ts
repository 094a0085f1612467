import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';

import type { AccountView } from '../../../../../server/contract/http/accounts.js';
import { useBatchStore } from './batch.store.js';

/** What a server has deleted is gone, so the time for second thoughts is before it is asked. */
const SECOND_THOUGHTS_S = 8;

/**
 * Accounts that are about to be deleted. Nothing has been sent yet: `undo` is a true one. A page that is closed meanwhile
 * deletes nothing.
 */
export const useDeletionsStore = defineStore('account-deletions', () => {
  const pending = shallowRef<readonly AccountView[]>([]);
  const secondsLeft = shallowRef(0);
  const batches = useBatchStore();
  let timer: ReturnType<typeof setInterval> | undefined;

  const ids = computed<ReadonlySet<string>>(() => new Set(pending.value.map(({ id }) => id)));

  /** Those that were waiting already go at once: their time for second thoughts ends here. */
  function announce(accounts: readonly AccountView[]): void {
    send();
    if (accounts.length === 0) return;
    pending.value = accounts;
    secondsLeft.value = SECOND_THOUGHTS_S;
    timer = setInterval(() => {
      secondsLeft.value -= 1;
      if (secondsLeft.value <= 0) send();
    }, 1000);
  }

  function undo(): void {
    clearInterval(timer);
    pending.value = [];
  }

  function send(): void {
    const doomed = pending.value.map(({ id }) => id);
    undo();
    if (doomed.length > 0) void batches.start({ ids: doomed, action: 'delete' });
  }

  return { pending, ids, secondsLeft, announce, undo, send };
});
