import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ProblemError } from '../../http/problem-error.js';
import { aDisabledAccount, anAccount } from '../../testing/fixtures.js';
import { button, field, link, mountInApp, offers, pageText, submitFormOf, type } from '../../testing/mounted.js';
import * as download from '../../ui/csv.js';
import { useToasts } from '../../ui/toasts.js';
import * as api from './accounts.api.js';
import { useAccountsStore } from './accounts.store.js';
import * as leave from './leave-page.js';
import { useDeletionsStore } from './list/deletions.store.js';
import AccountsView from './AccountsView.vue';
import * as signInApi from './google-sign-in.api.js';

vi.mock('./accounts.api.js');
vi.mock('./leave-page.js');
vi.mock('../../ui/csv.js');
vi.mock('./google-sign-in.api.js', async (original) => ({
  ...(await original<typeof signInApi>()),
  fetchPendingPerson: vi.fn(),
  confirmPerson: vi.fn(),
}));

let wrapper: VueWrapper;

const articles = () => [...document.querySelectorAll('article')].map((article) => article.getAttribute('aria-label'));

function tick(name: string, how: MouseEventInit = {}): void {
  const box = document.querySelector(`input[aria-label="${name}"]`);
  if (!box) throw new Error(`Not on the page: tick box "${name}"`);
  box.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...how }));
}

