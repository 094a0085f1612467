import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ProblemError } from '../../http/problem-error.js';
import { field, mountInApp, pageText, submitFormOf, type } from '../../testing/mounted.js';
import * as api from './session.api.js';
import SignInView from './SignInView.vue';

vi.mock('./session.api.js');
const creating = vi.mocked(api.createSession);
const SIGNED_IN = { signed_in: true, sandbox: false, version: '0.1.0' };
const FIELD = 'Sign-in link or admin token';

describe('the sign-in page', () => {
  let wrapper: VueWrapper;

  beforeEach(() => {
    vi.resetAllMocks();
  });
  afterEach(() => {
    wrapper.unmount();
  });

  async function open(path: string) {
    const mounted = await mountInApp(SignInView, { path });
    wrapper = mounted.wrapper;
    await flushPromises();
    return mounted.router;
  }

  it('uses the token of the link, removes it from the address, and goes where one wanted to go', async () => {
    creating.mockResolvedValue(SIGNED_IN);
    const router = await open('/sign-in?next=/accounts#token=once');
    expect(creating).toHaveBeenCalledWith({ token: 'once' });
    expect(router.currentRoute.value.fullPath).toBe('/accounts');
  });

  it('removes the token from the address even when it is refused, and says what to do', async () => {
    creating.mockRejectedValue(
      new ProblemError({
        type: 'about:blank',
        title: 'Refused',
        status: 401,
        detail: 'This link was used already.',
        code: 'auth.rejected',
        hint: 'Restart Regrant for a new link.',
      }),
    );
    const router = await open('/sign-in#token=used');
    expect(router.currentRoute.value.hash).toBe('');
    expect(pageText()).toContain('That is not right, or the link was used before.');
    expect(pageText()).toContain('Restart Regrant for a new link');
    expect(document.activeElement).toBe(field(FIELD));
  });

  it('takes a pasted link as well as a bare token', async () => {
    creating.mockResolvedValue(SIGNED_IN);
    const router = await open('/sign-in');
    expect(creating).not.toHaveBeenCalled();
    type(FIELD, 'http://localhost:8045/sign-in#token=pasted');
    submitFormOf(FIELD);
    await flushPromises();
    expect(creating).toHaveBeenCalledWith({ token: 'pasted' });
    expect(router.currentRoute.value.fullPath).toBe('/');
  });

  it('takes a password as it is, spaces included', async () => {
    creating.mockResolvedValue(SIGNED_IN);
    await open('/sign-in');
    field('Password').click();
    await flushPromises();
    type('Admin password', ' two words ');
    submitFormOf('Admin password');
    await flushPromises();
    expect(creating).toHaveBeenCalledWith({ password: ' two words ' });
  });

  it('sends nothing when nothing was typed', async () => {
    await open('/sign-in');
    submitFormOf(FIELD);
    await flushPromises();
    expect(creating).not.toHaveBeenCalled();
    expect(pageText()).toContain('Paste the link or the token first.');
  });
});
