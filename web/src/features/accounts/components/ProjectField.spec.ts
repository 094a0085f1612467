import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ProblemError } from '../../../http/problem-error.js';
import { aDisabledAccount, anAccount } from '../../../testing/fixtures.js';
import { button, field, link, mountInApp, offers, pageText, submitFormOf, type } from '../../../testing/mounted.js';
import * as api from '../accounts.api.js';
import { useAccountsStore } from '../accounts.store.js';
import ProjectField from './ProjectField.vue';

vi.mock('../accounts.api.js');

const CHOOSE = 'Choose from the projects of this account';
const refusal = (helpUrl?: string) =>
  new ProblemError({
    type: 'x',
    title: 'x',
    status: 422,
    detail: 'The API is off.',
    code: 'projects.api_disabled',
    hint: 'Switch it on.',
    ...(helpUrl === undefined ? {} : { help_url: helpUrl }),
  });

describe('the project of an account', () => {
  let wrapper: VueWrapper;

  beforeEach(() => {
    vi.resetAllMocks();
    vi.mocked(api.fetchAccounts).mockResolvedValue([]);
  });
  afterEach(() => {
    useAccountsStore().cancelReload();
    wrapper.unmount();
  });

  async function show(account = anAccount({ project_id: 'old' })): Promise<void> {
    ({ wrapper } = await mountInApp(ProjectField, { props: { account } }));
    await flushPromises();
  }

  it('is picked from the account’s own list', async () => {
    vi.mocked(api.fetchProjects).mockResolvedValue({
      projects: [
        { project_id: 'lab', name: 'The lab' },
        { project_id: 'old', name: 'old' },
      ],
      complete: false,
    });
    await show();
    button(CHOOSE).click();
    await flushPromises();
    const select = document.querySelector('select');
    expect([...(select?.options ?? [])].map(({ text }) => text)).toEqual(['Choose a project', 'The lab (lab)', 'old']);
    expect(select?.value).toBe('old');
    expect(pageText()).toContain('There are more projects than are listed');
    select!.value = 'lab';
    select!.dispatchEvent(new Event('change'));
    submitFormOf('Project ID');
    await flushPromises();
    expect(api.patchAccount).toHaveBeenCalledExactlyOnceWith('a1', { project_id: 'lab' });
  });

  it('is typed, or taken away, without any list', async () => {
    await show();
    type('Project ID', '  typed-one ');
    submitFormOf('Project ID');
    await flushPromises();
    type('Project ID', '');
    submitFormOf('Project ID');
    await flushPromises();
    expect(vi.mocked(api.patchAccount).mock.calls.map(([, patch]) => patch)).toEqual([
      { project_id: 'typed-one' },
      { project_id: null },
    ]);
    expect(api.fetchProjects).not.toHaveBeenCalled();
  });

  it('sends nothing when nothing was changed', async () => {
    await show();
    submitFormOf('Project ID');
    await flushPromises();
    expect(api.patchAccount).not.toHaveBeenCalled();
  });

  it('leads to Google’s page when the list is refused, and nowhere else', async () => {
    vi.mocked(api.fetchProjects).mockRejectedValueOnce(refusal('https://console.cloud.google.com/apis/x'));
    await show();
    button(CHOOSE).click();
    await flushPromises();
    expect(pageText()).toContain('The Cloud Resource Manager API is switched off');
    expect(link('Open Google’s page').getAttribute('href')).toBe('https://console.cloud.google.com/apis/x');
    vi.mocked(api.fetchProjects).mockRejectedValueOnce(refusal('https://google.com.example/'));
    button(CHOOSE).click();
    await flushPromises();
    expect(offers('Open Google’s page')).toBe(false);
  });

  it('offers no list for a dead grant, which cannot ask for one', async () => {
    await show(aDisabledAccount());
    expect(offers(CHOOSE)).toBe(false);
    expect(field('Project ID')).toBeDefined();
  });
});
