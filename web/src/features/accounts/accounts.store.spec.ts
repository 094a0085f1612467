import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { AccountView } from '../../../../server/contract/http/accounts.js';
import { UnreachableError } from '../../http/problem-error.js';
import { aDisabledAccount, anAccount } from '../../testing/fixtures.js';
import * as api from './accounts.api.js';
import { useAccountsStore } from './accounts.store.js';

vi.mock('./accounts.api.js');
const fetching = vi.mocked(api.fetchAccounts);
const patching = vi.mocked(api.patchAccount);

describe('the accounts store', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.resetAllMocks();
    fetching.mockResolvedValue([]);
    patching.mockResolvedValue(undefined);
    setActivePinia(createPinia());
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('puts first what needs a person', async () => {
    fetching.mockResolvedValue([
      anAccount({ id: '1', email: 'zoe@example.com' }),
      anAccount({ id: '2', email: 'bob@example.com', status: 'proxy_disabled', proxy_disabled: true }),
      anAccount({ id: '3', email: '', status: 'unreadable' }),
      aDisabledAccount({ id: '4', email: 'dan@example.com' }),
      anAccount({ id: '5', email: 'abe@example.com' }),
      aDisabledAccount({ id: '6', email: 'cat@example.com' }),
    ]);
    const store = useAccountsStore();
    await store.load();
    expect(store.ordered.map(({ id }) => id)).toEqual(['6', '4', '3', '2', '5', '1']);
    expect(store.needingGrant.map(({ email }) => email)).toEqual(['cat@example.com', 'dan@example.com']);
  });

  it('does not let an older answer overwrite a newer one', async () => {
    const answers: ((list: readonly AccountView[]) => void)[] = [];
    fetching.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
    const store = useAccountsStore();
    const first = store.load();
    const second = store.load();
    answers[1]?.([aDisabledAccount()]);
    answers[0]?.([anAccount()]);
    await Promise.all([first, second]);
    expect(store.accounts.map(({ status }) => status)).toEqual(['disabled']);
  });

  it('keeps the last list when the server is down, says so, and loads again by itself', async () => {
    fetching.mockResolvedValueOnce([anAccount()]);
    const store = useAccountsStore();
    await store.load();
    fetching.mockRejectedValueOnce(new UnreachableError('down'));
    store.requestReload();
    await vi.advanceTimersByTimeAsync(100);
    expect(store.loadError).toBeInstanceOf(UnreachableError);
    expect(store.accounts).toHaveLength(1);

    fetching.mockResolvedValueOnce([aDisabledAccount()]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(store.loadError).toBeUndefined();
    expect(store.accounts[0]?.status).toBe('disabled');
  });

  it('pauses with a reason, without one when it is blank, and resumes', async () => {
    const store = useAccountsStore();
    await store.pause('a1', ' holidays ');
    await store.pause('a1', '   ');
    await store.resume('a1');
    expect(patching.mock.calls).toEqual([
      ['a1', { proxy_disabled: true, proxy_disabled_reason: 'holidays' }],
      ['a1', { proxy_disabled: true, proxy_disabled_reason: null }],
      ['a1', { proxy_disabled: false }],
    ]);
  });

  it('loads again after a change, and once for several', async () => {
    const store = useAccountsStore();
    await store.resume('a1');
    await store.unblock('a1');
    await vi.advanceTimersByTimeAsync(1000);
    expect(fetching).toHaveBeenCalledTimes(1);
  });

  it('loads again when a refresh was refused, which may be what disabled the account', async () => {
    vi.mocked(api.refreshAccount).mockRejectedValue(new Error('refused'));
    const store = useAccountsStore();
    await expect(store.refresh('a1')).rejects.toThrow('refused');
    await vi.advanceTimersByTimeAsync(1000);
    expect(fetching).toHaveBeenCalledTimes(1);
  });
});
