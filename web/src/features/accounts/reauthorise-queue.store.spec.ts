import { createPinia, setActivePinia } from 'pinia';
import { nextTick } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { aDisabledAccount, anAccount } from '../../testing/fixtures.js';
import * as api from './accounts.api.js';
import { useAccountsStore } from './accounts.store.js';
import { leaveFor } from './leave-page.js';
import { useReauthoriseQueue } from './reauthorise-queue.store.js';

vi.mock('./accounts.api.js');
vi.mock('./leave-page.js');

const path = (id: string) => `/api/oauth/google/start?account_id=${id}`;

/** Every sign-in leaves the page: what comes back is a new one with the same tab's memory. */
async function comeBack(healed: readonly string[] = []) {
  await nextTick();
  setActivePinia(createPinia());
  const accounts = ['a', 'b', 'c'].map((id) =>
    healed.includes(id) ? anAccount({ id }) : aDisabledAccount({ id, email: `${id}@x.org` }),
  );
  vi.mocked(api.fetchAccounts).mockResolvedValue(accounts);
  await useAccountsStore().load();
  return useReauthoriseQueue();
}

describe('signing in one account after another', () => {
  beforeEach(() => {
    vi.resetAllMocks();
    sessionStorage.clear();
  });
  afterEach(() => useAccountsStore().cancelReload());

  it('opens the first at once, and the next when one is done', async () => {
    const queue = await comeBack();
    queue.start(['a', 'b', 'c']);
    expect(leaveFor).toHaveBeenLastCalledWith(path('a'));
    const back = await comeBack(['a']);
    back.note('reenabled');
    expect(back.queue).toMatchObject({ ending: 'done', done: 1, total: 3 });
    expect(back.next?.id).toBe('b');
    back.openNext();
    expect(leaveFor).toHaveBeenLastCalledWith(path('b'));
  });

  it('passes over accounts that came back in another way', async () => {
    (await comeBack()).start(['a', 'b', 'c']);
    const back = await comeBack(['a', 'b']);
    back.note('reenabled');
    back.openNext();
    expect(leaveFor).toHaveBeenLastCalledWith(path('c'));
    const last = await comeBack(['a', 'b', 'c']);
    last.note('reenabled');
    expect(last.next).toBeUndefined();
    last.openNext();
    expect(last.isActive).toBe(false);
    expect(leaveFor).toHaveBeenCalledTimes(2);
  });

  it.each(['failed', 'other_person'] as const)('waits for a person after %s', async (outcome) => {
    (await comeBack()).start(['a', 'b']);
    const back = await comeBack();
    back.note(outcome);
    expect(back.queue).toMatchObject({ ending: 'failed', done: 0, current: 'a' });
    back.tryAgain();
    expect(leaveFor).toHaveBeenLastCalledWith(path('a'));
  });

  it('is unmoved by sign-ins of its own outside, and by nonsense in the tab’s memory', async () => {
    sessionStorage.setItem('regrant.reauthorise', '{"waiting": 5');
    const queue = await comeBack();
    queue.note('reenabled');
    expect(queue.isActive).toBe(false);
    expect(queue.queue.done).toBe(0);
  });
});
