import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { anEvent } from '../../testing/fixtures.js';
import { useFeedStore } from './feed.store.js';

describe('the feed', () => {
  beforeEach(() => {
    localStorage.clear();
    vi.useFakeTimers({ now: 0 });
    setActivePinia(createPinia());
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('shows the newest first', () => {
    const feed = useFeedStore();
    feed.append([anEvent(1, 'account.added'), anEvent(2, 'account.disabled')]);
    feed.append([anEvent(3, 'pool.reloaded')]);
    expect(feed.entries.map(({ event }) => event.seq)).toEqual([3, 2, 1]);
  });

  it('leaves out requests and stays small, however much happens', () => {
    const feed = useFeedStore();
    for (let seq = 1; seq <= 100_000; seq += 500) {
      const batch = Array.from({ length: 500 }, (_, index) =>
        anEvent(seq + index, index % 2 === 0 ? 'request.finished' : 'grant.refreshed'),
      );
      feed.append(batch);
    }
    expect(feed.entries).toHaveLength(200);
    expect(feed.entries[0]?.event.seq).toBe(100_000);
    expect(feed.entries.every(({ event }) => event.type === 'grant.refreshed')).toBe(true);
  });

  it('keeps an alarm, however much ordinary news comes after it', () => {
    const feed = useFeedStore();
    feed.append([anEvent(1, 'account.disabled', { account_id: 'a' })]);
    feed.append(Array.from({ length: 1000 }, (_, index) => anEvent(index + 2, 'grant.refreshed')));
    expect(feed.entries.some(({ event }) => event.type === 'account.disabled')).toBe(false);
    expect(feed.notable.map(({ event }) => event.type)).toEqual(['account.disabled']);
    expect(feed.unreadAlarms).toBe(1);
  });

  it('gives entries of a restarted server keys of their own', () => {
    const feed = useFeedStore();
    feed.append([anEvent(1, 'account.added', { at: 1000 })]);
    feed.append([anEvent(1, 'account.added', { at: 2000 })]);
    expect(new Set(feed.entries.map(({ key }) => key)).size).toBe(2);
  });

  it('counts alarms that are unread and not over', () => {
    const feed = useFeedStore();
    feed.append([
      anEvent(1, 'account.disabled', { account_id: 'a' }),
      anEvent(2, 'account.disabled', { account_id: 'b' }),
      anEvent(3, 'grant.refreshed', { account_id: 'a' }),
    ]);
    expect(feed.unreadAlarms).toBe(2);
    feed.append([anEvent(4, 'account.reenabled', { account_id: 'a' })]);
    expect(feed.unreadAlarms).toBe(1);
  });

  it('counts an account once that fails again and again, and again after it had recovered', () => {
    const feed = useFeedStore();
    feed.append([
      anEvent(1, 'account.disabled', { account_id: 'a' }),
      anEvent(2, 'account.reenabled', { account_id: 'a' }),
      anEvent(3, 'account.disabled', { account_id: 'a' }),
    ]);
    expect(feed.unreadAlarms).toBe(1);
  });

  it('forgets alarms that were read, also after the page is loaded anew', async () => {
    const feed = useFeedStore();
    const events = [anEvent(1, 'account.disabled', { account_id: 'a' })];
    feed.append(events);
    feed.markRead();
    expect(feed.unreadAlarms).toBe(0);
    await vi.advanceTimersByTimeAsync(0);

    setActivePinia(createPinia());
    const reloaded = useFeedStore();
    reloaded.append([...events, anEvent(2, 'storage.degraded')]);
    expect(reloaded.unreadAlarms).toBe(1);
  });
});
