import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';

import { chartConfig, type ChartLook } from './chart-config.js';
import type { ChartContent } from './chart-series.js';

// Only what is drawn here: the rest of the library stays out of the bundle.
Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

/** A chart on a canvas. */
export interface DrawnChart {
  /** Draws other content, without the motion of a first look. */
  update(content: ChartContent, look: ChartLook): void;
  /** Lets go of the canvas and of everything that listens to it. */
  destroy(): void;
}

/** Draws a chart. This module is loaded when the first chart is shown, and chart.js with it. */
export function drawChart(canvas: HTMLCanvasElement, content: ChartContent, look: ChartLook): DrawnChart {
  const chart = new Chart(canvas, chartConfig(content, look));
  return {
    update(next, nextLook) {
      const { data, options } = chartConfig(next, nextLook);
      chart.data = data;
      if (options) chart.options = options;
      chart.update('none');
    },
    destroy: () => chart.destroy(),
  };
}
