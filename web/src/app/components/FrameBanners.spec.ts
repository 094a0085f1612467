import { nextTick } from 'vue';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { useAccountsStore } from '../../features/accounts/accounts.store.js';
import * as api from '../../features/accounts/accounts.api.js';
import { anAccount } from '../../testing/fixtures.js';
import { mountInApp, pageText } from '../../testing/mounted.js';
import FrameBanners from './FrameBanners.vue';

vi.mock('../../features/accounts/accounts.api.js');

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
});
