import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';

import type { LiveEvent } from '../../../../server/contract/events.js';
import { addPulses, PulseWindow, type Beat } from './pulse-window.js';

/** Five minutes are what "now" means on the overview. */
const STRETCH_MS = 10_000;
const STRETCHES = 30;

const numberIn = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);

/** One event may stand for many requests: the server tells of them at its own pace. */
function beatOf(event: LiveEvent): Beat {
  const requests = numberIn(event['count'], 1);
  const meanMs = numberIn(event['mean_ms'], numberIn(event['duration_ms'], 0));
  return { at: event.at, requests, failed: numberIn(event['failed'], 0), totalMs: meanMs * requests };
}

/**
 * That requests end, and how many: what the pages about traffic go by. Events are only counted when they arrive, and
 * shown with the next picture the browser draws, so that a flood of them costs no more than a few.
 */
export const usePulseStore = defineStore('traffic-pulse', () => {
  const recent = new PulseWindow(STRETCHES, STRETCH_MS);
  /** Requests that have ended since this page was opened. */
  const ended = shallowRef(0);
  /** Rises when everything loaded before may be stale: after every (re)connect. */
  const epoch = shallowRef(0);
  /** Rises with every picture in which the counts differ. */
  const drawn = shallowRef(0);
  let endedMeanwhile = 0;
  let frame: number | undefined;

  function beat(events: readonly LiveEvent[], isHistory: boolean): void {
    for (const event of events) {
      if (event.type !== 'request.finished') continue;
      const one = beatOf(event);
      recent.add(one);
      // What ended before the page was opened is part of what the page has loaded.
      if (!isHistory) endedMeanwhile += one.requests;
      frame ??= requestAnimationFrame(draw);
    }
  }

  function draw(): void {
    frame = undefined;
    drawn.value += 1;
    if (endedMeanwhile > 0) ended.value += endedMeanwhile;
    endedMeanwhile = 0;
  }

  function renew(): void {
    epoch.value += 1;
  }

  /**
   * @param nowMs  the present, in whose last minutes the counts are
   * @returns `picture`: which one they are of, so that whoever shows them hears of the next
   */
  function lately(nowMs: number) {
    const stretches = recent.until(nowMs);
    return { stretches, all: addPulses(stretches), spanMs: STRETCHES * STRETCH_MS, picture: drawn.value };
  }

  return {
    ended: computed(() => ended.value),
    epoch: computed(() => epoch.value),
    beat,
    renew,
    lately,
  };
});
