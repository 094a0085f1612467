import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Component } from 'vue';

import { mountInApp, pageText } from '../../../testing/mounted.js';
import { aUsageList, aUsageRow } from '../../../testing/usage-fixtures.js';
import { useDayStore } from '../day.store.js';
import * as api from '../usage.api.js';
import DayTiles from './DayTiles.vue';
import TokensByModel from './TokensByModel.vue';

vi.mock('../usage.api.js');

const QUIET = { requests: 0, failed: 0, totalMs: 0, spanMs: 300_000 };
let wrapper: VueWrapper;

describe('the last day on the overview', () => {
  beforeEach(() => {
    vi.mocked(api.fetchUsage).mockResolvedValue(
      aUsageList([
        aUsageRow({ requests: 30, errors: 3, duration_ms: { mean: 1000, p95: 2000 } }),
        aUsageRow({
          group: 'gemini-2.5-flash',
          requests: 10,
          errors: 0,
          duration_ms: { mean: 200, p95: 300 },
          input_tokens: 9000,
        }),
      ]),
    );
  });
  afterEach(() => wrapper.unmount());

  async function show(component: Component, props: object): Promise<void> {
    ({ wrapper } = await mountInApp(component, { props: { ...props } }));
    await useDayStore().renew();
    await flushPromises();
  }

  it('is summed up over all models, a mean by how many requests it is of', async () => {
    await show(DayTiles, { now: QUIET });
    expect(pageText()).toContain('24 h: 40');
    expect(pageText()).toContain('24 h: 3 · 7.5% of all');
    expect(pageText()).toContain('24 h: 800 ms');
    expect(pageText()).toContain('none lately');
  });

  it('is told beside what happens now', async () => {
    await show(DayTiles, { now: { requests: 60_000, failed: 12, totalMs: 3_000_000, spanMs: 300_000 } });
    expect(pageText()).toContain('12K a minute');
    expect(pageText()).toContain('12 in 5 minutes');
    expect(pageText()).toContain('50 ms');
  });

  it('names the models by the tokens they took', async () => {
    await show(TokensByModel, {});
    const names = [...document.querySelectorAll('li')].map((item) => item.textContent.replace(/\s+/g, ' ').trim());
    expect(names[0]).toMatch(/gemini-2.5-flash.*9.1K \(9K in, 50 out\)/);
    expect(names[1]).toContain('gemini-2.5-pro');
  });
});