function toolbarButton(name: string): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>('[role=toolbar] button')].find(
    (element) => element.textContent.trim() === name,
  );
  if (!found) throw new Error(`Not in the toolbar: ${name}`);
  return found;
}

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
    vi.mocked(api.fetchActivity).mockResolvedValue({ in_flight: [] });
    localStorage.clear();
    sessionStorage.clear();
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
    expect(pageText()).toContain('invalid_grant: “Token has been expired or revoked.”');
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

  it('deletes only after a second yes and the time for second thoughts', async () => {
    vi.mocked(api.sendBatch).mockResolvedValue({ results: [{ id: 'a1', ok: true }] });
    await open([anAccount()]);
    button('Delete ada@example.com').click();
    await flushPromises();
    button('Keep it').click();
    await flushPromises();
    expect(useDeletionsStore().pending).toEqual([]);

    button('Delete ada@example.com').click();
    await flushPromises();
    button('Delete account').click();
    await flushPromises();
    expect(pageText()).toContain('Nothing has been deleted yet.');
    button('Undo').click();
    await flushPromises();
    expect(useDeletionsStore().pending).toEqual([]);
    expect(api.sendBatch).not.toHaveBeenCalled();

    button('Delete ada@example.com').click();
    await flushPromises();
    button('Delete account').click();
    await flushPromises();
    button('Delete now').click();
    await flushPromises();
    expect(api.sendBatch).toHaveBeenCalledExactlyOnceWith({ ids: ['a1'], action: 'delete' });
    expect(pageText()).toContain('1 account deleted');
  });

  it('finds by text and state, and keeps both in the address', async () => {
    const { router } = await open([
      anAccount({ id: '1', email: 'ada@example.com' }),
      aDisabledAccount({ id: '2', email: 'bob@example.com' }),
      aDisabledAccount({ id: '3', email: 'ada.b@example.com' }),
    ]);
    button('Disabled: 2 accounts').click();
    await flushPromises();
    expect(articles()).toEqual(['ada.b@example.com', 'bob@example.com']);
    await router.push('/accounts?state=disabled&q=ada');
    await flushPromises();
    expect(articles()).toEqual(['ada.b@example.com']);
    expect(offers('Ready: 1 account')).toBe(true);
    await router.push('/accounts?q=nobody');
    await flushPromises();
    expect(pageText()).toContain('No account matches');
    button('Clear the filter').click();
    await flushPromises();
    expect(router.currentRoute.value.fullPath).toBe('/accounts');
    expect(articles()).toHaveLength(3);
  });

  it('pauses the selected ones at once, says what became of each, and takes it back', async () => {
    await open(['a', 'b', 'c'].map((id) => anAccount({ id, email: `${id}@example.com` })));
    tick('Select a@example.com');
    tick('Select c@example.com', { shiftKey: true });
    await flushPromises();
    expect(pageText()).toContain('3 accounts selected');
    tick('Select b@example.com');
    await flushPromises();
    vi.mocked(api.sendBatch).mockResolvedValueOnce({
      results: [
        { id: 'a', ok: true },
        { id: 'c', ok: false, code: 'storage.failed', hint: 'Of the server, in English.' },
      ],
    });
    toolbarButton('Pause').click();
    await flushPromises();
    type('Reason (optional)', 'night');
    submitFormOf('Reason (optional)');
    await flushPromises();
    expect(api.sendBatch).toHaveBeenCalledWith({ ids: ['a', 'c'], action: 'disable_proxy', reason: 'night' });
    expect(pageText()).toContain('1 account paused, 1 did not work');
    expect(pageText()).toContain('storage.failed');
    expect(pageText()).toContain('Look at free space and permissions');
    expect(pageText()).not.toContain('Of the server, in English.');
    vi.mocked(api.sendBatch).mockResolvedValueOnce({ results: [{ id: 'a', ok: true }] });
    button('Undo').click();
    await flushPromises();
    expect(api.sendBatch).toHaveBeenLastCalledWith({ ids: ['a'], action: 'enable_proxy' });
  });

  it('wants the number typed before it deletes many', async () => {
    await open(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => anAccount({ id, email: `${id}@example.com` })));
    tick('Select all 6 shown');
    await flushPromises();
    toolbarButton('Delete').click();
    await flushPromises();
    const label = 'To confirm, type the number of accounts: 6';
    button('Delete 6 accounts').click();
    type(label, '5');
    submitFormOf(label);
    await flushPromises();
    expect(useDeletionsStore().pending).toEqual([]);
    type(label, '6');
    submitFormOf(label);
    await flushPromises();
    expect(useDeletionsStore().pending).toHaveLength(6);
    useDeletionsStore().undo();
  });

  it('exports the selected ones for the admin’s secret alone', async () => {
    await open([anAccount()]);
    tick('Select ada@example.com');
    await flushPromises();
    toolbarButton('Export').click();
    await flushPromises();
    submitFormOf('Password');
    await flushPromises();
    expect(api.exportAccounts).not.toHaveBeenCalled();
    vi.mocked(api.exportAccounts).mockResolvedValue({ accounts: [{ id: 'a1' }], skipped: [] });
    type('Password', 'open sesame');
    submitFormOf('Password');
    await flushPromises();
    expect(api.exportAccounts).toHaveBeenCalledWith({ ids: ['a1'], password: 'open sesame' });
    expect(download.downloadText).toHaveBeenCalledWith(
      expect.stringMatching(/^regrant-accounts-.*json$/),
      'application/json',
      expect.stringContaining('a1'),
    );
    expect(toastTitles()).toContain('1 account exported');
  });

  it('is a table when that is wanted, also the next time', async () => {
    await open([anAccount(), aDisabledAccount({ id: 'b', email: 'bob@example.com' })]);
    button('Table').click();
    await flushPromises();
    expect(document.querySelectorAll('[role=row][data-status]')).toHaveLength(2);
    expect(link('Re-authorise bob@example.com').getAttribute('href')).toContain('account_id=b');
    wrapper.unmount();
    await open([anAccount()]);
    expect(document.querySelector('[role=table]')).not.toBeNull();
    button('Cards').click();
    await flushPromises();
    expect(articles()).toEqual(['ada@example.com']);
  });

  it('offers to sign all dead accounts in, one after another', async () => {
    await open([aDisabledAccount({ id: 'a' }), aDisabledAccount({ id: 'b', email: 'bob@example.com' })]);
    button('Re-authorise all 2').click();
    await flushPromises();
    expect(leave.leaveFor).toHaveBeenCalledExactlyOnceWith('/api/oauth/google/start?account_id=a');
    expect(pageText()).toContain('0 of 2 done');
    button('Stop here').click();
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
      description: expect.stringMatching(/^Google gave no verdict on the refresh token: .+ Check the connection/),
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
