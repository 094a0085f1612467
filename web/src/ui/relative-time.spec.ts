import { describe, expect, it } from 'vitest';

import { formatRelative } from './relative-time.js';

const NOW = 1_700_000_000_000;

describe('formatRelative', () => {
  it.each([
    [-59, undefined],
    [-60, '1 minute ago'],
    [-3 * 3600, '3 hours ago'],
    [-86_400, 'yesterday'],
    [7 * 86_400, 'in 7 days'],
    [30, undefined],
    [42 * 60 + 30, 'in 42 minutes'],
  ])('says %d seconds from now as %s', (seconds, words) => {
    expect(formatRelative(NOW + seconds * 1000, NOW, 'en')).toBe(words);
  });
});
