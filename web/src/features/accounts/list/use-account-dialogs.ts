import { computed, shallowRef } from 'vue';

import type { AccountView } from '../../../../../server/contract/http/accounts.js';
import { useAccountsStore } from '../accounts.store.js';
import { useAccountActions, type AccountAct } from '../use-account-actions.js';
import { useBatchStore } from './batch.store.js';
import type { BatchWish } from './BatchBar.vue';
import { useDeletionsStore } from './deletions.store.js';

type Asking = 'disable_proxy' | 'delete' | 'set_priority' | 'set_label' | 'export';

/** What is asked before something is done to one account or many, and the doing. */
export function useAccountDialogs() {
  const store = useAccountsStore();
  const actions = useAccountActions();
  const batches = useBatchStore();
  const deletions = useDeletionsStore();

  const asking = shallowRef<Asking>();
  const ids = shallowRef<readonly string[]>([]);

  // Ids are held and the accounts looked up, so that a dialog closes by itself when its accounts are gone.
  const accounts = computed(() => {
    const wanted = new Set(ids.value);
    return store.accounts.filter(({ id }) => wanted.has(id));
  });
  const about = (question: Asking) => computed(() => (asking.value === question ? accounts.value : NOBODY));

  function ask(question: Asking, about: readonly string[]): void {
    ids.value = about;
    asking.value = question;
  }

  function close(): void {
    asking.value = undefined;
  }

  function wish(action: BatchWish, selected: readonly string[]): void {
    if (action === 'enable_proxy' || action === 'refresh') void batches.start({ ids: [...selected], action });
    else ask(action, selected);
  }

  function act(wanted: AccountAct, account: AccountView): void {
    if (wanted === 'pause') ask('disable_proxy', [account.id]);
    else if (wanted === 'remove') ask('delete', [account.id]);
    else void actions[wanted](account);
  }

  async function confirmPause(reason: string): Promise<void> {
    const [first, second] = accounts.value;
    close();
    if (first && !second) await actions.pause(first, reason);
    else await batches.start({ ids: [...ids.value], action: 'disable_proxy', reason: reason.trim() || null });
  }

  function confirmRemove(): void {
    const doomed = accounts.value;
    close();
    deletions.announce(doomed);
  }

  function confirmPriority(priority: number): void {
    close();
    void batches.start({ ids: [...ids.value], action: 'set_priority', priority });
  }

  function confirmLabel(label: string | null): void {
    close();
    void batches.start({ ids: [...ids.value], action: 'set_label', custom_label: label });
  }

  return {
    actions,
    asking,
    count: computed(() => accounts.value.length),
    pausing: about('disable_proxy'),
    removing: about('delete'),
    exporting: computed(() => (asking.value === 'export' ? accounts.value.map(({ id }) => id) : [])),
    valueAsked: computed(() =>
      asking.value === 'set_priority' || asking.value === 'set_label' ? asking.value : undefined,
    ),
    ask,
    close,
    wish,
    act,
    confirmPause,
    confirmRemove,
    confirmPriority,
    confirmLabel,
  };
}

const NOBODY: readonly AccountView[] = [];
