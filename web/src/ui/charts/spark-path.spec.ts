import { describe, expect, it } from 'vitest';

import { sparkPath } from './spark-path.js';

describe('sparkPath', () => {
  it('goes from the left edge to the right one, the highest on top and nought at the bottom', () => {
    expect(sparkPath([0, 10, 5])).toBe('M0 30.5L60 1.5L120 16');
  });

  it('lies flat at the bottom where nothing happened', () => {
    expect(sparkPath([0, 0])).toBe('M0 30.5L120 30.5');
  });

  it.each([[[]], [[3]]])('draws no line through %j', (values) => {
    expect(sparkPath(values)).toBe('');
  });
});
