import { describe, expect, it } from 'vitest';
import { BodyKeeper, MOST_GATHERED_BYTES } from './kept-bodies.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('what is kept of the bodies of a request', () => {
  it('is both whole where they are small, however the answer is cut', () => {
    const keeper = new BodyKeeper(bytes('{"contents":[]}'));
    for (const byte of bytes('안녕')) keeper.answer(Uint8Array.of(byte));
    expect(keeper.told()).toEqual({ request: '{"contents":[]}', answer: '안녕' });
  });

  it('is the beginning of each where they are large', () => {
    const keeper = new BodyKeeper(bytes('q'.repeat(MOST_GATHERED_BYTES * 3)));
    for (let chunk = 0; chunk < 1000; chunk += 1) keeper.answer(bytes('a'.repeat(1000)));
    const { request, answer } = keeper.told();
    expect([request?.length, answer?.length]).toEqual([MOST_GATHERED_BYTES, MOST_GATHERED_BYTES]);
  });

  it('is the answer of the last attempt alone', () => {
    const keeper = new BodyKeeper(bytes('x'));
    keeper.answer(bytes('quota exceeded'));
    keeper.beginAnswer();
    keeper.answer(bytes('hello'));
    expect(keeper.told().answer).toBe('hello');
  });

  it('is nothing where nothing was said', () => {
    expect(new BodyKeeper(bytes('')).told()).toEqual({ request: null, answer: null });
  });
});
