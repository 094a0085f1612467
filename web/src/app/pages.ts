import type { Component } from 'vue';

import type { Messages } from '../messages/en/index.js';

/** What a page is called: the key of its title in `messages.pages`. */
export type PageKey = keyof Messages['pages'];

/** One page of the dashboard: the router, the navigation, the palette and the tab's title all read it here. */
export interface Page {
  readonly key: PageKey;
  /** As vue-router takes it. */
  readonly path: string;
  /** Loaded when it is opened. */
  readonly component: () => Promise<Component>;
  /** Pages with an icon stand in the navigation and the palette. */
  readonly icon?: string;
  /** Only where a stand-in plays Google's part. */
  readonly sandboxOnly?: boolean;
}

/** The pages, in the order of the navigation. */
export const PAGES: readonly Page[] = [
  {
    key: 'overview',
    path: '/',
    icon: 'i-lucide-layout-dashboard',
    component: () => import('./pages/OverviewPage.vue'),
  },
  {
    key: 'accounts',
    path: '/accounts',
    icon: 'i-lucide-users',
    component: () => import('../features/accounts/AccountsView.vue'),
  },
  {
    key: 'addAccount',
    path: '/accounts/add',
    icon: 'i-lucide-user-plus',
    component: () => import('./pages/AddAccountPage.vue'),
  },
  { key: 'setup', path: '/setup', icon: 'i-lucide-wrench', component: () => import('./pages/SetupPage.vue') },
];
