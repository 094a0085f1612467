import nuxtUi from '@nuxt/ui/vue-plugin';
import { config } from '@vue/test-utils';

import { english } from '../messages/en/index.js';
import { currentMessages } from '../messages/languages.js';

// Brings the bundled icons, as in the app; without them the kit would ask for each on the internet.
config.global.plugins.push(nuxtUi);

/** Whatever a test forgot to replace fails here, loudly, instead of reaching out. */
globalThis.fetch = (target) => {
  const address = target instanceof Request ? target.url : String(target);
  return Promise.reject(new Error(`A test tried to reach ${address}`));
};

// Tests read English, and need not wait for it.
currentMessages.value = english;
