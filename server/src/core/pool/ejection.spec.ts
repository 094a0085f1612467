import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ejections } from './ejection.js';

const POOL = { size: 10, isProbe: false };
const PROBE = { size: 10, isProbe: true };
const failTimes = (ejections: Ejections, id: string, times: number, size = 10, nowMs = 0) =>
  Array.from({ length: times }, () => ejections.failed(id, nowMs, { size, isProbe: false }).kind);

describe('an account that fails', () => {
  it('is left alone for 30 seconds after five failures in a row', () => {
    const ejections = new Ejections();
    expect(failTimes(ejections, 'a', 4)).toEqual(['none', 'none', 'none', 'none']);
    expect(ejections.isOut('a')).toBe(false);
    expect(ejections.failed('a', 1000, POOL)).toEqual({ kind: 'ejected', untilMs: 31_000 });
    expect(ejections.isOut('a')).toBe(true);
    // What was under way fails as well, and changes nothing.
    expect(ejections.failed('a', 2000, POOL)).toEqual({ kind: 'none' });
    expect(ejections.untilMs('a')).toBe(31_000);
  });

  it('is not, when a success comes between', () => {
    const ejections = new Ejections();
    failTimes(ejections, 'a', 4);
    expect(ejections.succeeded('a')).toEqual({ kind: 'none' });
    expect(failTimes(ejections, 'a', 4)).not.toContain('ejected');
  });

  it('comes back by a single request, and for good when that succeeds', () => {
    const ejections = new Ejections();
    failTimes(ejections, 'a', 5);
    expect(ejections.takeProbe('a', 29_999)).toBe(false);
    expect(ejections.mayProbe('a', 30_000)).toBe(true);
    expect(ejections.takeProbe('a', 30_000)).toBe(true);
    expect(ejections.takeProbe('a', 30_000)).toBe(false);
    expect(ejections.isOut('a')).toBe(true);
    expect(ejections.succeeded('a')).toEqual({ kind: 'returned' });
    expect(ejections.isOut('a')).toBe(false);
    expect(failTimes(ejections, 'a', 4)).not.toContain('ejected');
  });

  it('is left alone for longer each time the one request fails, up to ten minutes', () => {
    const ejections = new Ejections();
    failTimes(ejections, 'a', 5);
    const lengths: number[] = [];
    for (let round = 0; round < 25; round += 1) {
      const nowMs = ejections.untilMs('a');
      expect(ejections.takeProbe('a', nowMs)).toBe(true);
      expect(ejections.failed('a', nowMs, PROBE).kind).toBe('ejected');
      lengths.push(ejections.untilMs('a') - nowMs);
    }
    expect(lengths.slice(0, 3)).toEqual([60_000, 90_000, 120_000]);
    expect(lengths.at(-1)).toBe(600_000);
  });

  it('is not judged by a request from before, that fails while the one request is under way', () => {
    const ejections = new Ejections();
    failTimes(ejections, 'a', 5);
    ejections.takeProbe('a', 30_000);
    expect(ejections.failed('a', 30_001, POOL)).toEqual({ kind: 'none' });
    expect(ejections.mayProbe('a', 30_001)).toBe(false);
    expect(ejections.succeeded('a')).toEqual({ kind: 'returned' });
  });

  it('is tried again when the one request told nothing', () => {
    const ejections = new Ejections();
    failTimes(ejections, 'a', 5);
    ejections.takeProbe('a', 30_000);
    ejections.releaseProbe('a');
    expect(ejections.mayProbe('a', 30_000)).toBe(true);
  });

  it.each([
    [1, 0],
    [2, 1],
    [3, 1],
    [4, 2],
    [11, 5],
  ])('of %i that all fail, %i are left alone: the rest go on being tried', (size, out) => {
    const ejections = new Ejections();
    const ids = Array.from({ length: size }, (_, index) => `n${index}`);
    for (let round = 0; round < 20; round += 1) for (const id of ids) failTimes(ejections, id, 1, size);
    expect(ids.filter((id) => ejections.isOut(id))).toHaveLength(out);
  });

  it('never leaves more than half alone, in any order of events, and never forgets one for good', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const aStep = fc.record({
      id: fc.constantFrom(...ids),
      kind: fc.constantFrom('fail', 'fail', 'fail', 'fail', 'succeed', 'probe', 'release', 'forget'),
      afterMs: fc.constantFrom(0, 0, 0, 10_000),
    });
    fc.assert(
      fc.property(fc.array(aStep, { maxLength: 150 }), (steps) => {
        const ejections = new Ejections();
        let nowMs = 0;
        const probing = new Set<string>();
        for (const { id, kind, afterMs } of steps) {
          nowMs += afterMs;
          const isProbe = probing.has(id);
          if (kind === 'fail') ejections.failed(id, nowMs, { size: ids.length, isProbe });
          else if (kind === 'succeed') ejections.succeeded(id);
          else if (kind === 'forget') ejections.forget(id);
          else if (kind === 'release') ejections.releaseProbe(id);
          if (kind !== 'probe') probing.delete(id);
          else if (ejections.takeProbe(id, nowMs)) probing.add(id);
          expect(ids.filter((one) => ejections.isOut(one)).length).toBeLessThanOrEqual(2);
        }
        for (const id of ids)
          if (!probing.has(id) && ejections.isOut(id)) expect(ejections.mayProbe(id, nowMs + 600_000)).toBe(true);
      }),
      { seed: 20_261_120, numRuns: 500 },
    );
  });
});
