import { computed, shallowRef } from 'vue';

import type { AddAccountResult } from '../../../../../server/contract/http/accounts.js';
import { useAccountsStore } from '../accounts.store.js';

/** One of many tokens, and what became of it. */
export interface TokenLine {
  readonly number: number;
  readonly state: 'waiting' | 'trying' | 'added' | 'refused' | 'stopped';
  readonly result: AddAccountResult | undefined;
  readonly error: unknown;
}

/** Each is proven at Google: a few at a time are quick enough, and leave Google's patience to the accounts that serve. */
const AT_ONCE = 3;

/** Adds many refresh tokens, each on its own: what is wrong with one stops no other. */
export function useTokenRun() {
  const store = useAccountsStore();
  const lines = shallowRef<readonly TokenLine[]>([]);
  const running = shallowRef(false);
  let isStopped = false;

  const done = computed(() => lines.value.filter(({ state }) => state !== 'waiting' && state !== 'trying').length);

  async function run(tokens: readonly string[], projectId: string | undefined): Promise<void> {
    if (running.value) return;
    running.value = true;
    isStopped = false;
    lines.value = tokens.map((_, index) => ({
      number: index + 1,
      state: 'waiting',
      result: undefined,
      error: undefined,
    }));
    const rest = tokens.entries();
    const worker = async (): Promise<void> => {
      for (const [index, token] of rest) await take(index, token, projectId);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    running.value = false;
  }

  async function take(index: number, token: string, projectId: string | undefined): Promise<void> {
    if (isStopped) {
      set(index, { state: 'stopped' });
      return;
    }
    set(index, { state: 'trying' });
    try {
      const result = await store.add({
        refresh_token: token,
        ...(projectId === undefined ? {} : { project_id: projectId }),
      });
      set(index, { state: 'added', result });
    } catch (error) {
      set(index, { state: 'refused', error });
    }
  }

  function set(index: number, change: Partial<TokenLine>): void {
    lines.value = lines.value.map((line, at) => (at === index ? { ...line, ...change } : line));
  }

  return {
    lines,
    running,
    done,
    run,
    /** What has been begun is finished; nothing more is begun. */
    stop: () => void (isStopped = true),
    clear: () => void (lines.value = []),
  };
}
