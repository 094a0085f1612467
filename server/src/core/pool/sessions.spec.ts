import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Sessions } from './sessions.js';

const [TALK, ONE, TWO, THREE, FOUR] = [2 ** 53 - 1, 1, 2 ** 32 + 1, 2 ** 40 + 1, 4];

describe('which account a conversation is on', () => {
  it('is forgotten after a silence, and not before', () => {
    const sessions = new Sessions({ most: 10, idleMs: 1000 });
    sessions.stay(TALK, 'a', 0);
    expect(sessions.find(TALK, 1000)).toBe('a');
    sessions.stay(TALK, 'a', 1000);
    expect(sessions.find(TALK, 2000)).toBe('a');
    expect(sessions.find(TALK, 2001)).toBeUndefined();
    expect(sessions.size).toBe(0);
  });

  it('is forgotten for the one that was quiet for longest when there are too many', () => {
    const sessions = new Sessions({ most: 3, idleMs: 1000 });
    for (const key of [ONE, TWO, THREE]) sessions.stay(key, 'a', 0);
    sessions.stay(ONE, 'a', 1);
    sessions.stay(FOUR, 'a', 2);
    expect([ONE, TWO, THREE, FOUR].map((key) => sessions.find(key, 3))).toEqual(['a', undefined, 'a', 'a']);
  });

  it('is forgotten for all of an account that leaves, and for nobody else', () => {
    const sessions = new Sessions({ most: 10, idleMs: 1000 });
    sessions.stay(ONE, 'a', 0);
    sessions.stay(TWO, 'b', 0);
    sessions.stay(THREE, 'a', 0);
    // Moved away before: it has nothing to do with the account that leaves.
    sessions.stay(THREE, 'b', 1);
    sessions.leave('a');
    expect([ONE, TWO, THREE].map((key) => sessions.find(key, 2))).toEqual([undefined, 'b', 'b']);
  });

  it('agrees with a plain list, whatever comes, and stays bounded', () => {
    const aStep = fc.record({
      kind: fc.constantFrom('stay', 'stay', 'find', 'leave'),
      // Some share their last bits, and some their last half.
      key: fc.constantFrom(0, 1, 8, 2 ** 32, 2 ** 32 + 8, 2 ** 53 - 1),
      account: fc.constantFrom('a', 'b', 'c'),
      afterMs: fc.nat({ max: 600 }),
    });
    fc.assert(
      fc.property(fc.array(aStep, { maxLength: 60 }), (steps) => {
        const limits = { most: 4, idleMs: 1000 };
        const sessions = new Sessions(limits);
        let list: { readonly key: number; readonly account: string; readonly atMs: number }[] = [];
        let nowMs = 0;
        for (const { kind, key, account, afterMs } of steps) {
          nowMs += afterMs;
          if (kind === 'stay') {
            sessions.stay(key, account, nowMs);
            list = [...list.filter((entry) => entry.key !== key), { key, account, atMs: nowMs }].slice(-limits.most);
          } else if (kind === 'leave') {
            sessions.leave(account);
            list = list.filter((entry) => entry.account !== account);
          } else {
            const entry = list.find((candidate) => candidate.key === key);
            const isThere = entry !== undefined && nowMs - entry.atMs <= limits.idleMs;
            expect(sessions.find(key, nowMs)).toBe(isThere ? entry.account : undefined);
            if (entry && !isThere) list = list.filter((candidate) => candidate !== entry);
          }
          expect(sessions.size).toBe(list.length);
        }
      }),
      { seed: 20_261_120, numRuns: 500 },
    );
  });
});
