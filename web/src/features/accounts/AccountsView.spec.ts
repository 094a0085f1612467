import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ProblemError } from '../../http/problem-error.js';
import { aDisabledAccount, anAccount } from '../../testing/fixtures.js';
import { button, field, link, mountInApp, offers, pageText, submitFormOf, type } from '../../testing/mounted.js';
import { useToasts } from '../../ui/toasts.js';
import * as api from './accounts.api.js';
import { useAccountsStore } from './accounts.store.js';
import AccountsView from './AccountsView.vue';
import * as signInApi from './google-sign-in.api.js';

vi.mock('./accounts.api.js');
vi.mock('./google-sign-in.api.js', async (original) => ({
  ...(await original<typeof signInApi>()),
  fetchPendingPerson: vi.fn(),
  confirmPerson: vi.fn(),
}));

let wrapper: VueWrapper;

async function open(accounts: readonly ReturnType<typeof anAccount>[], path = '/accounts') {
  vi.mocked(api.fetchAccounts).mockResolvedValue(accounts);
  const mounted = await mountInApp(AccountsView, { path });
  wrapper = mounted.wrapper;
  await useAccountsStore().load();
  await flushPromises();
  return mounted;
}

const toastTitles = () => useToasts().toasts.value.map(({ title }) => title);

