import { describe, expect, it } from 'vitest';

import { foldHistory, lastOf, textOf } from './timeline.js';

const history = [
  { at: 1, fact: 'issued' },
  { at: 2, fact: 'refreshed' },
  { at: 3, fact: 'refreshed' },
  { at: 4, fact: 'refused', reason: 'HTTP 503', retry_ms: 5 },
  { at: 5, fact: 'refused', reason: 'HTTP 503' },
  { at: 6, fact: 'refreshed' },
];

describe('the timeline of an account', () => {
  it('is newest first, with runs of refreshes as one line', () => {
    expect(foldHistory(history).map(({ fact, at, since, count }) => [fact, since, at, count])).toEqual([
      ['refreshed', 6, 6, 1],
      ['refused', 5, 5, 1],
      ['refused', 4, 4, 1],
      ['refreshed', 2, 3, 2],
      ['issued', 1, 1, 1],
    ]);
  });

  it('keeps the key of a line while the run goes on, so that an open line stays open', () => {
    const before = foldHistory(history)[0]?.key;
    expect(foldHistory([...history, { at: 7, fact: 'refreshed' }])[0]?.key).toBe(before);
  });

  it('finds when something was last so', () => {
    expect(lastOf(history, 'refreshed')).toBe(6);
    expect(lastOf(history, 'issued', 'reenabled')).toBe(1);
    expect(lastOf(history, 'removed')).toBeUndefined();
  });

  it('shows only texts as texts', () => {
    expect(textOf({ at: 1, fact: 'refused', reason: 'x' }, 'reason')).toBe('x');
    expect(textOf({ at: 1, fact: 'refused', reason: { a: 1 } }, 'reason')).toBe('');
  });
});
