import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { button, mountInApp, pageText } from '../../testing/mounted.js';
import { aUsageList, aUsageRow } from '../../testing/usage-fixtures.js';
import { drawChart } from '../../ui/charts/draw-chart.js';
import * as csv from '../../ui/csv.js';
import * as api from './usage.api.js';
import UsageView from './UsageView.vue';

vi.mock('./usage.api.js');
vi.mock('../../ui/charts/draw-chart.js', () => ({ drawChart: vi.fn() }));

const NAMES = { accounts: [{ id: 'a1', label: 'Work' }], keys: [{ id: 'k1', label: 'Editor' }] };

let wrapper: VueWrapper;

async function open(path = '/usage') {
  const mounted = await mountInApp(UsageView, { path, props: { names: NAMES, beat: 0 } });
  wrapper = mounted.wrapper;
  await flushPromises();
  return mounted;
}

function choose(label: string): void {
  const input = [...document.querySelectorAll('label')].find((one) => one.textContent.trim() === label);
  input?.querySelector('input')?.click();
}

describe('the usage page', () => {
  beforeEach(() => {
    vi.resetAllMocks();
    vi.mocked(drawChart).mockReturnValue({ update: vi.fn(), destroy: vi.fn() });
  });
  afterEach(() => {
    wrapper.unmount();
    vi.restoreAllMocks();
  });

  it('asks for what the address says, and writes there what is chosen', async () => {
    vi.mocked(api.fetchUsage).mockResolvedValue(aUsageList([aUsageRow()]));
    const { router } = await open('/usage?range=7d&by=hour&group=account');
    expect(api.fetchUsage).toHaveBeenLastCalledWith(expect.objectContaining({ by: 'hour', group: 'account' }));
    choose('Key');
    await flushPromises();
    expect(api.fetchUsage).toHaveBeenLastCalledWith(expect.objectContaining({ by: 'hour', group: 'key' }));
    choose('30 days');
    await flushPromises();
    expect(router.currentRoute.value.query).toEqual({ range: '30d', group: 'key' });
    expect(api.fetchUsage).toHaveBeenLastCalledWith(expect.objectContaining({ by: 'day', group: 'key' }));
  });

  it('calls accounts and keys by their names, and keeps those that are gone', async () => {
    vi.mocked(api.fetchUsage).mockResolvedValue(
      aUsageList(
        [
          aUsageRow({ group: 'a1', email: 'ada@example.com', requests: 1200 }),
          aUsageRow({ group: 'a2', email: 'bob@example.com' }),
          aUsageRow({ group: 'gone', requests: 2 }),
          aUsageRow({ group: null, requests: 1 }),
        ],
        { group: 'account' },
      ),
    );
    await open('/usage?group=account');
    const names = [...document.querySelectorAll('tbody th')].map((cell) => cell.textContent.trim());
    expect(names).toEqual(['Work', 'bob@example.com', 'gone', 'none']);
    expect(pageText()).toContain('1,200');
  });

  it('has a chart for what happened, and none for what never did', async () => {
    vi.mocked(api.fetchUsage).mockResolvedValue(aUsageList([aUsageRow({ errors: 0, thought_tokens: 0 })]));
    await open();
    const names = [...document.querySelectorAll('figure')].map((figure) => figure.getAttribute('aria-label'));
    expect(names).toContain('Requests by model');
    expect(names).toContain('Duration, 95th percentile by model');
    expect(names).not.toContain('Errors by model');
    expect(names).not.toContain('Tokens for thinking by model');
  });

  it('hands out all of it as a file, with names that cannot become formulas', async () => {
    const download = vi.spyOn(csv, 'downloadText').mockReturnValue();
    vi.mocked(api.fetchUsage).mockResolvedValue(
      aUsageList([aUsageRow({ group: '=cmd()', requests: 3 }), aUsageRow({ group: null })]),
    );
    await open();
    button('Download CSV').click();
    const [name, type, text] = download.mock.calls[0]!;
    expect([name, type]).toEqual(['regrant-usage-model-hour-1970-01-01.csv', 'text/csv']);
    expect(text.split('\r\n')[0]).toBe(
      'begins_at,name,id,requests,errors,input_tokens,output_tokens,cached_tokens,thought_tokens,mean_duration_ms,p95_duration_ms',
    );
    expect(text.split('\r\n')[1]).toBe("1970-01-01T00:00:00.000Z,'=cmd(),'=cmd(),3,1,100,50,20,5,800,2000");
  });

  it('says when nothing happened, and when it cannot be known', async () => {
    vi.mocked(api.fetchUsage).mockResolvedValueOnce(aUsageList([]));
    await open();
    expect(pageText()).toContain('Nothing was requested in this time.');
    vi.mocked(api.fetchUsage).mockRejectedValueOnce(new Error('down'));
    choose('90 days');
    await flushPromises();
    expect(pageText()).toContain('The usage could not be loaded');
    vi.mocked(api.fetchUsage).mockResolvedValueOnce(aUsageList([aUsageRow()]));
    button('Try again').click();
    await flushPromises();
    expect(pageText()).not.toContain('The usage could not be loaded');
  });
});
