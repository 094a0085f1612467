import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';

import type { RequestList, RequestView } from '../../../../server/contract/http/traffic.js';
import { coalesce } from '../../http/coalesced.js';
import type { RequestFilters } from './request-filters.js';
import { fetchRequests } from './traffic.api.js';

/** As many as are kept on the page. Older ones are let go when new ones come: a day of requests costs no memory. */
export const MOST_ROWS = 5000;
const PAGE = 200;
/** More than these at once are not fetched piece by piece: the list begins anew with the newest. */
const MOST_NEW = 500;
/** A quarter of a second is live to the eye, and 200 requests a second come in one answer of fifty. */
const GATHER_MS = 250;

/** The request log as this page shows it: newest first, of one set of filters, followed live unless it is paused. */
export const useRequestsStore = defineStore('requests', () => {
  const rows = shallowRef<readonly RequestView[]>([]);
  /** Where the next older page begins; null when there is none. */
  const next = ref<number | null>(null);
  const loaded = ref(false);
  const loadingOlder = ref(false);
  const error = shallowRef<unknown>();
  /** False when only the server's memory could be looked at. */
  const complete = ref(true);
  const paused = ref(false);
  /** Those that have ended since the pause, newest first. */
  const waiting = shallowRef<readonly RequestView[]>([]);
  let filters: RequestFilters = {};
  /** Rises with every new list: answers that belong to an earlier one are not for this. */
  let generation = 0;

  /** @throws what `request` throws; `error` has it too */
  async function load(wanted: RequestFilters): Promise<void> {
    generation += 1;
    filters = wanted;
    const page = await asked(() => fetchRequests(wanted, { limit: PAGE }));
    if (page) begin(page);
  }

  /** Asks, and says how that went. @returns undefined when another list was wanted meanwhile */
  async function asked(question: () => Promise<RequestList>): Promise<RequestList | undefined> {
    const mine = generation;
    try {
      const page = await question();
      if (mine !== generation) return undefined;
      error.value = undefined;
      complete.value = page.complete;
      return page;
    } catch (failure) {
      if (mine === generation) error.value = failure;
      throw failure;
    }
  }

  function begin(page: RequestList): void {
    rows.value = page.requests;
    waiting.value = [];
    next.value = page.next;
    loaded.value = true;
  }

  /** Fetches what has ended since the newest that is here. */
  async function catchUp(): Promise<void> {
    if (!loaded.value) return;
    const newest = waiting.value[0] ?? rows.value[0];
    const page = await asked(() => fetchRequests(filters, { limit: MOST_NEW, after: newest?.seq }));
    if (!page || page.requests.length === 0) return;
    const fresh = newest === undefined ? page.requests : page.requests.filter(({ seq }) => seq > newest.seq);
    if (paused.value) waiting.value = [...fresh, ...waiting.value].slice(0, MOST_ROWS);
    else if (page.next !== null) begin(page);
    else prepend(fresh);
  }

  function prepend(fresh: readonly RequestView[]): void {
    const all = [...fresh, ...rows.value];
    rows.value = all.slice(0, MOST_ROWS);
    // What was let go at the end can be fetched again like any older page.
    if (all.length > MOST_ROWS) next.value = rows.value.at(-1)?.seq ?? null;
  }

  const following = coalesce(catchUp, { delayMs: GATHER_MS });

  /** @throws what `request` throws; `error` has it too */
  async function loadOlder(): Promise<void> {
    const before = next.value;
    if (before === null || loadingOlder.value || rows.value.length >= MOST_ROWS) return;
    loadingOlder.value = true;
    try {
      const page = await asked(() => fetchRequests(filters, { limit: PAGE, before }));
      if (!page || next.value !== before) return;
      rows.value = [...rows.value, ...page.requests].slice(0, MOST_ROWS);
      next.value = page.next;
    } finally {
      loadingOlder.value = false;
    }
  }

  function pause(): void {
    paused.value = true;
  }

  /** Shows what has waited. If more has waited than is kept, the list begins anew. */
  async function resume(): Promise<void> {
    paused.value = false;
    const overflowed = waiting.value.length >= MOST_NEW;
    const waited = waiting.value;
    waiting.value = [];
    if (overflowed) await load(filters);
    else prepend(waited);
  }

  return {
    rows,
    next,
    loaded,
    loadingOlder,
    error,
    complete,
    paused: computed(() => paused.value),
    waitingCount: computed(() => waiting.value.length),
    /** The list is as long as it gets; older ones are reached by filters. */
    full: computed(() => rows.value.length >= MOST_ROWS),
    load,
    loadOlder,
    requestCatchUp: following.request,
    cancelCatchUp: following.cancel,
    pause,
    resume,
  };
});
