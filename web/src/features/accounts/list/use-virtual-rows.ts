import { useWindowVirtualizer } from '@tanstack/vue-virtual';
import { useResizeObserver, useWindowSize } from '@vueuse/core';
import { computed, nextTick, onMounted, ref, watch, type Ref } from 'vue';

import { rowToHold, type DrawnRow } from './held-row.js';

interface VirtualRows {
  /** Ids of all rows, in order. */
  readonly keys: Readonly<Ref<readonly string[]>>;
  /** The element that holds the rows. */
  readonly list: Readonly<Ref<HTMLElement | null>>;
  /** How high a row probably is, pixels, until it has been measured. */
  readonly estimate: (index: number) => number;
}

/** Rows beyond the edges: a small list is on the page whole, for searching and for readers that look ahead. */
const OVERSCAN = 10;
/** The bar that stays at the top of the page covers this much of what is scrolled under it. */
const HEAD_PIXELS = 56;

/**
 * Puts only the rows near the window on the page. When the order changes under a reader who has scrolled into the list,
 * what is on the screen stays where it is. The browser must not do the same a second time: the list and
 * what moves with it say `overflow-anchor: none`.
 */
export function useVirtualRows({ keys, list, estimate }: VirtualRows) {
  const margin = ref(0);
  const { width } = useWindowSize();

  const virtualizer = useWindowVirtualizer<HTMLElement>(
    computed(() => ({
      count: keys.value.length,
      estimateSize: estimate,
      overscan: OVERSCAN,
      scrollMargin: margin.value,
      getItemKey: (index: number) => keys.value[index] ?? index,
    })),
  );
  const rows = computed(() => virtualizer.value.getVirtualItems());
  const height = computed(() => virtualizer.value.getTotalSize());

  /** @returns how far the list has moved on the page since it was looked at last, pixels */
  function placeList(): number {
    if (!list.value) return 0;
    const before = margin.value;
    margin.value = list.value.getBoundingClientRect().top + window.scrollY;
    return margin.value - before;
  }
  onMounted(placeList);
  watch(list, placeList);
  // What stands above the list may grow or go: banners, a dialog of the browser, the filter on a second line. Who has
  // scrolled into the list stays where they are; the browser would do it only as long as no row moves.
  useResizeObserver(typeof document === 'undefined' ? undefined : document.body, () => {
    const isInside = window.scrollY > margin.value;
    const moved = placeList();
    if (isInside && moved !== 0) window.scrollBy({ top: moved });
  });
  /** Measured once; later changes are observed. A reference is set in every frame, and measuring holds a frame up. */
  let measured = new WeakSet<HTMLElement>();
  // Another width is another height for every row.
  watch(width, () => {
    measured = new WeakSet();
    virtualizer.value.measure();
  });

  function measure(element: unknown): void {
    if (element instanceof HTMLElement) {
      if (measured.has(element)) return;
      measured.add(element);
    }
    virtualizer.value.measureElement(element instanceof HTMLElement ? element : null);
  }

  /** Where the rows are on the page, whatever is being worked out for the next frame. */
  let drawn: readonly DrawnRow[] = [];
  watch(
    rows,
    (now) => {
      drawn = now.map(({ key, index, start, end }) => ({ key: String(key), index, start, end }));
    },
    { flush: 'post', immediate: true },
  );

  watch(keys, async (now) => {
    const scrolled = window.scrollY;
    if (scrolled <= margin.value) return;
    const held = rowToHold(drawn, now, scrolled + HEAD_PIXELS);
    if (held === undefined) return;
    await nextTick();
    // Measured from where the list was: that it has moved is told to the virtualizer after this.
    const start = virtualizer.value.measurementsCache[held.index]?.start;
    if (start === undefined) return;
    const wanted = scrolled + (start - held.start) + placeList();
    if (wanted !== window.scrollY) window.scrollTo({ top: wanted });
  });

  /** Brings a row into view, as a link to it asks. */
  function show(key: string): void {
    const index = keys.value.indexOf(key);
    if (index >= 0) virtualizer.value.scrollToIndex(index, { align: 'center' });
  }

  return {
    rows,
    height,
    margin,
    show,
    measure,
  };
}
