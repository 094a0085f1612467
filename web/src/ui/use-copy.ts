import { tryOnScopeDispose } from '@vueuse/core';
import { ref } from 'vue';

const SHOWN_MS = 2500;

/** Copies a text and says for a moment how that went; a page that is not served securely may not copy at all. */
export function useCopy() {
  const outcome = ref<'idle' | 'copied' | 'failed'>('idle');
  let timer: ReturnType<typeof setTimeout> | undefined;
  tryOnScopeDispose(() => clearTimeout(timer));

  async function copy(text: string): Promise<void> {
    outcome.value = await write(text).then(
      () => 'copied' as const,
      () => 'failed' as const,
    );
    clearTimeout(timer);
    timer = setTimeout(() => {
      outcome.value = 'idle';
    }, SHOWN_MS);
  }

  return { outcome, copy };
}

async function write(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
