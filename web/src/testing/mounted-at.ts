import UApp from '@nuxt/ui/components/App.vue';
import { mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { h, type Component } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';

/** Mounts a page at an address whose parts it reads. Unmount it when done. */
export async function mountAt(component: Component, path: string, address: string): Promise<VueWrapper> {
  const pinia = createPinia();
  setActivePinia(pinia);
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path, component },
      { path: '/:any(.*)*', component: { render: () => null } },
    ],
  });
  await router.push(address);
  return mount(
    { render: () => h(UApp, { toaster: null }, { default: () => h(component) }) },
    { attachTo: document.body, global: { plugins: [pinia, router] } },
  );
}
