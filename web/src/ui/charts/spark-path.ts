/** The box that a sparkline is drawn in; it is stretched to whatever place it has. */
export const SPARK_WIDTH = 120;
export const SPARK_HEIGHT = 32;
/** Half a line's width: the highest and the lowest point are not cut. */
const EDGE = 1.5;

/**
 * A line through values, as an SVG path. It stands on nought, so that a small change does not look like a great one.
 *
 * @returns an empty path where there is no line to draw
 */
export function sparkPath(values: readonly number[]): string {
  if (values.length < 2) return '';
  const highest = Math.max(...values, Number.MIN_VALUE);
  const stepX = SPARK_WIDTH / (values.length - 1);
  return values
    .map((value, index) => {
      const y = SPARK_HEIGHT - EDGE - (Math.max(0, value) / highest) * (SPARK_HEIGHT - 2 * EDGE);
      return `${index === 0 ? 'M' : 'L'}${round(index * stepX)} ${round(y)}`;
    })
    .join('');
}

const round = (value: number): number => Math.round(value * 100) / 100;
