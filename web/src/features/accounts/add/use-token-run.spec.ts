import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { anAccount } from '../../../testing/fixtures.js';
import * as api from '../accounts.api.js';
import { useAccountsStore } from '../accounts.store.js';
import { useTokenRun } from './use-token-run.js';

vi.mock('../accounts.api.js');
const creating = vi.mocked(api.createAccount);

describe('adding many tokens', () => {
  beforeEach(() => {
    setActivePinia(createPinia());
    vi.resetAllMocks();
    vi.mocked(api.fetchAccounts).mockResolvedValue([]);
  });
  afterEach(() => useAccountsStore().cancelReload());

  it('tries every one, whatever becomes of the others, with the project that was typed', async () => {
    creating.mockImplementation(({ refresh_token: token }) =>
      token === 'bad' ? Promise.reject(new Error('no')) : Promise.resolve({ account: anAccount(), outcome: 'created' }),
    );
    const run = useTokenRun();
    await run.run(['a', 'bad', 'c', 'd', 'e'], 'p-1');
    expect(run.lines.value.map(({ state }) => state)).toEqual(['added', 'refused', 'added', 'added', 'added']);
    expect(creating).toHaveBeenCalledWith({ refresh_token: 'a', project_id: 'p-1' });
    expect([run.done.value, run.running.value]).toEqual([5, false]);
  });

  it('shows each as it comes, a few at a time, and begins no more when it is stopped', async () => {
    const finishers: (() => void)[] = [];
    creating.mockImplementation(
      () => new Promise((resolve) => finishers.push(() => resolve({ account: anAccount(), outcome: 'created' }))),
    );
    const run = useTokenRun();
    const ended = run.run(['a', 'b', 'c', 'd', 'e'], undefined);
    const states = () => run.lines.value.map(({ state }) => state).join(' ');
    expect(states()).toBe('trying trying trying waiting waiting');
    finishers[1]?.();
    await vi.waitFor(() => expect(states()).toBe('trying added trying trying waiting'));
    run.stop();
    for (const finish of finishers) finish();
    await ended;
    expect(states()).toBe('added added added added stopped');
  });
});
