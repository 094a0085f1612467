import { computed, type ComputedRef } from 'vue';

import type { Messages } from './en/index.js';
import { currentMessages } from './languages.js';

/** The texts in the reader's language; they change in place when the language does. */
export function useMessages(): ComputedRef<Messages> {
  return computed(() => {
    if (!currentMessages.value) throw new Error('A component was shown before its language had come.');
    return currentMessages.value;
  });
}
