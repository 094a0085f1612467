import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { UnreachableError } from '../../../http/problem-error.js';
import { anAccount } from '../../../testing/fixtures.js';
import * as api from '../accounts.api.js';
import { useAccountsStore } from '../accounts.store.js';
import { useBatchStore } from './batch.store.js';

vi.mock('../accounts.api.js');
const sending = vi.mocked(api.sendBatch);

const ids = (count: number) => Array.from({ length: count }, (_, index) => `a${index}`);
const fine = (batch: { ids: readonly string[] }) =>
  Promise.resolve({ results: batch.ids.map((id) => ({ id, ok: true })) });

describe('a batch', () => {
  beforeEach(async () => {
    setActivePinia(createPinia());
    vi.resetAllMocks();
    sending.mockImplementation(fine);
    vi.mocked(api.fetchAccounts).mockResolvedValue(ids(250).map((id) => anAccount({ id, email: `${id}@x.org` })));
    await useAccountsStore().load();
  });
  afterEach(() => useAccountsStore().cancelReload());

  it('goes in parts, and counts what was answered', async () => {
    const store = useBatchStore();
    const seen: number[] = [];
    sending.mockImplementation((batch) => {
      seen.push(store.run?.answered ?? -1);
      return fine(batch);
    });
    await store.start({ ids: ids(250), action: 'disable_proxy', reason: 'x' });
    expect(sending.mock.calls.map(([batch]) => batch.ids.length)).toEqual([100, 100, 50]);
    expect(sending.mock.calls.every(([batch]) => batch.reason === 'x')).toBe(true);
    expect(seen).toEqual([0, 100, 200]);
    expect(store.run).toMatchObject({ answered: 250, total: 250, isOver: true, failures: [] });
  });

  it('names those for which it did not work, and undoes only the others', async () => {
    sending.mockResolvedValueOnce({
      results: [
        { id: 'a0', ok: true },
        { id: 'a1', ok: false, code: 'account.not_found', hint: 'Gone.' },
      ],
    });
    const store = useBatchStore();
    await store.start({ ids: ['a0', 'a1'], action: 'disable_proxy' });
    expect(store.run?.failures).toEqual([{ id: 'a1', email: 'a1@x.org', code: 'account.not_found', hint: 'Gone.' }]);
    await store.undo();
    expect(sending).toHaveBeenLastCalledWith({ ids: ['a0'], action: 'enable_proxy' });
    expect(store.run).toMatchObject({ isUndo: true, undo: [], isOver: true });
  });

  it('stops when the server is gone, and keeps what was done undoable', async () => {
    sending.mockImplementationOnce(fine).mockRejectedValueOnce(new UnreachableError('gone'));
    const store = useBatchStore();
    await store.start({ ids: ids(150), action: 'set_priority', priority: 4 });
    expect(store.run).toMatchObject({ answered: 100, total: 150, isOver: true });
    expect(store.run?.error).toBeInstanceOf(UnreachableError);
    expect(store.run?.undo.map(({ ids: back }) => back.length)).toEqual([100]);
  });

  it('waits for the one that is under way', async () => {
    let finish = (_: Awaited<ReturnType<typeof api.sendBatch>>): void => undefined;
    sending.mockReturnValueOnce(new Promise((resolve) => (finish = resolve)));
    const store = useBatchStore();
    void store.start({ ids: ['a0'], action: 'refresh' });
    const second = store.start({ ids: ['a1'], action: 'delete' });
    await vi.waitFor(() => expect(sending).toHaveBeenCalledTimes(1));
    store.dismiss();
    expect(store.run).toMatchObject({ action: 'refresh', isOver: false });
    finish({ results: [{ id: 'a0', ok: true }] });
    await second;
    expect(sending).toHaveBeenLastCalledWith({ ids: ['a1'], action: 'delete' });
    store.dismiss();
    expect(store.run).toBeUndefined();
  });
});
