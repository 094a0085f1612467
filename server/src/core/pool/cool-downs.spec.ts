import { describe, expect, it } from 'vitest';
import { CoolDowns } from './cool-downs.js';

describe('who rests for which model', () => {
  it('is a matter of the account and the model, and over when its time is', () => {
    const rests = new CoolDowns();
    expect(rests.start('a', 'm', 1000, 0)).toBe(1000);
    expect(rests.untilMs('a', 'm', 999)).toBe(1000);
    expect(rests.untilMs('a', 'm', 1000)).toBeUndefined();
    expect(rests.untilMs('a', 'n', 0)).toBeUndefined();
    expect(rests.untilMs('b', 'm', 0)).toBeUndefined();
    expect(rests.of('a', 500)).toEqual([{ model: 'm', untilMs: 1000 }]);
    expect(rests.of('a', 1500)).toEqual([]);
  });

  it('is made longer by a later refusal and never shorter', () => {
    const rests = new CoolDowns();
    rests.start('a', 'm', 1000, 0);
    expect(rests.start('a', 'm', 400, 100)).toBe(1000);
    expect(rests.start('a', 'm', 2000, 200)).toBe(2000);
    expect(rests.untilMs('a', 'm', 1500)).toBe(2000);
  });

  it('counts refusals in a row, those of requests that were under way together as one', () => {
    const rests = new CoolDowns();
    expect(rests.refusals('a', 'm', 0)).toBe(1);
    for (let request = 0; request < 50; request += 1) rests.start('a', 'm', 1000, 0);
    expect(rests.refusals('a', 'm', 500)).toBe(1);
    expect(rests.refusals('a', 'm', 1000)).toBe(2);
    rests.start('a', 'm', 3000, 1000);
    expect(rests.refusals('a', 'm', 3000)).toBe(3);
    rests.end('a', 'm');
    expect(rests.refusals('a', 'm', 3000)).toBe(1);
  });

  it('keeps nothing of an account that is forgotten', () => {
    const rests = new CoolDowns();
    rests.start('a', 'm', 1000, 0);
    rests.start('a', 'n', 1000, 0);
    rests.start('b', 'm', 1000, 0);
    rests.forget('a');
    expect([rests.size, rests.of('a', 0), rests.untilMs('b', 'm', 0)]).toEqual([1, [], 1000]);
  });
});
