import { ref } from 'vue';

import type { CompletedSignIn } from '../../../../server/contract/http/oauth.js';
import { wordsOfProblem } from '../../messages/problem-words.js';
import { useMessages } from '../../messages/use-messages.js';
import { useAccountsStore } from './accounts.store.js';
import type { SignInReturn } from './sign-in-return.js';
import { useToasts } from '../../ui/toasts.js';

/** Tells how a sign-in ended, wherever it was finished; another person's waits in `waitingFlow` for the dialog. */
export function useSignInOutcome() {
  const t = useMessages();
  const toasts = useToasts();
  const store = useAccountsStore();
  const waitingFlow = ref<string>();

  /** The e-mail of an account that may have been added this very moment. */
  async function emailOf(accountId: string | undefined): Promise<string> {
    const find = () => store.accounts.find((account) => account.id === accountId)?.email;
    if (find() === undefined) {
      // A list that cannot be loaded has its own place to say so; the outcome is still worth telling.
      await store.load().catch(() => undefined);
    }
    return find() ?? t.value.add.someone;
  }

  async function tell(
    { outcome, accountId, flow, code, refreshTokenKept }: SignInReturn,
    knownEmail?: string,
  ): Promise<void> {
    const words = t.value.signInOutcome;
    if (outcome === 'other_person') {
      waitingFlow.value = flow;
      return;
    }
    if (outcome === 'failed') {
      const refusal = wordsOfProblem(code, t.value);
      toasts.add({
        title: words.failed,
        description: refusal ? `${refusal.detail} ${refusal.hint}` : words.failureUnknown(code ?? '?'),
        tone: 'error',
        icon: 'i-lucide-circle-x',
        durationMs: 20_000,
      });
      return;
    }
    const email = knownEmail ?? (await emailOf(accountId));
    const doubtful = outcome === 'unchanged' || refreshTokenKept;
    toasts.add({
      title: `${email}: ${words[outcome]}`,
      description: refreshTokenKept ? words.refreshTokenKept : words[`${outcome}Text`](email),
      tone: doubtful ? 'warning' : 'success',
      icon: doubtful ? 'i-lucide-info' : 'i-lucide-circle-check',
      durationMs: refreshTokenKept ? 30_000 : 8000,
    });
  }

  /** The same for a sign-in that was finished from this page. */
  async function tellCompletion(completion: CompletedSignIn): Promise<void> {
    store.requestReload();
    const none = { accountId: undefined, flow: undefined, code: undefined, refreshTokenKept: false };
    if (completion.outcome === 'other_person') {
      await tell({ ...none, outcome: completion.outcome, flow: completion.flow });
      return;
    }
    waitingFlow.value = undefined;
    const { outcome, account, warning } = completion;
    await tell({ ...none, outcome, accountId: account.id, refreshTokenKept: warning !== undefined }, account.email);
  }

  return { waitingFlow, tell, tellCompletion };
}
