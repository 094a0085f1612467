import { describe, expect, it } from 'vitest';
import { remember } from './remember.js';

describe('answers that are remembered', () => {
  it('are worked out once, and again when too many others were asked for', () => {
    const asked: string[] = [];
    const lengthOf = remember(2, (word: string) => (asked.push(word), word.length));
    for (const word of ['one', 'three', 'one', 'three']) expect(lengthOf(word)).toBe(word.length);
    expect(asked).toEqual(['one', 'three']);
    expect([lengthOf('eleven'), lengthOf('one')]).toEqual([6, 3]);
    expect(asked).toEqual(['one', 'three', 'eleven', 'one']);
  });
});
