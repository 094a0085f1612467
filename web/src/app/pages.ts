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
    key: 'account',
    path: '/accounts/:id',
    component: () => import('../features/accounts/detail/AccountDetailView.vue'),
  },
  {
    key: 'addAccount',
    path: '/accounts/add',
    icon: 'i-lucide-user-plus',
    component: () => import('./pages/AddAccountPage.vue'),
  },
  {
    key: 'requests',
    path: '/requests',
    icon: 'i-lucide-arrow-left-right',
    component: () => import('./pages/RequestsPage.vue'),
  },
  { key: 'request', path: '/requests/:id', component: () => import('./pages/RequestsPage.vue') },
  {
    key: 'usage',
    path: '/usage',
    icon: 'i-lucide-chart-column',
    component: () => import('./pages/UsagePage.vue'),
  },
  {
    key: 'connect',
    path: '/connect',
    icon: 'i-lucide-plug',
    component: () => import('./pages/ConnectPage.vue'),
  },
  {
    key: 'keys',
    path: '/keys',
    icon: 'i-lucide-key-round',
    component: () => import('../features/keys/KeysView.vue'),
  },
  {
    key: 'settings',
    path: '/settings',
    icon: 'i-lucide-settings',
    component: () => import('./pages/SettingsPage.vue'),
  },
  { key: 'setup', path: '/setup', icon: 'i-lucide-wrench', component: () => import('./pages/SetupPage.vue') },
  { key: 'firstRun', path: '/welcome', component: () => import('./pages/WelcomePage.vue') },
  {
    key: 'help',
    path: '/help',
    icon: 'i-lucide-circle-help',
    component: () => import('../features/help/HelpView.vue'),
  },
  {
    key: 'sandbox',
    path: '/sandbox',
    icon: 'i-lucide-flask-conical',
    sandboxOnly: true,
    component: () => import('./pages/SandboxPage.vue'),
  },
];
