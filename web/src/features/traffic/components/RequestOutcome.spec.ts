import { type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ProblemError } from '../../../http/problem-error.js';
import { mountInApp, pageText } from '../../../testing/mounted.js';
import { aRequestDetail } from '../../../testing/traffic-fixtures.js';
import * as api from '../traffic.api.js';
import RequestOutcome from './RequestOutcome.vue';

vi.mock('../traffic.api.js');

const NOT_YET = new ProblemError({
  type: 'about:blank',
  title: 'Not found',
  status: 404,
  detail: 'There is no such request.',
  code: 'request.not_found',
  hint: 'It may have been let go.',
});

let wrapper: VueWrapper;

async function open(): Promise<void> {
  ({ wrapper } = await mountInApp(RequestOutcome, { props: { requestId: 'r1', names: { accounts: [], keys: [] } } }));
  await vi.advanceTimersByTimeAsync(0);
}

describe('how a request went that has only just ended', () => {
  beforeEach(() => {
    vi.resetAllMocks();
    vi.useFakeTimers();
  });
  afterEach(() => {
    wrapper.unmount();
    vi.useRealTimers();
  });

  it('is asked for again while the log does not have it', async () => {
    vi.mocked(api.fetchRequest)
      .mockRejectedValueOnce(NOT_YET)
      .mockRejectedValueOnce(NOT_YET)
      .mockResolvedValue(aRequestDetail());
    await open();
    expect(pageText()).not.toContain('There is no such request.');
    await vi.advanceTimersByTimeAsync(500);
    expect(pageText()).toContain('ada@example.com');
    expect(api.fetchRequest).toHaveBeenCalledTimes(3);
  });

  it('is given up after a while, in words', async () => {
    vi.mocked(api.fetchRequest).mockRejectedValue(NOT_YET);
    await open();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(api.fetchRequest).toHaveBeenCalledTimes(4);
    expect(pageText()).toContain('This request is not in the log any more.');
  });

  it('is not asked for any more once the page is left', async () => {
    vi.mocked(api.fetchRequest).mockRejectedValue(NOT_YET);
    await open();
    wrapper.unmount();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(api.fetchRequest).toHaveBeenCalledTimes(1);
  });
});
