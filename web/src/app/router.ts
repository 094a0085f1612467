import {
  createRouter,
  createWebHistory,
  type RouteLocationNormalized,
  type RouteLocationRaw,
  type Router,
} from 'vue-router';

import { useAccountsStore } from '../features/accounts/accounts.store.js';
import { useSessionStore } from '../features/session/session.store.js';
import { useSettingsStore } from '../features/setup/settings.store.js';
import { whenSignedOut } from '../http/request.js';
import FrameLayout from './FrameLayout.vue';
import { PAGES, type PageKey } from './pages.js';
import { isWizardUnderway, noteWizard } from './wizard-underway.js';

declare module 'vue-router' {
  interface RouteMeta {
    /** Which text of `messages.pages` names the page in the document's title. */
    readonly titleKey?: PageKey;
    /** May be seen without a session. */
    readonly open?: boolean;
  }
}

const SIGN_IN = '/sign-in';
const WELCOME = '/welcome';

/** The pages; whatever is not the overview loads when it is opened. */
export function createDashboardRouter(): Router {
  const router = createRouter({
    history: createWebHistory(),
    scrollBehavior: (to, _from, saved) => saved ?? (to.hash ? { el: to.hash, ...motion() } : { top: 0 }),
    routes: [
      { path: SIGN_IN, component: () => import('../features/session/SignInView.vue'), meta: { open: true } },
      {
        path: '/',
        component: FrameLayout,
        children: [
          ...PAGES.map(({ path, key, component }) => ({ path, component, meta: { titleKey: key } })),
          {
            path: '/:unknown(.*)*',
            component: () => import('./pages/NotFoundPage.vue'),
            meta: { titleKey: 'notFound' as const },
          },
        ],
      },
    ],
  });

  router.beforeEach(guardSession);
  router.beforeEach(guardWizard);
  router.beforeEach(createFirstRunGuard());
  whenSignedOut(() => void leave(router));
  return router;
}

/** A script that scrolls is not held back by the style sheet: it has to ask for itself. */
function motion(): { readonly behavior: ScrollBehavior } {
  return { behavior: window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' };
}

/** The way to the sign-in page that leads back to where it began. */
function signInFor(to: RouteLocationNormalized): RouteLocationRaw {
  return { path: SIGN_IN, query: to.fullPath === '/' ? {} : { next: to.fullPath } };
}

async function guardSession(to: RouteLocationNormalized): Promise<RouteLocationRaw | true> {
  const session = useSessionStore();
  const signedIn = session.status === 'signed-in';
  if (to.meta.open) {
    // A link with a token is used even when signed in: it may be for a server with another data directory.
    if (signedIn && !to.hash) return '/';
    return true;
  }
  // A server that does not answer says nothing about the session: the frame shows the trouble and waits for it.
  if (!signedIn && (await session.load()) === 'signed-out') return signInFor(to);
  return true;
}

/** Whoever began a sign-in from the wizard comes back to it, with how it ended. */
function guardWizard(to: RouteLocationNormalized): RouteLocationRaw | true {
  const isReturn = to.path === '/accounts' && to.query['signin'] !== undefined;
  if (isReturn && isWizardUnderway()) return { path: WELCOME, query: to.query };
  // Opening any other page is leaving it, by a link or by the address; signing in to the dashboard is neither.
  if (!to.meta.open) noteWizard(to.path === WELCOME);
  return true;
}

/** Sends an installation without accounts to the wizard, once: whoever leaves it knows why. */
function createFirstRunGuard(): (to: RouteLocationNormalized) => Promise<RouteLocationRaw | true> {
  let done = false;
  return async (to) => {
    const landing = (to.path === '/' || to.path === '/accounts') && to.query['signin'] === undefined;
    const session = useSessionStore();
    if (done || !landing || session.status !== 'signed-in') return true;
    done = true;
    const accounts = useAccountsStore();
    const settings = useSettingsStore();
    // A failure has its place on the page that is being opened.
    await Promise.allSettled([accounts.load(), settings.load()]);
    return accounts.loaded && accounts.accounts.length === 0 ? WELCOME : true;
  };
}

async function leave(router: Router): Promise<void> {
  const session = useSessionStore();
  session.markSignedOut();
  const here = router.currentRoute.value;
  if (!here.meta.open) await router.replace(signInFor(here));
}
