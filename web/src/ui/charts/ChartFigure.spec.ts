import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import BarChart from './BarChart.vue';
import { drawChart } from './draw-chart.js';

vi.mock('./draw-chart.js', () => ({ drawChart: vi.fn() }));

const PROPS = {
  name: 'Requests by model',
  times: [Date.UTC(2026, 10, 19), Date.UTC(2026, 10, 20)],
  span: 'day' as const,
  series: [
    { key: 'a', label: 'gemini-2.5-pro', values: [1, 2] },
    { key: 'b', label: 'gemini-2.5-flash', values: [30, null] },
  ],
};

describe('a chart', () => {
  const drawn = { update: vi.fn(), destroy: vi.fn() };
  let wrapper: VueWrapper;

  beforeEach(() => {
    vi.resetAllMocks();
    vi.mocked(drawChart).mockReturnValue(drawn);
  });
  afterEach(() => {
    wrapper.unmount();
    document.documentElement.className = '';
  });

  async function show(props: object = {}): Promise<void> {
    wrapper = mount(BarChart, { props: { ...PROPS, ...props }, attachTo: document.body });
    await flushPromises();
  }

  it('is a named picture', async () => {
    await show();
    const canvas = wrapper.get('canvas');
    expect(canvas.attributes()).toMatchObject({ role: 'img', 'aria-label': expect.stringContaining(PROPS.name) });
    expect(drawChart).toHaveBeenCalledTimes(1);
  });

  it('has the same numbers as a table, newest first, with sums', async () => {
    await show();
    const details = wrapper.get('details').element as HTMLDetailsElement;
    details.open = true;
    await wrapper.get('details').trigger('toggle');
    const cells = wrapper.findAll('tbody tr').map((row) => row.findAll('th, td').map((cell) => cell.text()));
    expect(cells).toEqual([
      ['Fri, Nov 20, 2026', '2', '–', '2'],
      ['Thu, Nov 19, 2026', '1', '30', '31'],
    ]);
  });

  it('puts a series out of sight and keeps the colour of the others', async () => {
    await show();
    await wrapper.get('button[aria-pressed]').trigger('click');
    await flushPromises();
    const [content] = drawn.update.mock.lastCall as [{ series: { label: string; colour: number }[] }];
    expect(content.series).toMatchObject([{ label: 'gemini-2.5-flash', colour: 1 }]);
    expect(wrapper.get('button').attributes('aria-pressed')).toBe('false');
  });

  it('is drawn anew in the colours of the other mode', async () => {
    await show();
    expect(drawn.update).not.toHaveBeenCalled();
    document.documentElement.className = 'dark';
    await vi.waitFor(() => expect(drawn.update).toHaveBeenCalled());
  });

  it('lets go of the canvas, also of one whose drawing came too late', async () => {
    await show();
    wrapper.unmount();
    expect(drawn.destroy).toHaveBeenCalledTimes(1);
  });

  it('leads to the table when the drawing cannot be loaded', async () => {
    vi.mocked(drawChart).mockImplementation(() => {
      throw new Error('no such file');
    });
    await show();
    expect(wrapper.text()).toContain('The chart could not be loaded');
  });
});
