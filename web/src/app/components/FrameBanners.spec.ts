import { nextTick } from 'vue';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { useAccountsStore } from '../../features/accounts/accounts.store.js';
import * as api from '../../features/accounts/accounts.api.js';
import * as settingsApi from '../../features/setup/settings.api.js';
import { useSettingsStore } from '../../features/setup/settings.store.js';
import { anAccount, theSettings } from '../../testing/fixtures.js';
import { link, mountInApp, pageText } from '../../testing/mounted.js';
import FrameBanners from './FrameBanners.vue';

vi.mock('../../features/accounts/accounts.api.js');
vi.mock('../../features/setup/settings.api.js');

describe('the banners of the frame', () => {
  beforeEach(() => {
    vi.resetAllMocks();
  });

  it('say that the disk refuses writes as long as a change waits for it, and no longer', async () => {
    const { wrapper } = await mountInApp(FrameBanners);
    const accounts = useAccountsStore();
    vi.mocked(api.fetchAccounts).mockResolvedValue([
      anAccount({ unsaved: true }),
      anAccount({ id: 'b', unsaved: false }),
    ]);
    await accounts.load();
    await nextTick();
    expect(pageText()).toContain('changes of one account are kept in memory only');
    vi.mocked(api.fetchAccounts).mockResolvedValue([anAccount({ unsaved: false })]);
    await accounts.load();
    await nextTick();
    expect(pageText()).not.toContain('kept in memory only');
    wrapper.unmount();
  });

  it('name an OAuth client that Google refuses, say what to do, and go when it works again', async () => {
    const { wrapper } = await mountInApp(FrameBanners);
    const settings = useSettingsStore();
    const refused = { ...theSettings().oauth, refused_clients: ['work'] };
    vi.mocked(settingsApi.fetchSettings).mockResolvedValue(theSettings({ oauth: refused }));
    await settings.load();
    await nextTick();
    expect(pageText()).toContain('Google refuses the OAuth client “work”.');
    expect(link('Check the OAuth client').getAttribute('href')).toMatch(/^\/settings/);
    vi.mocked(settingsApi.fetchSettings).mockResolvedValue(theSettings());
    await settings.load();
    await nextTick();
    expect(pageText()).not.toContain('Google refuses');
    wrapper.unmount();
  });
});
