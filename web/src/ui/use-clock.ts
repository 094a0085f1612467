import { createSharedComposable, useNow } from '@vueuse/core';

/** The present, often enough for relative times. One timer for all who show one, released with the last of them. */
export const useClock = createSharedComposable(() => useNow({ interval: 10_000 }));
