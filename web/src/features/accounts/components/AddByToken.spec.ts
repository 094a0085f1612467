import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ProblemError } from '../../../http/problem-error.js';
import { aDisabledAccount, anAccount } from '../../../testing/fixtures.js';
import { field, mountInApp, pageText, submitFormOf, type } from '../../../testing/mounted.js';
import * as api from '../accounts.api.js';
import { useAccountsStore } from '../accounts.store.js';
import AddByToken from './AddByToken.vue';

vi.mock('../accounts.api.js');
const creating = vi.mocked(api.createAccount);

describe('adding by refresh token', () => {
  let wrapper: VueWrapper;

  beforeEach(async () => {
    vi.resetAllMocks();
    vi.mocked(api.fetchAccounts).mockResolvedValue([]);
    ({ wrapper } = await mountInApp(AddByToken));
  });
  afterEach(() => {
    useAccountsStore().cancelReload();
    wrapper.unmount();
  });

  async function submit(): Promise<void> {
    submitFormOf('Refresh tokens, one per line');
    await flushPromises();
  }

  it('sends what was typed, leaves out what was not, and forgets the token', async () => {
    creating.mockResolvedValue({ account: anAccount(), outcome: 'created' });
    type('Refresh tokens, one per line', '  1//token \n');
    type('Label (optional)', 'Work');
    await submit();
    expect(creating).toHaveBeenCalledWith({ refresh_token: '1//token', custom_label: 'Work' });
    expect(pageText()).toContain('ada@example.com was added and can serve');
    expect(field('Refresh tokens, one per line').value).toBe('');
  });

  it('sends nothing when nothing was pasted', async () => {
    await submit();
    expect(creating).not.toHaveBeenCalled();
    expect(pageText()).toContain('Paste a refresh token first.');
  });

  it('takes many, one per line, says of each what became of it, and gives back what was refused', async () => {
    creating.mockImplementation(({ refresh_token: token }) =>
      token === '1//two'
        ? Promise.reject(new Error('x'))
        : Promise.resolve({ account: anAccount({ email: `${token}@x.org` }), outcome: 'created' }),
    );
    type('Refresh tokens, one per line', '1//one\n1//two\n\n1//three');
    type('Google Cloud project ID (optional)', 'p-1');
    await flushPromises();
    expect(pageText()).toContain('3 tokens.');
    await submit();
    expect(creating.mock.calls.map(([account]) => account)).toEqual([
      { refresh_token: '1//one', project_id: 'p-1' },
      { refresh_token: '1//two', project_id: 'p-1' },
      { refresh_token: '1//three', project_id: 'p-1' },
    ]);
    expect(pageText()).toContain('3 of 3 tried');
    expect(pageText()).toContain('1//one@x.org was added');
    expect(field('Refresh tokens, one per line').value).toBe('1//two');
  });

  it('shows detail and hint of a refused token and keeps it for another try', async () => {
    creating.mockRejectedValue(
      new ProblemError({
        type: 'about:blank',
        title: 'Refused',
        status: 422,
        detail: 'Google refused this refresh token (invalid_grant).',
        code: 'grant.refresh_rejected',
        hint: 'Get a new one for the same OAuth client.',
      }),
    );
    type('Refresh tokens, one per line', '1//dead');
    await submit();
    expect(document.querySelector('[role=alert]')?.textContent).toContain(
      'Google refused the refresh token (invalid_grant)',
    );
    expect(pageText()).toContain('Sign in with Google instead.');
    expect(field('Refresh tokens, one per line').value).toBe('1//dead');
  });

  it('does not let identical tokens look like a recovery', async () => {
    creating.mockResolvedValue({ account: aDisabledAccount(), outcome: 'unchanged' });
    type('Refresh tokens, one per line', '1//same');
    await submit();
    expect(pageText()).toContain('Nothing was changed');
    expect(pageText()).toContain('It is still disabled');
  });

  it('sends one request however often the form is submitted', async () => {
    creating.mockReturnValue(new Promise(() => undefined));
    type('Refresh tokens, one per line', '1//token');
    submitFormOf('Refresh tokens, one per line');
    submitFormOf('Refresh tokens, one per line');
    await flushPromises();
    expect(creating).toHaveBeenCalledTimes(1);
  });
});
