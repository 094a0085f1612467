import { describe, expect, it } from 'vitest';
import { Leaving } from './leaving.js';

describe('a caller that leaves', () => {
  it('is told of once, to those who listen then', () => {
    const leaving = new Leaving();
    const told: string[] = [];
    const [first, second] = [() => void told.push('first'), () => void told.push('second')];
    leaving.on(first);
    leaving.on(second);
    leaving.off(second);
    expect(leaving.hasLeft).toBe(false);
    leaving.leave();
    leaving.leave();
    expect([leaving.hasLeft, told]).toEqual([true, ['first']]);
  });

  it('is told of at once to whoever comes later', () => {
    const leaving = new Leaving();
    leaving.leave();
    let isTold = false;
    leaving.on(() => (isTold = true));
    expect(isTold).toBe(true);
    expect(leaving.signal.aborted).toBe(true);
  });

  it('ends a wait by its signal', () => {
    const leaving = new Leaving();
    const { signal } = leaving;
    expect([signal.aborted, leaving.signal === signal]).toEqual([false, true]);
    leaving.leave();
    expect(signal.aborted).toBe(true);
  });
});
