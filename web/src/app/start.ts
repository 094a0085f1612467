import nuxtUi from '@nuxt/ui/vue-plugin';
import { createPinia } from 'pinia';
import { createApp } from 'vue';

import { showLanguage, wishedLanguage } from '../messages/languages.js';
import App from './App.vue';
import { createDashboardRouter } from './router.js';

/** Puts the dashboard on the page, in the reader's language from the first paint. */
export async function start(): Promise<void> {
  await showLanguage(wishedLanguage());
  const app = createApp(App);
  app.use(createPinia());
  app.use(createDashboardRouter());
  app.use(nuxtUi);
  app.mount('#app');
}
