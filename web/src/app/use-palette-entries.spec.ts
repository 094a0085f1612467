import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent } from 'vue';

import * as api from '../features/accounts/accounts.api.js';
import { useAccountsStore } from '../features/accounts/accounts.store.js';
import * as leavePage from '../features/accounts/leave-page.js';
import type { PaletteEntry } from '../features/palette/entry.js';
import { currentLanguage, showLanguage } from '../messages/languages.js';
import { aDisabledAccount, anAccount } from '../testing/fixtures.js';
import { aRouter } from '../testing/mounted.js';
import { usePaletteEntries } from './use-palette-entries.js';

vi.mock('../features/accounts/accounts.api.js');

describe('what the palette can do', () => {
  let wrapper: VueWrapper;
  let entries: () => readonly PaletteEntry[];
  const router = aRouter();

  beforeEach(async () => {
    vi.resetAllMocks();
    const pinia = createPinia();
    setActivePinia(pinia);
    vi.mocked(api.fetchAccounts).mockResolvedValue([
      anAccount(),
      aDisabledAccount({ id: 'b', email: 'bob@example.com' }),
      anAccount({ id: 'c', email: 'carol@example.com', status: 'proxy_disabled', proxy_disabled: true }),
    ]);
    await useAccountsStore().load();
    const Host = defineComponent({
      setup() {
        const list = usePaletteEntries();
        entries = () => list.value;
        return () => null;
      },
    });
    wrapper = mount(Host, { global: { plugins: [pinia, router] } });
  });
  afterEach(async () => {
    wrapper.unmount();
    await showLanguage('en');
  });

  const find = (label: string): PaletteEntry => {
    const found = entries().find((entry) => entry.label === label);
    if (!found) throw new Error(`Not offered: ${label}`);
    return found;
  };
  const labelsOf = (email: string) =>
    entries().flatMap(({ label }) => (label.endsWith(email) ? [label.slice(0, -email.length - 1)] : []));

  it('offers for each account what its state allows', () => {
    expect(labelsOf('ada@example.com')).toEqual(['Open', 'Refresh now the token of', 'Pause', 'Re-authorise']);
    expect(labelsOf('bob@example.com')).toEqual(['Re-authorise', 'Open', 'Pause']);
    expect(labelsOf('carol@example.com')).toContain('Resume');
    expect(find('Re-authorise bob@example.com').isSuggested).toBe(true);
  });

  it('acts on an account', async () => {
    vi.mocked(api.patchAccount).mockResolvedValue(undefined);
    find('Pause ada@example.com').run();
    await flushPromises();
    expect(api.patchAccount).toHaveBeenCalledWith('a1', { proxy_disabled: true, proxy_disabled_reason: null });
  });

  it('leaves for the sign-in of an account', () => {
    const leave = vi.spyOn(leavePage, 'leaveFor').mockImplementation(() => undefined);
    find('Re-authorise bob@example.com').run();
    expect(leave).toHaveBeenCalledWith('/api/oauth/google/start?account_id=b');
  });

  it('goes to pages and accounts', async () => {
    find('Add account').run();
    await flushPromises();
    expect(router.currentRoute.value.path).toBe('/accounts/add');
    find('Open ada@example.com').run();
    await flushPromises();
    expect(router.currentRoute.value.path).toBe('/accounts/a1');
  });

  it('switches the language, and then speaks it', async () => {
    find('Language: Français').run();
    await vi.waitFor(() => expect(currentLanguage.value).toBe('fr'));
    await vi.waitFor(() => expect(labelsOf('ada@example.com')).toContain('Ouvrir'));
    expect(find('Langue: English').keywords).toBe('language');
  });
});
