import { useMutationObserver, usePreferredReducedMotion } from '@vueuse/core';
import { computed, onScopeDispose, shallowRef, watch, type Ref, type ShallowRef } from 'vue';

import type { ChartLook } from './chart-config.js';
import { readPalette, type ChartPalette } from './chart-palette.js';
import type { ChartContent } from './chart-series.js';
import type { DrawnChart } from './draw-chart.js';

type Choice = Omit<ChartLook, 'palette' | 'moves'>;

/**
 * Keeps a chart on a canvas, in the colours of the mode, for as long as the calling component lives.
 *
 * @returns `failed`: the drawing could not be loaded; the table beside it says the same
 */
export function useChart(
  canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>,
  content: Ref<ChartContent>,
  choice: Ref<Choice>,
): { readonly failed: Ref<boolean> } {
  const failed = shallowRef(false);
  const motion = usePreferredReducedMotion();
  const palette = shallowRef<ChartPalette>();
  // The colour mode is a class of the document: with it, the colours are others.
  useMutationObserver(() => document.documentElement, readColours, { attributes: true, attributeFilter: ['class'] });

  let drawn: DrawnChart | undefined;
  let gone = false;

  const look = computed((): ChartLook | undefined => {
    if (!palette.value) return undefined;
    return { ...choice.value, palette: palette.value, moves: motion.value !== 'reduce' };
  });

  async function draw(element: HTMLCanvasElement): Promise<void> {
    try {
      const { drawChart } = await import('./draw-chart.js');
      if (!gone && look.value) drawn = drawChart(element, content.value, look.value);
    } catch {
      // The dashboard was updated under this page, or the line broke. The numbers are all in the table.
      failed.value = true;
    }
  }

  function readColours(): void {
    if (canvas.value) palette.value = readPalette(canvas.value);
  }

  watch(
    canvas,
    (element) => {
      readColours();
      if (element) void draw(element);
    },
    { flush: 'post' },
  );
  watch(
    [content, look],
    () => {
      if (look.value) drawn?.update(content.value, look.value);
    },
    { flush: 'post' },
  );
  onScopeDispose(() => {
    gone = true;
    drawn?.destroy();
  });
  return { failed };
}
