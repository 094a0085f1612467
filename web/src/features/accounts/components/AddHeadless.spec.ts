import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ProblemError } from '../../../http/problem-error.js';
import { anAccount } from '../../../testing/fixtures.js';
import { button, field, link, mountInApp, offers, pageText, submitFormOf, type } from '../../../testing/mounted.js';
import * as api from '../google-sign-in.api.js';
import AddHeadless from './AddHeadless.vue';

vi.mock('../google-sign-in.api.js');

const PASTE = 'Address of the page that could not be shown';
const START = 'Get an address to sign in at';

describe('signing in without a browser on this machine', () => {
  const completed = vi.fn();
  let wrapper: VueWrapper;

  beforeEach(async () => {
    vi.resetAllMocks();
    vi.mocked(api.startSignInElsewhere).mockResolvedValue({ url: 'https://accounts.example/auth?state=s1' });
    ({ wrapper } = await mountInApp(AddHeadless, { props: { onCompleted: completed } }));
  });
  afterEach(() => {
    wrapper.unmount();
  });

  async function begin(): Promise<void> {
    button(START).click();
    await flushPromises();
  }

  it('begins nothing before it is asked to', async () => {
    expect(api.startSignInElsewhere).not.toHaveBeenCalled();
    await begin();
    expect(document.querySelector('code')?.textContent).toBe('https://accounts.example/auth?state=s1');
    expect(link('Open in a new tab').rel).toContain('noopener');
  });

  it('finishes with the pasted address, and offers a fresh start', async () => {
    const completion = { outcome: 'created' as const, account: anAccount() };
    vi.mocked(api.completeSignIn).mockResolvedValue(completion);
    await begin();
    type(PASTE, ' http://localhost:8045/api/oauth/google/callback?code=c&state=s1 ');
    submitFormOf(PASTE);
    await flushPromises();
    expect(api.completeSignIn).toHaveBeenCalledWith('http://localhost:8045/api/oauth/google/callback?code=c&state=s1');
    expect(completed).toHaveBeenCalledWith(completion);
    expect(offers(START)).toBe(true);
  });

  it('sends nothing when nothing was pasted', async () => {
    await begin();
    submitFormOf(PASTE);
    await flushPromises();
    expect(api.completeSignIn).not.toHaveBeenCalled();
    expect(pageText()).toContain('Paste the address first.');
  });

  it('keeps the address and says why it was refused', async () => {
    vi.mocked(api.completeSignIn).mockRejectedValue(
      new ProblemError({
        type: 'about:blank',
        title: 'Refused',
        status: 400,
        detail: 'This is not the address that Google leads to.',
        code: 'oauth.state_rejected',
        hint: 'Start the sign-in again.',
      }),
    );
    await begin();
    type(PASTE, 'http://elsewhere/');
    submitFormOf(PASTE);
    await flushPromises();
    expect(pageText()).toContain('This answer belongs to no sign-in that is waiting here.');
    expect(pageText()).toContain('Start it again here');
    expect(field(PASTE).value).toBe('http://elsewhere/');
    expect(completed).not.toHaveBeenCalled();
  });
});
