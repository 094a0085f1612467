import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { LiveEvent } from '../../../../server/contract/events.js';
import type { RequestView } from '../../../../server/contract/http/traffic.js';
import { anEvent } from '../../testing/fixtures.js';
import { aRequest, aRequestList } from '../../testing/traffic-fixtures.js';
import { usePulseStore } from './pulse.store.js';
import { MOST_ROWS, useRequestsStore } from './requests.store.js';
import * as api from './traffic.api.js';

vi.mock('./traffic.api.js');

/** Stands for a server whose log grows. */
class FakeLog {
  readonly requests: RequestView[] = [];
  #lastSeq = 0;

  constructor() {
    vi.mocked(api.fetchRequests).mockImplementation((filters, { limit, before, after }) => {
      const wanted = this.requests
        .filter(({ seq }) => (before === undefined || seq < before) && (after === undefined || seq > after))
        .filter(({ state }) => filters.state === undefined || state === filters.state)
        .reverse();
      const page = wanted.slice(0, limit);
      return Promise.resolve(aRequestList(page, wanted.length > limit ? (page.at(-1)?.seq ?? null) : null));
    });
  }

  grow(count: number, difference: Partial<RequestView> = {}): void {
    for (let number = 0; number < count; number += 1) {
      this.#lastSeq += 1;
      this.requests.push(aRequest(this.#lastSeq, difference));
    }
    // It lets go of the oldest, too: the test itself must not be what grows.
    this.requests.splice(0, this.requests.length - 10_000);
  }
}

const finished = (seq: number, difference: Partial<LiveEvent> = {}) =>
  anEvent(seq, 'request.finished', { count: 1, failed: 0, mean_ms: 50, ...difference });

describe('the requests on the page', () => {
  let log: FakeLog;

  beforeEach(() => {
    vi.useFakeTimers();
    setActivePinia(createPinia());
    log = new FakeLog();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const seqs = () => useRequestsStore().rows.map(({ seq }) => seq);
  const caughtUp = async () => {
    useRequestsStore().requestCatchUp();
    await vi.advanceTimersByTimeAsync(1000);
  };

  it('are those of the log, newest first, each once, while new ones come and older ones are fetched', async () => {
    const store = useRequestsStore();
    log.grow(500);
    await store.load({});
    expect([seqs()[0], seqs().length]).toEqual([500, 200]);
    log.grow(30);
    await caughtUp();
    await store.loadOlder();
    expect(seqs()).toEqual(Array.from({ length: 430 }, (_, index) => 530 - index));
  });

  it('stay as they are while paused, and say how many wait', async () => {
    const store = useRequestsStore();
    log.grow(3);
    await store.load({});
    store.pause();
    log.grow(40);
    await caughtUp();
    log.grow(2);
    await caughtUp();
    expect([seqs().length, store.waitingCount]).toEqual([3, 42]);
    await store.resume();
    expect([seqs().length, seqs()[0], store.waitingCount]).toEqual([45, 45, 0]);
  });

  it('begin anew when more has ended than one answer holds, without a hole', async () => {
    const store = useRequestsStore();
    log.grow(3);
    await store.load({});
    log.grow(800);
    await caughtUp();
    await store.loadOlder();
    const all = seqs();
    expect(all).toEqual(Array.from({ length: all.length }, (_, index) => 803 - index));
    expect(all.length).toBe(700);
  });

  it('leave no hole after a long pause either', async () => {
    const store = useRequestsStore();
    log.grow(3);
    await store.load({});
    store.pause();
    log.grow(800);
    await caughtUp();
    await store.resume();
    await store.loadOlder();
    expect(seqs()).toEqual(Array.from({ length: 400 }, (_, index) => 803 - index));
  });

  it('are only those that are wanted, also when an answer for other filters comes late', async () => {
    const store = useRequestsStore();
    log.grow(2);
    log.grow(1, { state: 'failed' });
    let answerLate = () => {};
    const late = new Promise<void>((resolve) => (answerLate = resolve));
    const answer = vi.mocked(api.fetchRequests).getMockImplementation()!;
    vi.mocked(api.fetchRequests).mockImplementationOnce((...call) => late.then(() => answer(...call)));
    const first = store.load({});
    await store.load({ state: 'failed' });
    answerLate();
    await first;
    expect(seqs()).toEqual([3]);
  });

  it('keep what is there when the server cannot answer, and try again', async () => {
    const store = useRequestsStore();
    log.grow(3);
    await store.load({});
    log.grow(1);
    vi.mocked(api.fetchRequests).mockRejectedValueOnce(new Error('down'));
    store.requestCatchUp();
    await vi.advanceTimersByTimeAsync(300);
    expect([store.error, seqs().length]).toEqual([expect.any(Error), 3]);
    await vi.advanceTimersByTimeAsync(3000);
    expect([store.error, seqs().length]).toEqual([undefined, 4]);
  });

  it('stay as few as they are allowed to be through 100,000 of them, paused or not', async () => {
    const store = useRequestsStore();
    const pulse = usePulseStore();
    await store.load({});
    for (let seq = 1; seq <= 100_000; seq += 100) {
      log.grow(100);
      pulse.beat(
        Array.from({ length: 100 }, (_, index) => finished(seq + index)),
        false,
      );
      if (seq === 50_001) store.pause();
      if (seq === 60_001) await store.resume();
      store.requestCatchUp();
      await vi.advanceTimersByTimeAsync(500);
      expect(store.rows.length).toBeLessThanOrEqual(MOST_ROWS);
      expect(store.waitingCount).toBeLessThanOrEqual(MOST_ROWS);
    }
    expect(store.rows).toHaveLength(MOST_ROWS);
    expect(store.full).toBe(true);
    expect(pulse.ended).toBe(100_000);
    expect(pulse.lately(100_000_000).stretches).toHaveLength(30);
  });
});

describe('the pulse', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    setActivePinia(createPinia());
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('counts at once and shows with the next picture: a flood costs one change', () => {
    const pulse = usePulseStore();
    const shown: number[] = [];
    for (let seq = 1; seq <= 1000; seq += 1) pulse.beat([finished(seq)], false);
    shown.push(pulse.ended);
    vi.advanceTimersToNextFrame();
    shown.push(pulse.ended);
    expect(shown).toEqual([0, 1000]);
  });

  it('takes one event for as many requests as it stands for', () => {
    const pulse = usePulseStore();
    pulse.beat([finished(1, { count: 100, failed: 7, mean_ms: 20 }), anEvent(2, 'pool.reloaded')], false);
    vi.advanceTimersToNextFrame();
    expect(pulse.lately(2000).all).toEqual({ requests: 100, failed: 7, totalMs: 2000 });
  });

  it('knows the last minutes from the history, though nothing of it is new', () => {
    const pulse = usePulseStore();
    pulse.beat([finished(1)], true);
    vi.advanceTimersToNextFrame();
    expect([pulse.ended, pulse.lately(2000).all.requests]).toEqual([0, 1]);
  });
});
