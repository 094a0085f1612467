import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import * as accountsApi from '../features/accounts/accounts.api.js';
import * as sessionApi from '../features/session/session.api.js';
import * as settingsApi from '../features/setup/settings.api.js';
import { UnreachableError } from '../http/problem-error.js';
import { reportSignedOut } from '../http/request.js';
import { anAccount, theSettings } from '../testing/fixtures.js';
import { createDashboardRouter } from './router.js';

vi.mock('../features/accounts/accounts.api.js');
vi.mock('../features/session/session.api.js');
vi.mock('../features/setup/settings.api.js');
// Where one gets is all that counts here; what the pages load takes its time.
const blank = vi.hoisted(() => () => ({ default: { render: () => null } }));
vi.mock('../features/accounts/AccountsView.vue', blank);
vi.mock('../features/session/SignInView.vue', blank);
vi.mock('./pages/OverviewPage.vue', blank);
vi.mock('./pages/WelcomePage.vue', blank);

const NOT_CONFIGURED = theSettings({
  oauth: { configured: false, redirect_uri: 'http://x/', scopes: [], refused_clients: [] },
});

describe('the router', () => {
  beforeEach(() => {
    vi.resetAllMocks();
    setActivePinia(createPinia());
    signedIn(true);
    vi.mocked(accountsApi.fetchAccounts).mockResolvedValue([anAccount()]);
    vi.mocked(settingsApi.fetchSettings).mockResolvedValue(theSettings());
  });

  function signedIn(signed_in: boolean): void {
    vi.mocked(sessionApi.fetchSession).mockResolvedValue({ signed_in, sandbox: false, version: '0.1.0' });
  }

  async function goTo(path: string) {
    const router = createDashboardRouter();
    await router.push(path);
    return router;
  }

  it('asks for a sign-in and remembers where to go, outcome of a Google sign-in included', async () => {
    signedIn(false);
    const router = await goTo('/accounts?signin=created&account_id=a1');
    expect(router.currentRoute.value.path).toBe('/sign-in');
    expect(router.currentRoute.value.query['next']).toBe('/accounts?signin=created&account_id=a1');
  });

  it('leaves for the sign-in page when a session ends under way', async () => {
    const router = await goTo('/accounts');
    reportSignedOut();
    await flushPromises();
    expect(router.currentRoute.value).toMatchObject({ path: '/sign-in', query: { next: '/accounts' } });
  });

  it('opens the page when the server does not answer: the frame says so and waits', async () => {
    vi.mocked(sessionApi.fetchSession).mockRejectedValue(new UnreachableError('down'));
    const router = await goTo('/accounts');
    expect(router.currentRoute.value.path).toBe('/accounts');
  });

  it.each([
    ['fresh', NOT_CONFIGURED],
    ['configured', theSettings()],
  ])('sends a %s installation without accounts to the wizard, once', async (_state, settings) => {
    vi.mocked(accountsApi.fetchAccounts).mockResolvedValue([]);
    vi.mocked(settingsApi.fetchSettings).mockResolvedValue(settings);
    const router = await goTo('/');
    expect(router.currentRoute.value.path).toBe('/welcome');
    await router.push('/accounts');
    expect(router.currentRoute.value.path).toBe('/accounts');
  });

  it('does not send one that is in use, or whose accounts nobody knows', async () => {
    vi.mocked(settingsApi.fetchSettings).mockResolvedValue(NOT_CONFIGURED);
    expect((await goTo('/')).currentRoute.value.path).toBe('/');
    setActivePinia(createPinia());
    vi.mocked(accountsApi.fetchAccounts).mockRejectedValue(new UnreachableError('down'));
    expect((await goTo('/')).currentRoute.value.path).toBe('/');
  });

  it('brings whoever signs in from the wizard back to it, and nobody else', async () => {
    const back = '/accounts?signin=created&account_id=a1';
    expect((await goTo(back)).currentRoute.value.path).toBe('/accounts');
    await goTo('/welcome');
    const { path, query } = (await goTo(back)).currentRoute.value;
    expect(path).toBe('/welcome');
    expect(query).toEqual({ signin: 'created', account_id: 'a1' });
    // By the address, as by a link: whoever opens another page has left it.
    expect((await goTo('/accounts')).currentRoute.value.path).toBe('/accounts');
    expect((await goTo(back)).currentRoute.value.path).toBe('/accounts');
  });

  it('has a page for addresses that lead nowhere', async () => {
    const router = await goTo('/no/such/page');
    expect(router.currentRoute.value.meta.titleKey).toBe('notFound');
  });
});
