import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import type { UsageList } from '../../../../server/contract/http/traffic.js';
import { useDayStore } from './day.store.js';
import { fetchUsage } from './usage.api.js';

vi.mock('./usage.api.js');

const fetching = vi.mocked(fetchUsage);
const NOTHING: UsageList = { by: 'hour', group: 'model', from_ms: 0, to_ms: 0, rows: [] };

describe('the last 24 hours', () => {
  beforeEach(() => {
    setActivePinia(createPinia());
    fetching.mockReset();
  });

  it('forget what was said of an absent server as soon as it is back', async () => {
    fetching.mockRejectedValueOnce(new Error('nobody there'));
    const day = useDayStore();
    await day.renew();
    expect(day.error).toBeInstanceOf(Error);
    fetching.mockResolvedValueOnce(NOTHING);
    const renewed = day.renew();
    expect(day.error).toBeUndefined();
    await renewed;
    expect(day.list).toEqual(NOTHING);
  });

  it('go by what was asked last, in whichever order it comes', async () => {
    let fail = (_error: Error): void => undefined;
    fetching.mockReturnValueOnce(new Promise((_resolve, reject) => (fail = reject)));
    const day = useDayStore();
    const early = day.renew();
    fetching.mockResolvedValueOnce(NOTHING);
    await day.renew();
    fail(new Error('asked of a server that was going'));
    await early;
    expect([day.error, day.list]).toEqual([undefined, NOTHING]);
  });
});
