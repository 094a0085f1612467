import nuxtUi from '@nuxt/ui/vue-plugin';
import { createPinia } from 'pinia';
import { createApp } from 'vue';

import App from './App.vue';
import { createDashboardRouter } from './router.js';

/** Puts the dashboard on the page. */
export function start(): void {
  const app = createApp(App);
  app.use(createPinia());
  app.use(createDashboardRouter());
  app.use(nuxtUi);
  app.mount('#app');
}
