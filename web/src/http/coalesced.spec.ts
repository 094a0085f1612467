import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { coalesce } from './coalesced.js';

describe('coalesce', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('runs once for a burst', async () => {
    const run = vi.fn().mockResolvedValue(undefined);
    const { request } = coalesce(run, { delayMs: 40 });
    for (let count = 0; count < 100; count += 1) request();
    await vi.advanceTimersByTimeAsync(1000);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('is not put off for ever by requests that keep coming', async () => {
    const run = vi.fn().mockResolvedValue(undefined);
    const { request } = coalesce(run, { delayMs: 40 });
    for (let count = 0; count < 20; count += 1) {
      request();
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(run.mock.calls.length).toBeGreaterThanOrEqual(3);
  });

  it('runs again for a request that came during a run', async () => {
    let finish: () => void = () => undefined;
    const run = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    const { request } = coalesce(run, { delayMs: 40 });
    request();
    await vi.advanceTimersByTimeAsync(40);
    request();
    request();
    await vi.advanceTimersByTimeAsync(1000);
    expect(run).toHaveBeenCalledTimes(1);
    finish();
    await vi.advanceTimersByTimeAsync(40);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('repeats a run that failed until one succeeds', async () => {
    const run = vi.fn().mockRejectedValueOnce(new Error('down')).mockRejectedValueOnce(new Error('down'));
    run.mockResolvedValue(undefined);
    coalesce(run, { delayMs: 40, retryMs: 2000 }).request();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(run).toHaveBeenCalledTimes(3);
  });

  it('leaves no timer behind when cancelled, not even after a failing run', async () => {
    let fail: (error: Error) => void = () => undefined;
    const run = vi.fn(() => new Promise<void>((_resolve, reject) => (fail = reject)));
    const coalesced = coalesce(run, { delayMs: 40 });
    coalesced.request();
    await vi.advanceTimersByTimeAsync(40);
    coalesced.cancel();
    fail(new Error('down'));
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('can be used again after a cancel', async () => {
    const run = vi.fn().mockResolvedValue(undefined);
    const coalesced = coalesce(run, { delayMs: 40 });
    coalesced.request();
    coalesced.cancel();
    coalesced.request();
    await vi.advanceTimersByTimeAsync(40);
    expect(run).toHaveBeenCalledTimes(1);
  });
});
