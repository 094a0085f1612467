import { computed, shallowRef, type ComputedRef } from 'vue';

import { english, type Messages } from './english.js';

const current = shallowRef<Messages>(english);

/** The texts in the reader's language; they change in place when the language does. */
export function useMessages(): ComputedRef<Messages> {
  return computed(() => current.value);
}
