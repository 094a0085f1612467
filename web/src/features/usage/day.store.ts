import { useThrottleFn } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';

import type { UsageList } from '../../../../server/contract/http/traffic.js';
import { fetchUsage } from './usage.api.js';
import { timesOf, totalsOf } from './usage-series.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Counters of a day do not change visibly in less; the live numbers beside them are the newest. */
const REFRESH_MS = 5_000;

/** What one hour came to. */
export interface HourSum {
  readonly requests: number;
  readonly errors: number;
  /** Of all its requests, milliseconds; nought where there were none. */
  readonly meanMs: number;
}

/** The last 24 hours, for the overview. */
export const useDayStore = defineStore('usage-day', () => {
  const list = shallowRef<UsageList>();
  const error = shallowRef<unknown>();

  let lastAsked = 0;

  /** Never rejects: `error` has it. Only what was asked last counts, whenever it comes. */
  async function load(): Promise<void> {
    lastAsked += 1;
    const asked = lastAsked;
    const nowMs = Date.now();
    try {
      const found = await fetchUsage({ by: 'hour', group: 'model', fromMs: nowMs - DAY_MS + HOUR_MS, toMs: nowMs });
      if (asked !== lastAsked) return;
      list.value = found;
      error.value = undefined;
    } catch (failure) {
      if (asked === lastAsked) error.value = failure;
    }
  }

  /** The server is back: what was said about its absence holds no more. */
  function renew(): Promise<void> {
    error.value = undefined;
    return load();
  }

  const hours = computed(() => (list.value ? hourSums(list.value) : []));
  const models = computed(() => (list.value ? totalsOf(list.value) : []));

  return { list, error, hours, models, renew, loadNowAndThen: useThrottleFn(load, REFRESH_MS, true) };
});

function hourSums(list: UsageList): readonly HourSum[] {
  const sums = new Map(timesOf(list).map((atMs) => [atMs, { requests: 0, errors: 0, totalMs: 0 }]));
  for (const { at_ms, requests, errors, duration_ms } of list.rows) {
    const sum = sums.get(at_ms);
    if (!sum) continue;
    sum.requests += requests;
    sum.errors += errors;
    sum.totalMs += duration_ms.mean * requests;
  }
  return [...sums.values()].map(({ requests, errors, totalMs }) => ({
    requests,
    errors,
    meanMs: requests === 0 ? 0 : totalMs / requests,
  }));
}
