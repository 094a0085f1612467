import { mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import * as accountsApi from '../features/accounts/accounts.api.js';
import { useFeedStore } from '../features/feed/feed.store.js';
import * as poolApi from '../features/pool/pool.api.js';
import * as sessionApi from '../features/session/session.api.js';
import * as settingsApi from '../features/setup/settings.api.js';
import { whenSignedOut } from '../http/request.js';
import { useLiveStore } from '../live/live.store.js';
import { FakeSocket } from '../testing/fake-socket.js';
import { anEvent, theSettings } from '../testing/fixtures.js';
import { useToasts } from '../ui/toasts.js';
import { useLiveUpdates } from './use-live-updates.js';

vi.mock('../features/accounts/accounts.api.js');
vi.mock('../features/pool/pool.api.js');
vi.mock('../features/session/session.api.js');
vi.mock('../features/setup/settings.api.js');

const email = 'ada@example.com';

describe('useLiveUpdates', () => {
  let socket: FakeSocket;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.resetAllMocks();
    vi.mocked(accountsApi.fetchAccounts).mockResolvedValue([]);
    vi.mocked(poolApi.fetchPool).mockResolvedValue({ ready: [], skipped: [] });
    vi.mocked(settingsApi.fetchSettings).mockResolvedValue(theSettings());
    setActivePinia(createPinia());
    useToasts().clear();
    socket = new FakeSocket();
  });
  afterEach(() => {
    whenSignedOut(undefined);
    vi.useRealTimers();
  });

  function start() {
    return mount({
      setup: () => useLiveUpdates(() => socket.asSocket),
      render: () => null,
    });
  }

  async function connect(): Promise<void> {
    socket.serverConnects();
    await vi.advanceTimersByTimeAsync(500);
  }

  const titles = () => useToasts().toasts.value.map(({ title }) => title);

  it('loads everything on every connect', async () => {
    const wrapper = start();
    await connect();
    expect(accountsApi.fetchAccounts).toHaveBeenCalledTimes(1);
    socket.serverBreaks();
    await connect();
    expect(accountsApi.fetchAccounts).toHaveBeenCalledTimes(2);
    expect(poolApi.fetchPool).toHaveBeenCalledTimes(2);
    expect(settingsApi.fetchSettings).toHaveBeenCalledTimes(2);
    wrapper.unmount();
  });

  it('announces what happens now, and loads the accounts once for a burst', async () => {
    const wrapper = start();
    await connect();
    socket.serverEmits(anEvent(1, 'account.disabled', { email, account_id: 'a' }));
    socket.serverEmits(anEvent(2, 'pool.reloaded', { loaded: 1 }));
    expect(titles()).toEqual(['ada@example.com: account disabled due to invalid_grant', 'pool reloaded']);
    await vi.advanceTimersByTimeAsync(500);
    expect(accountsApi.fetchAccounts).toHaveBeenCalledTimes(2);
    wrapper.unmount();
  });

  it('keeps history out of the toasts, but not what was missed', async () => {
    socket.history = [anEvent(1, 'account.disabled', { email })];
    const wrapper = start();
    await connect();
    expect(titles()).toEqual([]);
    expect(useFeedStore().entries).toHaveLength(1);
    socket.serverBreaks();
    socket.serverEmits(anEvent(2, 'account.reenabled', { email }));
    await connect();
    expect(titles()).toEqual(['ada@example.com: account re-enabled']);
    wrapper.unmount();
  });

  it('loads nothing for a request that finished', async () => {
    const wrapper = start();
    await connect();
    for (let seq = 1; seq <= 200; seq += 1) socket.serverEmits(anEvent(seq, 'request.finished'));
    await vi.advanceTimersByTimeAsync(1000);
    expect(accountsApi.fetchAccounts).toHaveBeenCalledTimes(1);
    wrapper.unmount();
  });

  it('leaves for the sign-in page when the socket is refused because the session ended', async () => {
    const left = vi.fn();
    whenSignedOut(left);
    vi.mocked(sessionApi.fetchSession).mockResolvedValue({ signed_in: false, sandbox: false, version: '0.1.0' });
    const wrapper = start();
    socket.serverUnreachable();
    await vi.advanceTimersByTimeAsync(0);
    expect(left).toHaveBeenCalledTimes(1);
    wrapper.unmount();
  });

  it('releases the socket and every timer with its component', async () => {
    const wrapper = start();
    await connect();
    socket.serverEmits(anEvent(1, 'account.disabled', { email }));
    socket.serverBreaks('io server disconnect');
    wrapper.unmount();
    expect(socket.listenerCount).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    expect(useLiveStore().state).toBe('connecting');
  });
});
