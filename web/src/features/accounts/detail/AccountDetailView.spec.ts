import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { aDisabledAccount, anAccount } from '../../../testing/fixtures.js';
import { link, pageText } from '../../../testing/mounted.js';
import * as api from '../accounts.api.js';
import { useAccountsStore } from '../accounts.store.js';
import * as usageApi from './account-usage.api.js';
import AccountDetailView from './AccountDetailView.vue';
import { mountAt } from '../../../testing/mounted-at.js';

vi.mock('../accounts.api.js');
vi.mock('./account-usage.api.js');

const READY = {
  state: 'ready' as const,
  until_ms: null,
  behind: 0,
  fixed_account: null,
  in_flight: 0,
  most_in_flight: null,
  cool_downs: [],
};

describe('the page of an account', () => {
  let wrapper: VueWrapper;

  beforeEach(() => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    vi.resetAllMocks();
    vi.mocked(api.fetchActivity).mockResolvedValue({ in_flight: [] });
    vi.mocked(api.fetchHistory).mockResolvedValue([]);
    vi.mocked(api.fetchStanding).mockResolvedValue(READY);
    vi.mocked(usageApi.fetchAccountUsage).mockResolvedValue([]);
  });
  afterEach(() => {
    useAccountsStore().cancelReload();
    wrapper.unmount();
    vi.useRealTimers();
  });

  async function open(account = anAccount()): Promise<void> {
    vi.mocked(api.fetchAccounts).mockResolvedValue([account]);
    vi.mocked(api.fetchAccount).mockResolvedValue(account);
    wrapper = await mountAt(AccountDetailView, '/accounts/:id', '/accounts/a1');
    await useAccountsStore().load();
    await vi.advanceTimersByTimeAsync(1_000);
    await flushPromises();
  }

  it('says that there is no such account, and still tells what is known of it', async () => {
    vi.mocked(api.fetchHistory).mockResolvedValue([{ at: 1, fact: 'removed', by: 'admin' }]);
    await open(anAccount({ id: 'another' }));
    expect(pageText()).toContain('There is no such account');
    expect(pageText()).toContain('Deleted');
    expect(pageText()).toContain('by hand');
  });

  it('tells the grant in words: scopes, and when it was given and refreshed', async () => {
    vi.mocked(api.fetchHistory).mockResolvedValue([
      { at: Date.now() - 3 * 86_400_000, fact: 'issued' },
      { at: Date.now() - 3_600_000, fact: 'refreshed' },
    ]);
    await open(
      anAccount({
        scope: 'openid https://www.googleapis.com/auth/cloud-platform https://example.com/odd',
        sub: '1093',
      }),
    );
    expect(pageText()).toContain('use Google Cloud');
    expect(pageText()).toContain('https://example.com/odd');
    expect(pageText()).toMatch(/Given\s*3 days ago/);
    expect(pageText()).toMatch(/Last refreshed\s*1 hour ago/);
  });

  it('says what an account rests from, and counts down', async () => {
    const until_ms = Date.now() + 62_000;
    vi.mocked(api.fetchStanding).mockResolvedValue({
      ...READY,
      state: 'cooling',
      until_ms,
      cool_downs: [{ model: 'gemini-2.5-pro', until_ms }],
    });
    await open();
    expect(pageText()).toContain('Not now: its quota for this model is used up.');
    const before = document.querySelector('[role=timer]')?.textContent;
    expect(before).toMatch(/^1 min \d s$/);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(document.querySelector('[role=timer]')?.textContent).not.toBe(before);
  });

  it('shows every quota, not only those that the list carries', async () => {
    const quota = {
      model: 'gemini-2.5-pro',
      kind: 'requests_per_day' as const,
      limit: 100,
      used: 95,
      left: 5,
      resets_at: Math.floor(Date.now() / 1000) + 3_600,
      source: 'learned' as const,
      protected: true,
    };
    const whole = anAccount({ quotas: [quota, { ...quota, model: 'gemini-2.5-flash', left: 50, protected: false }] });
    await open();
    vi.mocked(api.fetchAccount).mockResolvedValue(whole);
    vi.mocked(api.fetchAccounts).mockResolvedValue([anAccount()]);
    await useAccountsStore().load();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(pageText()).toContain('5 of 100 left');
    expect(document.querySelectorAll('[role=img][aria-label$="% left"]')).toHaveLength(2);
    expect(pageText()).toContain('kept back');
    expect(pageText()).toContain('learned from Google');
  });

  it('has the cure of a dead account at hand', async () => {
    await open(aDisabledAccount());
    expect(link('Re-authorise ada@example.com').getAttribute('href')).toContain('account_id=a1');
    expect(pageText()).toContain('Sign in again for this account.');
  });
});
