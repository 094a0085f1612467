import { describe, expect, it } from 'vitest';

import { chartConfig, type ChartLook } from './chart-config.js';
import type { ChartContent } from './chart-series.js';

const CONTENT: ChartContent = {
  name: 'Requests',
  times: [0, 3_600_000],
  span: 'hour',
  series: [
    { key: 'a', label: 'one', values: [1, null] },
    { key: 'b', label: 'two', values: [0, 4], colour: 9 },
  ],
};

function look(difference: Partial<ChartLook> = {}): ChartLook {
  return {
    kind: 'bar',
    stacked: true,
    palette: {
      series: Array.from({ length: 8 }, (_, index) => `colour-${index}`),
      grid: 'grid',
      text: 'text',
      ground: 'ground',
    },
    locale: 'en',
    format: (value) => `${value} x`,
    moves: true,
    ...difference,
  };
}

describe('chartConfig', () => {
  it('draws every series in its colour of the palette, which goes round', () => {
    const { data } = chartConfig(CONTENT, look());
    expect(data.datasets.map(({ backgroundColor }) => backgroundColor)).toEqual(['colour-0', 'colour-1']);
    expect(data.datasets.map(({ data: values }) => values)).toEqual([
      [1, null],
      [0, 4],
    ]);
    expect(data.labels).toHaveLength(2);
  });

  it('stacks both axes or none', () => {
    expect(chartConfig(CONTENT, look()).options?.scales).toMatchObject({ x: { stacked: true }, y: { stacked: true } });
    const lines = chartConfig(CONTENT, look({ kind: 'line', stacked: false }));
    expect(lines.options?.scales).toMatchObject({ x: { stacked: false }, y: { stacked: false } });
  });

  it('draws a point where there is none beside it to draw a line to', () => {
    const lonely = {
      ...CONTENT,
      times: [0, 1, 2, 3, 4],
      series: [{ key: 'a', label: 'a', values: [5, null, 1, 2, null] }],
    };
    const { data } = chartConfig(lonely, look({ kind: 'line', stacked: false }));
    expect(data.datasets[0]).toMatchObject({ pointRadius: [3, 0, 0, 0, 0] });
  });

  it('stands still where less motion is asked for', () => {
    expect(chartConfig(CONTENT, look({ moves: false })).options?.animation).toBe(false);
    expect(chartConfig(CONTENT, look()).options?.animation).not.toBe(false);
  });

  it('writes values as the page does, and leaves nothing-happened out of the tooltip', () => {
    const tooltip = chartConfig(CONTENT, look()).options?.plugins?.tooltip;
    const item = (raw: number | null) => ({ raw, dataset: { label: 'two' }, dataIndex: 1 }) as never;
    expect(tooltip?.callbacks?.label?.call({} as never, item(4))).toBe('two: 4 x');
    expect([item(4), item(0), item(null)].map((one) => tooltip?.filter?.(one, 0, [], {} as never))).toEqual([
      true,
      false,
      false,
    ]);
  });
});
