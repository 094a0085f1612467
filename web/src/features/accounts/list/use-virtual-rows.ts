import { useWindowVirtualizer } from '@tanstack/vue-virtual';
import { useResizeObserver, useWindowSize } from '@vueuse/core';
import { computed, nextTick, onMounted, ref, watch, type Ref } from 'vue';

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

/**
 * Puts only the rows near the window on the page. When the order changes under a reader who has scrolled into the list,
 * the row at the top stays where it is.
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

  function placeList(): void {
    if (list.value) margin.value = list.value.getBoundingClientRect().top + window.scrollY;
  }
  onMounted(placeList);
  watch(list, placeList);
  // What stands above the list may grow or go: banners, a dialog of the browser, the filter on a second line.
  useResizeObserver(typeof document === 'undefined' ? undefined : document.body, placeList);
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
  let drawn: readonly { readonly key: string; readonly start: number; readonly end: number }[] = [];
  watch(
    rows,
    (now) => {
      drawn = now.map(({ key, start, end }) => ({ key: String(key), start, end }));
    },
    { flush: 'post', immediate: true },
  );

  watch(keys, async (now) => {
    if (window.scrollY <= margin.value) return;
    const here = new Set(now);
    const held = drawn.find(({ key, end }) => end > window.scrollY && here.has(key));
    if (held === undefined) return;
    const distance = held.start - window.scrollY;
    await nextTick();
    const start = virtualizer.value.measurementsCache[now.indexOf(held.key)]?.start;
    if (start !== undefined && start - distance !== window.scrollY) window.scrollTo({ top: start - distance });
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
