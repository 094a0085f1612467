import { reactive } from 'vue';

import type { AccountView, RefreshResult } from '../../../../server/contract/http/accounts.js';
import type { Messages } from '../../messages/en/index.js';
import { describeError } from '../../messages/error-text.js';
import { useMessages } from '../../messages/use-messages.js';
import { useAccountsStore } from './accounts.store.js';
import { describeRefusal } from '../../messages/problem-words.js';
import { useToasts } from '../../ui/toasts.js';

/** What a person can do to one account. */
export type AccountAct = Action | 'remove';

type Action = 'pause' | 'resume' | 'refresh' | 'unblock';

/** What a person does to one account, with its outcome told in a toast. Nothing here throws. */
export function useAccountActions() {
  const t = useMessages();
  const store = useAccountsStore();
  const toasts = useToasts();
  const busy = reactive(new Map<string, Action>());

  /** @returns whether it was done; a second action on the same account waits for the first by doing nothing */
  async function run(account: AccountView, action: Action, act: () => Promise<void>): Promise<boolean> {
    if (busy.has(account.id)) return false;
    busy.set(account.id, action);
    try {
      await act();
      return true;
    } catch (error) {
      const { detail, hint } = describeError(error, t.value);
      toasts.add({
        title: t.value.accounts.actionFailed(account.email),
        description: `${detail} ${hint}`,
        tone: 'error',
        icon: 'i-lucide-circle-x',
        durationMs: 12_000,
      });
      return false;
    } finally {
      busy.delete(account.id);
    }
  }

  function done(title: string): void {
    toasts.add({ title, tone: 'success', icon: 'i-lucide-check' });
  }

  return {
    busy,
    pause: (account: AccountView, reason: string) =>
      run(account, 'pause', async () => {
        await store.pause(account.id, reason);
        done(t.value.accounts.paused(account.email));
      }),
    resume: (account: AccountView) =>
      run(account, 'resume', async () => {
        await store.resume(account.id);
        done(t.value.accounts.resumed(account.email));
      }),
    unblock: (account: AccountView) =>
      run(account, 'unblock', async () => {
        await store.unblock(account.id);
        done(t.value.accounts.unblocked(account.email));
      }),
    refresh: (account: AccountView) =>
      run(account, 'refresh', async () => {
        const result = await store.refresh(account.id);
        const good = result.outcome === 'refreshed' || result.outcome === 'superseded';
        toasts.add({
          title: `${account.email}: ${t.value.accounts.refreshOutcome[result.outcome]}`,
          description: describeOutcome(result, t.value),
          tone: good ? 'success' : 'error',
          icon: good ? 'i-lucide-check' : 'i-lucide-circle-x',
        });
      }),
  };
}

/** What the title does not say: why a refresh failed, and what to do. */
function describeOutcome({ outcome, detail, code, facts }: RefreshResult, t: Messages): string {
  if (outcome === 'disabled') return `${t.problems['account.disabled'].detail} ${t.problems['account.disabled'].hint}`;
  if (outcome !== 'failed') return '';
  const told = describeRefusal({ code: code ?? '', detail, facts }, t);
  return `${told.detail} ${told.hint}`;
}
