import { useLocalStorage } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';

import type { LiveEvent } from '../../../../server/contract/events.js';
import { countUnreadAlarms, isNotable } from './alarms.js';

/** As many as a person scrolls through; older ones are let go, so that a day of events costs no memory. */
const CAPACITY = 200;

/** An event with a key of its own: sequence numbers begin anew when the server does. */
export interface FeedEntry {
  readonly key: string;
  readonly event: LiveEvent;
}

/** Requests come by the hundred and are no news; they have a page of their own. */
function isNews(event: LiveEvent): boolean {
  return event.type !== 'request.finished';
}

/** What happened lately, newest first. */
export const useFeedStore = defineStore('feed', () => {
  const entries = shallowRef<readonly FeedEntry[]>([]);
  /** What nobody should miss, kept apart: a night of refreshed tokens must not push it out. */
  const notable = shallowRef<readonly FeedEntry[]>([]);
  /** Some events were lost for this page; what they changed is not, it was loaded again. */
  const gap = shallowRef(false);
  // Kept over page loads: an alarm that was read stays read. What was there before the first visit is no news.
  const readAtMs = useLocalStorage('regrant.alarms-read-at', Date.now());

  const unreadAlarms = computed(() =>
    countUnreadAlarms(
      notable.value.map((entry) => entry.event),
      readAtMs.value,
    ),
  );

  function append(events: readonly LiveEvent[]): void {
    const news = events
      .filter(isNews)
      .map((event): FeedEntry => ({ key: `${event.at}-${event.seq}`, event }))
      .reverse();
    if (news.length === 0) return;
    entries.value = [...news, ...entries.value].slice(0, CAPACITY);
    const mattering = news.filter(({ event }) => isNotable(event));
    if (mattering.length > 0) notable.value = [...mattering, ...notable.value].slice(0, CAPACITY);
  }

  function markGap(): void {
    gap.value = true;
  }

  /** Everything shown now counts as read. Events carry the server's clock, so that is the clock to go by. */
  function markRead(): void {
    readAtMs.value = Math.max(readAtMs.value, entries.value[0]?.event.at ?? 0);
  }

  function clear(): void {
    entries.value = [];
    notable.value = [];
    gap.value = false;
  }

  return { entries, notable, gap, readAtMs, unreadAlarms, append, markGap, markRead, clear };
});
