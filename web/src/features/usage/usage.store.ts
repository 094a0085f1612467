import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

import type { UsageList } from '../../../../server/contract/http/traffic.js';
import { fetchUsage } from './usage.api.js';
import type { UsageQuestion } from './usage-question.js';

/** What the usage page shows now. */
export const useUsageStore = defineStore('usage', () => {
  /** Undefined until the first answer. */
  const list = shallowRef<UsageList>();
  const error = shallowRef<unknown>();
  let newestLoad = 0;

  /** The newest question counts, however late an older answer comes. Never rejects: `error` has it. */
  async function load(question: UsageQuestion): Promise<void> {
    newestLoad += 1;
    const mine = newestLoad;
    try {
      const answer = await fetchUsage(question);
      if (mine !== newestLoad) return;
      list.value = answer;
      error.value = undefined;
    } catch (failure) {
      if (mine === newestLoad) error.value = failure;
    }
  }

  return { list, error, load };
});
