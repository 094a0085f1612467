import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ProblemError } from '../../../http/problem-error.js';
import { mountInApp, pageText } from '../../../testing/mounted.js';
import { aRequestDetail } from '../../../testing/traffic-fixtures.js';
import * as api from '../traffic.api.js';
import RequestPanel from './RequestPanel.vue';

vi.mock('../traffic.api.js');

const NAMES = { accounts: [{ id: 'a1', label: 'Work' }], keys: [{ id: 'k1', label: 'Editor' }] };
let wrapper: VueWrapper;

async function open(detail = aRequestDetail()): Promise<void> {
  vi.mocked(api.fetchRequest).mockResolvedValue(detail);
  ({ wrapper } = await mountInApp(RequestPanel, { props: { requestId: detail.id, names: NAMES } }));
  await flushPromises();
}

describe('how one request went', () => {
  beforeEach(() => vi.resetAllMocks());
  afterEach(() => wrapper.unmount());

  it('tells the attempts in order, with account, reason for it, timing and end', async () => {
    await open();
    const attempts = [...document.querySelectorAll('ol li')].map((item) => item.textContent.replace(/\s+/g, ' '));
    expect(attempts[0]).toContain('bob@example.com');
    expect(attempts[0]).toContain('Refused');
    expect(attempts[0]).toContain('429');
    expect(attempts[0]).toContain('upstream.quota');
    expect(attempts[0]).toContain('this conversation’s account · began after 40 ms · took 200 ms');
    expect(attempts[1]).toContain('Work');
    expect(attempts[1]).toContain('next in turn');
    expect(attempts[1]).toContain('First byte after 140 ms');
  });

  it('tells who was passed over and why, and how many more', async () => {
    await open();
    expect(pageText()).toContain('carol@example.com · disabled, must be signed in again');
    expect(pageText()).toContain('and 2 more');
  });

  it('tells what it came to: tokens, key, model, what was left out, and the id to copy', async () => {
    await open(aRequestDetail({ model_asked: 'gpt-4o' }));
    expect(pageText()).toContain('gpt-4o, answered by gemini-2.5-pro');
    expect(pageText()).toContain('1,200 (800 from the cache)');
    expect(pageText()).toContain('340 (60 thinking)');
    expect(pageText()).toContain('Editor');
    expect(pageText()).toContain('logit_bias');
    expect(pageText()).toContain('request-7');
  });

  it('shows the beginnings of prompt and answer where they are kept, as text and nothing else', async () => {
    await open();
    expect(pageText()).not.toContain('What was asked');
    wrapper.unmount();
    await open(aRequestDetail({ bodies: { request: '<b>{"model":"x"}</b>', answer: null } }));
    const [asked] = document.querySelectorAll('pre');
    expect(asked?.textContent).toBe('<b>{"model":"x"}</b>');
    expect(asked?.querySelector('b')).toBeNull();
    expect(pageText()).toContain('Not kept.');
  });

  it('says that nobody was tried, and that tokens are not known', async () => {
    await open(aRequestDetail({ attempts: [], usage: null, account_id: null, email: null }));
    expect(pageText()).toContain('No account was tried.');
    expect(pageText()).toContain('not told');
  });

  it('shows a refusal, for one that has been let go', async () => {
    vi.mocked(api.fetchRequest).mockRejectedValue(
      new ProblemError({
        type: 'about:blank',
        title: 'Not found',
        status: 404,
        detail: 'There is no request x.',
        code: 'request.not_found',
        hint: 'It may have been let go.',
      }),
    );
    ({ wrapper } = await mountInApp(RequestPanel, { props: { requestId: 'x', names: NAMES } }));
    await flushPromises();
    expect(pageText()).toContain('This request is not in the log any more.');
  });
});
