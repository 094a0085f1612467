import { describe, expect, it } from 'vitest';

import { rowToHold, type DrawnRow } from './held-row.js';

/** Ten rows, each 100 pixels high; the screen begins within the fourth, `d`. */
const ORDER = [...'abcdefghij'];
const EDGE = 350;
const DRAWN: readonly DrawnRow[] = ORDER.map((key, index) => ({
  key,
  index,
  start: index * 100,
  end: (index + 1) * 100,
}));

describe('rowToHold', () => {
  it('holds the first row that begins on the screen when one from below is sorted to the front', () => {
    expect(rowToHold(DRAWN, [...'jabcdefghi'], EDGE)).toEqual({ key: 'e', index: 5, start: 400, end: 500 });
  });

  it('does not follow that row when it is the one that goes', () => {
    expect(rowToHold(DRAWN, [...'eabcdfghij'], EDGE)).toMatchObject({ key: 'f', index: 5 });
    expect(rowToHold(DRAWN, [...'abcdfghije'], EDGE)).toMatchObject({ key: 'f', index: 4 });
  });

  it('holds the next one when that row is gone', () => {
    expect(rowToHold(DRAWN, [...'abcdfghij'], EDGE)).toMatchObject({ key: 'f', index: 4 });
  });

  it('does not take a row that comes to the screen from above for the one being read', () => {
    expect(rowToHold(DRAWN, [...'bcdefaghij'], EDGE)).toMatchObject({ key: 'e', index: 3 });
  });

  it('holds a row that is higher than the screen', () => {
    const tall: readonly DrawnRow[] = [
      { key: 'a', index: 0, start: 0, end: 100 },
      { key: 'b', index: 1, start: 100, end: 2000 },
    ];
    expect(rowToHold(tall, [...'xab'], EDGE)).toMatchObject({ key: 'b', index: 2 });
  });

  it('holds what is left when every row goes its own way', () => {
    expect(rowToHold(DRAWN, [...'gxyze'], EDGE)).toMatchObject({ key: 'e', index: 4 });
  });

  it('holds nothing when nothing of the screen is left', () => {
    expect(rowToHold(DRAWN, [...'abc'], EDGE)).toBeUndefined();
    expect(rowToHold([], ORDER, EDGE)).toBeUndefined();
  });
});
