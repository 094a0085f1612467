import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { anAccount } from '../../../testing/fixtures.js';
import { button, link, mountInApp, offers, pageText } from '../../../testing/mounted.js';
import * as api from '../pool.api.js';
import { usePoolStore } from '../pool.store.js';
import EndingGrants from './EndingGrants.vue';
import PoolPanel from './PoolPanel.vue';

vi.mock('../pool.api.js');

let wrapper: VueWrapper;

describe('the pool on the overview', () => {
  beforeEach(() => vi.resetAllMocks());
  afterEach(() => wrapper.unmount());

  async function show(statuses: readonly ('ready' | 'disabled' | 'cooling')[]): Promise<void> {
    vi.mocked(api.fetchPool).mockResolvedValue({
      ready: statuses.filter((status) => status === 'ready').map((_, index) => ({ id: `r${index}`, email: 'r@x.org' })),
      skipped: statuses.flatMap((status, index) =>
        status === 'ready' ? [] : [{ id: `s${index}`, email: `s${index}@x.org`, state: status, reason: status }],
      ),
    });
    ({ wrapper } = await mountInApp(PoolPanel, { props: { statuses } }));
    await usePoolStore().load();
    await flushPromises();
  }

  it('counts the accounts of each state, and leads to them', async () => {
    await show(['ready', 'ready', 'disabled', 'cooling']);
    expect(pageText()).toMatch(/2\s*of 4 accounts can serve/);
    expect(link('Disabled: 1. Show them').getAttribute('href')).toBe('/accounts?state=disabled');
    expect(link('Ready: 2. Show them').textContent).toContain('2');
    expect(offers('Paused: 0. Show them')).toBe(false);
  });

  it('says when nobody can serve', async () => {
    await show(['disabled']);
    expect(pageText()).toContain('No account can serve.');
  });

  it('reads the accounts anew when it is told to', async () => {
    await show(['ready']);
    vi.mocked(api.reloadPool).mockResolvedValue({ loaded: 1, skipped: [] });
    button('Reload pool').click();
    await flushPromises();
    expect(api.reloadPool).toHaveBeenCalledTimes(1);
    usePoolStore().cancelReload();
  });
});

describe('grants that will end', () => {
  afterEach(() => wrapper.unmount());

  it('are named with their day, the first one first', async () => {
    const at = (days: number) => Math.floor(Date.now() / 1000) + days * 86_400 + 60;
    const accounts = [
      anAccount({ id: 'b', email: 'b@x.org', forecast: { at: at(5), cause: 'testing_expiry', confidence: 'likely' } }),
      anAccount({ id: 'a', email: 'a@x.org', forecast: { at: at(2), cause: 'unknown', confidence: 'possible' } }),
    ];
    ({ wrapper } = await mountInApp(EndingGrants, { props: { accounts } }));
    const items = [...document.querySelectorAll('li')].map((item) => item.textContent.replace(/\s+/g, ' '));
    const day = new Intl.DateTimeFormat('en', { weekday: 'short', day: 'numeric', month: 'long' });
    expect(items[0]).toContain('a@x.org');
    expect(items[0]).toContain(`Grant may end in 2 days · ${day.format(at(2) * 1000)}`);
    expect(items[1]).toContain('Grant probably ends in 5 days');
    expect(link('a@x.org').getAttribute('href')).toBe('/accounts#account-a');
  });

  it('are not on the page when there are none', async () => {
    ({ wrapper } = await mountInApp(EndingGrants, { props: { accounts: [] } }));
    expect(pageText()).not.toContain('Grants that will end');
  });
});
