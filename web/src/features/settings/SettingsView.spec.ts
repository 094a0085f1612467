import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { theSettings } from '../../testing/fixtures.js';
import { button, field, mountInApp, offers, pageText, submitFormOf, type } from '../../testing/mounted.js';
import * as api from './settings.api.js';
import SettingsView from './SettingsView.vue';

vi.mock('./settings.api.js');

describe('the settings page', () => {
  let wrapper: VueWrapper;

  beforeEach(() => {
    vi.resetAllMocks();
    vi.mocked(api.fetchSessions).mockResolvedValue([]);
    vi.mocked(api.previewMapping).mockResolvedValue([]);
  });
  afterEach(() => {
    wrapper.unmount();
  });

  async function open(): Promise<void> {
    const accounts = [{ id: 'a1', email: 'ada@example.com' }];
    ({ wrapper } = await mountInApp(SettingsView, { props: { view: theSettings(), accounts } }));
    await flushPromises();
  }

  it('saves one part without the others', async () => {
    await open();
    type('Days', '7');
    await flushPromises();
    submitFormOf('Days');
    await flushPromises();
    expect(api.patchSettings).toHaveBeenCalledExactlyOnceWith({
      retention: { requests_days: 7, requests_megabytes: 512, requests_bodies: false },
    });
  });

  it('offers to save only what has changed and can be saved', async () => {
    await open();
    const save = () => button('Save: Request log') as HTMLButtonElement;
    expect(save().disabled).toBe(true);
    type('Days', 'soon');
    await flushPromises();
    expect(save().disabled).toBe(true);
    expect(pageText()).toContain('A number from 1 to 3650.');
    submitFormOf('Days');
    await flushPromises();
    expect(api.patchSettings).not.toHaveBeenCalled();
    button('Discard changes: Request log').click();
    await flushPromises();
    expect(field('Days').value).toBe('30');
    expect(offers('Discard changes: Request log')).toBe(false);
  });

  it('keeps what was typed when the server refuses, and says why', async () => {
    await open();
    vi.mocked(api.patchSettings).mockRejectedValueOnce(new Error('no'));
    type('Days', '7');
    await flushPromises();
    submitFormOf('Days');
    await flushPromises();
    expect(pageText()).toContain('Not saved');
    expect(field('Days').value).toBe('7');
  });

  it('tells what the check of the clients found', async () => {
    await open();
    vi.mocked(api.checkClients).mockResolvedValue({
      token_endpoint: { url: 'https://t', reachable: true, reason: null, milliseconds: 31, clock_ahead_seconds: 400 },
      clients: [{ key: 'default', client_id: 'client-1', verdict: 'refused', error: 'invalid_client' }],
    });
    button('Check the clients').click();
    await flushPromises();
    expect(pageText()).toContain('The token endpoint answers (31 ms).');
    expect(pageText()).toContain('400 s ahead');
    expect(pageText()).toContain('Google does not know this client, or the secret is wrong.');
  });

  it('changes the password only when the new one is typed twice alike', async () => {
    await open();
    type('Present password or admin token', 'the old one');
    type('New password', 'a long new one');
    type('New password again', 'a long new two');
    await flushPromises();
    submitFormOf('New password');
    await flushPromises();
    expect(api.changePassword).not.toHaveBeenCalled();
    expect(pageText()).toContain('The two are not the same.');
    type('New password again', 'a long new one');
    await flushPromises();
    submitFormOf('New password');
    await flushPromises();
    expect(api.changePassword).toHaveBeenCalledExactlyOnceWith({ current: 'the old one', next: 'a long new one' });
    expect(field('New password').value).toBe('');
  });
});
