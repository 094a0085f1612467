import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { RequestView } from '../../../../server/contract/http/traffic.js';
import { anEvent } from '../../testing/fixtures.js';
import { button, link, mountInApp, offers, pageText } from '../../testing/mounted.js';
import { aRequest, aRequestList } from '../../testing/traffic-fixtures.js';
import { usePulseStore } from './pulse.store.js';
import RequestsView from './RequestsView.vue';
import { useRequestsStore } from './requests.store.js';
import * as api from './traffic.api.js';

vi.mock('./traffic.api.js');

const NAMES = { accounts: [{ id: 'a1', label: 'Work' }], keys: [{ id: 'k1', label: 'Editor' }] };
const VIEW_PX = 600;

let wrapper: VueWrapper;

async function open(requests: readonly RequestView[], path = '/requests') {
  vi.mocked(api.fetchRequests).mockResolvedValue(aRequestList(requests));
  const mounted = await mountInApp(RequestsView, { path, props: { names: NAMES } });
  wrapper = mounted.wrapper;
  await flushPromises();
  return mounted;
}

const rows = () =>
  [...document.querySelectorAll('[role="row"]')]
    .filter((row) => row.querySelector('[role="cell"]') !== null)
    .map((row) => row.textContent);

describe('the requests page', () => {
  beforeEach(() => {
    vi.resetAllMocks();
    vi.useFakeTimers();
    // Nothing has a size in happy-dom, and what has none shows nothing.
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(VIEW_PX);
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1000);
  });
  afterEach(() => {
    wrapper.unmount();
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it('shows who asked for what, who answered, and what it took', async () => {
    await open([
      aRequest(2),
      aRequest(1, { state: 'failed', status: 503, attempt_count: 3, account_id: null, email: null }),
    ]);
    expect(rows()[0]).toContain('gemini-2.5-pro');
    expect(rows()[0]).toContain('Work');
    expect(rows()[0]).toContain('1.24 sec');
    expect(rows()[0]).toContain('1.2K / 340');
    expect(rows()[1]).toContain('Failed503');
    expect(rows()[1]).toContain('3 attempts');
    expect(rows()[1]).toContain('no account');
  });

  it('draws no more rows than fit, however many there are', async () => {
    await open(Array.from({ length: 500 }, (_, index) => aRequest(500 - index)));
    expect(document.querySelector('[role="table"]')?.getAttribute('aria-rowcount')).toBe('501');
    expect(rows().length).toBeGreaterThan(10);
    expect(rows().length).toBeLessThan(45);
  });

  it('takes filters from the address and writes them there', async () => {
    const { router } = await open([aRequest(1)], '/requests?state=failed&slow=2000&wire=odd+wire');
    expect(api.fetchRequests).toHaveBeenLastCalledWith(
      { state: 'failed', slow: 2000, wire: 'odd wire' },
      expect.objectContaining({ limit: 200 }),
    );
    const select = [...document.querySelectorAll('select')].find((one) => one.value === 'failed')!;
    select.value = 'left';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await flushPromises();
    expect(router.currentRoute.value.query).toEqual({ state: 'left', slow: '2000', wire: 'odd wire' });
    expect(api.fetchRequests).toHaveBeenLastCalledWith(expect.objectContaining({ state: 'left' }), expect.anything());
    button('Clear filters').click();
    await flushPromises();
    expect(router.currentRoute.value.query).toEqual({});
  });

  it('follows what happens, and waits while paused', async () => {
    await open([aRequest(1)]);
    const happens = async (seq: number) => {
      vi.mocked(api.fetchRequests).mockResolvedValue(aRequestList([aRequest(seq)]));
      usePulseStore().beat([anEvent(seq, 'request.finished', { count: 1 })], false);
      await vi.advanceTimersByTimeAsync(500);
      await flushPromises();
    };
    await happens(2);
    expect(rows()).toHaveLength(2);
    button('Pause').click();
    await happens(3);
    expect(pageText()).toContain('Paused, 1 waiting');
    expect(rows()).toHaveLength(2);
    button('Resume').click();
    await flushPromises();
    expect(rows()).toHaveLength(3);
  });

  it('catches up when the connection is back', async () => {
    await open([aRequest(1)]);
    usePulseStore().renew();
    await vi.advanceTimersByTimeAsync(500);
    expect(api.fetchRequests).toHaveBeenLastCalledWith({}, { limit: 500, after: 1 });
  });

  it('keeps the reader’s place when new ones come in above', async () => {
    await open(Array.from({ length: 500 }, (_, index) => aRequest(500 - index)));
    const scroller = document.querySelectorAll('[role="rowgroup"]')[1]!;
    scroller.scrollTop = 4100;
    vi.mocked(api.fetchRequests).mockResolvedValue(aRequestList([aRequest(503), aRequest(502), aRequest(501)]));
    useRequestsStore().requestCatchUp();
    await vi.advanceTimersByTimeAsync(500);
    await flushPromises();
    expect(scroller.scrollTop).toBe(4100 + 3 * 41);
  });

  it('leads to a program when there is nothing, and says so when nothing matches', async () => {
    await open([]);
    expect(link('Connect a program').getAttribute('href')).toBe('/connect');
    wrapper.unmount();
    await open([], '/requests?state=failed');
    expect(pageText()).toContain('No request matches these filters.');
    expect(offers('Connect a program')).toBe(false);
  });

  it('says when only memory could be read', async () => {
    await open([aRequest(1)]);
    vi.mocked(api.fetchRequests).mockResolvedValue({ ...aRequestList([aRequest(2)]), complete: false });
    useRequestsStore().requestCatchUp();
    await vi.advanceTimersByTimeAsync(500);
    await flushPromises();
    expect(pageText()).toContain('only the latest requests, which are in memory');
  });
});
