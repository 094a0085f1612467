import { useSessionStorage } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed } from 'vue';
import { z } from 'zod';

import type { SignInOutcome } from '../../../../server/contract/http/oauth.js';
import { useAccountsStore } from './accounts.store.js';
import { googleSignInPath } from './google-sign-in.api.js';
import { leaveFor } from './leave-page.js';

const queueSchema = z.object({
  /** Not begun yet, in order. */
  waiting: z.array(z.string()),
  /** Its sign-in was begun last. */
  current: z.string().nullable(),
  /** How it ended; null while nobody has come back from it. */
  ending: z.enum(['done', 'failed']).nullable(),
  done: z.number(),
  total: z.number(),
});
type Queue = z.infer<typeof queueSchema>;

const NOTHING: Queue = { waiting: [], current: null, ending: null, done: 0, total: 0 };

/**
 * Accounts that are signed in again one after another. Each sign-in leaves this page and comes back to it, so the queue
 * is kept in the tab.
 */
export const useReauthoriseQueue = defineStore('reauthorise-queue', () => {
  const accounts = useAccountsStore();
  const kept = useSessionStorage<Queue>('regrant.reauthorise', NOTHING, {
    serializer: { read: (text) => parse(text), write: (queue) => JSON.stringify(queue) },
  });

  const isActive = computed(() => kept.value.total > 0);
  /** Whoever was healed in another way meanwhile needs no sign-in any more. */
  const next = computed(() =>
    kept.value.waiting
      .map((id) => accounts.accounts.find((account) => account.id === id))
      .find((account) => account?.status === 'disabled'),
  );
  const current = computed(() => accounts.accounts.find(({ id }) => id === kept.value.current));

  function start(ids: readonly string[]): void {
    kept.value = { ...NOTHING, waiting: [...ids], total: ids.length };
    openNext();
  }

  /** Leaves for the next sign-in; ends the queue where there is none. */
  function openNext(): void {
    const account = next.value;
    if (!account) return stop();
    const { waiting } = kept.value;
    kept.value = {
      ...kept.value,
      waiting: waiting.slice(waiting.indexOf(account.id) + 1),
      current: account.id,
      ending: null,
    };
    leaveFor(googleSignInPath(account.id));
  }

  function tryAgain(): void {
    const id = kept.value.current;
    if (id !== null) leaveFor(googleSignInPath(id));
  }

  /** Told how a sign-in ended. Only a good end goes on by itself. */
  function note(outcome: SignInOutcome): void {
    if (!isActive.value || kept.value.current === null) return;
    const isDone = outcome !== 'failed' && outcome !== 'other_person';
    kept.value = { ...kept.value, ending: isDone ? 'done' : 'failed', done: kept.value.done + (isDone ? 1 : 0) };
  }

  function stop(): void {
    kept.value = NOTHING;
  }

  return { queue: kept, isActive, next, current, start, openNext, tryAgain, note, stop };
});

/** What another version of this page may have left there is no queue. */
function parse(text: string): Queue {
  try {
    return queueSchema.parse(JSON.parse(text));
  } catch {
    return NOTHING;
  }
}
