import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { theSettings } from '../../testing/fixtures.js';
import { field, link, mountInApp, offers, pageText, submitFormOf, type } from '../../testing/mounted.js';
import * as api from './settings.api.js';
import SetupView from './SetupView.vue';

vi.mock('./settings.api.js');

const NOT_CONFIGURED = theSettings({
  settings: { ...theSettings().settings, oauth_clients: {} },
  oauth: {
    configured: false,
    redirect_uri: 'http://localhost:8045/api/oauth/google/callback',
    scopes: [],
    refused_clients: [],
  },
});

describe('the set-up page', () => {
  let wrapper: VueWrapper;

  beforeEach(() => {
    vi.resetAllMocks();
  });
  afterEach(() => {
    wrapper.unmount();
  });

  async function open(settings = NOT_CONFIGURED): Promise<void> {
    vi.mocked(api.fetchSettings).mockResolvedValue(settings);
    ({ wrapper } = await mountInApp(SetupView, { props: { firstRun: true } }));
    await flushPromises();
  }

  it('says what to create, with the redirect URI letter by letter, and why not to stay in "Testing"', async () => {
    await open();
    expect(document.querySelector('code')?.textContent).toBe('http://localhost:8045/api/oauth/google/callback');
    expect(pageText()).toContain('Google ends every grant after 7 days');
    expect(pageText()).toContain('Generative Language API');
    expect(offers('Add the first account')).toBe(false);
  });

  it('stores the client, forgets the secret, and leads to adding an account', async () => {
    await open();
    vi.mocked(api.fetchSettings).mockResolvedValue(theSettings());
    type('Client ID', ' id.apps.googleusercontent.com ');
    type('Client secret', ' secret ');
    submitFormOf('Client ID');
    await flushPromises();
    expect(api.patchSettings).toHaveBeenCalledWith({
      oauth_clients: { default: { client_id: 'id.apps.googleusercontent.com', client_secret: 'secret' } },
    });
    expect(link('Add the first account').getAttribute('href')).toBe('/accounts/add');
    expect(field('Client secret').value).toBe('');
  });

  it('sends nothing while something is missing, and says what', async () => {
    await open();
    type('Client ID', 'id.apps.googleusercontent.com');
    submitFormOf('Client ID');
    await flushPromises();
    expect(api.patchSettings).not.toHaveBeenCalled();
    expect(pageText()).toContain('Paste the client secret.');
  });

  it('remarks on a client ID that looks like something else, and stores it all the same', async () => {
    await open();
    type('Client ID', 'GOCSPX-abc');
    type('Client secret', 'secret');
    await flushPromises();
    expect(pageText()).toContain('ends in .apps.googleusercontent.com');
    submitFormOf('Client ID');
    await flushPromises();
    expect(api.patchSettings).toHaveBeenCalledTimes(1);
  });
});
