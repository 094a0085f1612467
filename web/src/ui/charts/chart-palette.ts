/** The colours of a chart, as the style sheet has them now. */
export interface ChartPalette {
  readonly series: readonly string[];
  readonly grid: string;
  readonly text: string;
  readonly ground: string;
}

/** As many as there are in charts.css. More series than these take the first colours again. */
export const PALETTE_SIZE = 8;

/** Reads the colours that hold for an element; they are others when the colour mode has changed. */
export function readPalette(element: Element): ChartPalette {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    series: Array.from({ length: PALETTE_SIZE }, (_, index) => colour(`--chart-${index + 1}`)),
    grid: colour('--chart-grid'),
    text: colour('--chart-text'),
    ground: colour('--chart-ground'),
  };
}
