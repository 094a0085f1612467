import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { anAccount } from '../../../testing/fixtures.js';
import * as api from '../accounts.api.js';
import { useAccountsStore } from '../accounts.store.js';
import { useDeletionsStore } from './deletions.store.js';

vi.mock('../accounts.api.js');

describe('deleting accounts', () => {
  const a = anAccount({ id: 'a' });
  const b = anAccount({ id: 'b' });

  beforeEach(() => {
    vi.useFakeTimers();
    setActivePinia(createPinia());
    vi.resetAllMocks();
    vi.mocked(api.sendBatch).mockResolvedValue({ results: [] });
    vi.mocked(api.fetchAccounts).mockResolvedValue([]);
  });
  afterEach(() => {
    useAccountsStore().cancelReload();
    vi.useRealTimers();
  });

  it('asks the server for nothing until the time for second thoughts is over', async () => {
    const store = useDeletionsStore();
    store.announce([a, b]);
    await vi.advanceTimersByTimeAsync(7_999);
    expect([...store.ids]).toEqual(['a', 'b']);
    expect(store.secondsLeft).toBe(1);
    expect(api.sendBatch).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(api.sendBatch).toHaveBeenCalledExactlyOnceWith({ ids: ['a', 'b'], action: 'delete' });
    expect(store.pending).toEqual([]);
  });

  it('never asks it after an undo', async () => {
    const store = useDeletionsStore();
    store.announce([a]);
    await vi.advanceTimersByTimeAsync(3_000);
    store.undo();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(api.sendBatch).not.toHaveBeenCalled();
  });

  it('sends the first at once when a second is announced', async () => {
    const store = useDeletionsStore();
    store.announce([a]);
    store.announce([b]);
    await vi.advanceTimersByTimeAsync(0);
    expect(api.sendBatch).toHaveBeenCalledExactlyOnceWith({ ids: ['a'], action: 'delete' });
    expect([...store.ids]).toEqual(['b']);
    store.undo();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(api.sendBatch).toHaveBeenCalledTimes(1);
  });
});