describe('the accounts page', () => {
  beforeEach(() => {
    vi.resetAllMocks();
    useToasts().clear();
  });
  afterEach(() => {
    useAccountsStore().cancelReload();
    wrapper.unmount();
  });

  it('leads to adding an account when there is none', async () => {
    await open([]);
    expect(pageText()).toContain('No accounts yet');
    expect(link('Add account').getAttribute('href')).toBe('/accounts/add');
  });

  it('shows a dead account with reason, cure and a named way to sign in again', async () => {
    await open([aDisabledAccount({ id: 'a 1', email: 'ada@example.com' })]);
    expect(pageText()).toContain('invalid_grant: Token has been expired or revoked.');
    expect(pageText()).toContain('Sign in again for this account.');
    expect(link('Re-authorise ada@example.com').getAttribute('href')).toBe('/api/oauth/google/start?account_id=a%201');
  });

  it('offers no refresh for a dead account, and no sign-in for a healthy one', async () => {
    await open([
      aDisabledAccount({ id: '1', email: 'dead@example.com' }),
      anAccount({ id: '2', email: 'well@example.com' }),
    ]);
    expect(offers('Refresh now the token of dead@example.com')).toBe(false);
    expect(offers('Refresh now the token of well@example.com')).toBe(true);
    expect(offers('Re-authorise well@example.com')).toBe(false);
  });

  it('says when a grant will probably end, while there is time to act', async () => {
    const at = Math.floor(Date.now() / 1000) + 5 * 86_400 + 60;
    await open([anAccount({ forecast: { at, cause: 'testing_expiry', confidence: 'likely' } })]);
    expect(pageText()).toContain('Grant probably ends in 5 days: the 7-day end of an app in “Testing”');
  });

  it('shows an unreadable file with its reason and without buttons that could not work', async () => {
    await open([anAccount({ id: 'f6', email: '', status: 'unreadable', unreadable_reason: 'line 3: not JSON' })]);
    expect(pageText()).toContain('line 3: not JSON');
    expect(document.querySelectorAll('article button')).toHaveLength(0);
  });

  it('pauses with the reason that was typed', async () => {
    await open([anAccount()]);
    button('Pause ada@example.com').click();
    await flushPromises();
    type('Reason (optional)', 'holidays');
    submitFormOf('Reason (optional)');
    await flushPromises();
    expect(api.patchAccount).toHaveBeenCalledWith('a1', {
      proxy_disabled: true,
      proxy_disabled_reason: 'holidays',
    });
    expect(toastTitles()).toContain('ada@example.com is paused');
  });

  it('deletes only after a second yes', async () => {
    await open([anAccount()]);
    button('Delete ada@example.com').click();
    await flushPromises();
    expect(api.removeAccount).not.toHaveBeenCalled();
    button('Keep it').click();
    await flushPromises();
    expect(api.removeAccount).not.toHaveBeenCalled();
    button('Delete ada@example.com').click();
    await flushPromises();
    button('Delete account').click();
    await flushPromises();
    expect(api.removeAccount).toHaveBeenCalledWith('a1');
  });

  it('shows detail and hint of a refusal', async () => {
    vi.mocked(api.refreshAccount).mockRejectedValue(
      new ProblemError({
        type: 'about:blank',
        title: 'Unavailable',
        status: 502,
        detail: 'The token endpoint timed out.',
        code: 'grant.refresh_unavailable',
        hint: 'Try again in a minute.',
      }),
    );
    await open([anAccount()]);
    button('Refresh now the token of ada@example.com').click();
    await flushPromises();
    expect(useToasts().toasts.value[0]).toMatchObject({
      tone: 'error',
      description: 'The token endpoint timed out. Try again in a minute.',
    });
  });

  it('says once how a sign-in ended, and cleans the address', async () => {
    const { router } = await open([anAccount()], '/accounts?signin=reenabled&account_id=a1&filter=x');
    expect(toastTitles()).toEqual(['ada@example.com: account re-enabled']);
    expect(router.currentRoute.value.fullPath).toBe('/accounts?filter=x');
  });

  it('warns when Google gave no new refresh token', async () => {
    await open([anAccount()], '/accounts?signin=reenabled&account_id=a1&warning=refresh_token_kept');
    expect(useToasts().toasts.value[0]).toMatchObject({
      tone: 'warning',
      description: expect.stringContaining('no new refresh token') as string,
    });
  });

  it('explains a sign-in that failed', async () => {
    await open([anAccount()], '/accounts?signin=failed&code=oauth.denied');
    expect(useToasts().toasts.value[0]).toMatchObject({
      tone: 'error',
      description: expect.stringContaining('Nothing was changed') as string,
    });
  });

  it('asks before it adds another person, and adds them on yes', async () => {
    vi.mocked(signInApi.fetchPendingPerson).mockResolvedValue({
      expected_email: 'ada@example.com',
      actual_email: 'mallory@example.com',
    });
    vi.mocked(signInApi.confirmPerson).mockResolvedValue({
      outcome: 'created',
      account: anAccount({ id: 'm', email: 'mallory@example.com' }),
    });
    await open([anAccount()], '/accounts?signin=other_person&flow=f1');
    expect(pageText()).toContain('mallory@example.com signed in, but this sign-in was for ada@example.com.');
    expect(signInApi.confirmPerson).not.toHaveBeenCalled();
    button('Add mallory@example.com').click();
    await flushPromises();
    expect(signInApi.confirmPerson).toHaveBeenCalledWith('f1');
    expect(toastTitles()).toContain('mallory@example.com: Account added');
  });

  it('changes nothing when another person is declined', async () => {
    vi.mocked(signInApi.fetchPendingPerson).mockResolvedValue({ expected_email: 'a@x.org', actual_email: 'b@x.org' });
    await open([anAccount()], '/accounts?signin=other_person&flow=f1');
    button('Do not add').click();
    await flushPromises();
    expect(signInApi.confirmPerson).not.toHaveBeenCalled();
    expect(offers('Do not add')).toBe(false);
  });

  it('closes a dialog whose account is gone', async () => {
    await open([anAccount()]);
    button('Pause ada@example.com').click();
    await flushPromises();
    expect(field('Reason (optional)')).toBeDefined();
    vi.mocked(api.fetchAccounts).mockResolvedValue([]);
    await useAccountsStore().load();
    await flushPromises();
    expect(offers('Pause account')).toBe(false);
  });
});
