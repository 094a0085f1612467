import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RoundRobin } from './round-robin.js';

const select = (ring: RoundRobin, ...excluded: string[]) => ring.select({ excluded: new Set(excluded) });

describe('taking turns', () => {
  it('gives everyone the same number of turns', () => {
    const ring = new RoundRobin();
    for (const id of ['a', 'b', 'c', 'd']) ring.add({ id, priority: 0 });
    const turns = new Map<string | undefined, number>();
    for (let round = 0; round < 400; round += 1) {
      const id = select(ring);
      turns.set(id, (turns.get(id) ?? 0) + 1);
    }
    expect([...turns.values()]).toEqual([100, 100, 100, 100]);
  });

  it('goes through the highest priority first, and on to the next when all of it is excluded', () => {
    const ring = new RoundRobin();
    ring.add({ id: 'low', priority: -5 });
    ring.add({ id: 'high', priority: 7 });
    ring.add({ id: 'middle', priority: 0 });
    expect(select(ring)).toBe('high');
    expect(select(ring, 'high')).toBe('middle');
    expect(select(ring, 'high', 'middle')).toBe('low');
    expect(select(ring, 'high', 'middle', 'low')).toBeUndefined();
    ring.add({ id: 'low', priority: 9 });
    expect([select(ring), ring.size]).toEqual(['low', 3]);
  });

  it('looks at no more accounts than are excluded, and one, however many there are', () => {
    const ring = new RoundRobin();
    for (let index = 0; index < 10_000; index += 1) ring.add({ id: `n${index}`, priority: 0 });
    let looks = 0;
    const excluded = new (class extends Set<string> {
      override has(id: string): boolean {
        looks += 1;
        return super.has(id);
      }
    })(['n1', 'n2', 'n3']);
    for (let round = 0; round < 1000; round += 1) ring.select({ excluded });
    expect(looks).toBeLessThanOrEqual(1003);
  });

  it('after any adding and removing, has exactly who is in it, and finds everyone who is not excluded', () => {
    const step = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      priority: fc.constantFrom<number | null>(null, 0, 1),
    });
    fc.assert(
      fc.property(fc.array(step), fc.subarray(['a', 'b', 'c', 'd', 'e']), (steps, excluded) => {
        const ring = new RoundRobin();
        const model = new Map<string, number>();
        for (const { id, priority } of steps) {
          if (priority === null) {
            ring.remove(id);
            model.delete(id);
          } else {
            ring.add({ id, priority });
            model.set(id, priority);
          }
        }
        expect(ring.size).toBe(model.size);
        for (const id of ['a', 'b', 'c', 'd', 'e']) expect(ring.has(id)).toBe(model.has(id));
        const left = [...model].filter(([id]) => !excluded.includes(id));
        const best = Math.max(...left.map(([, priority]) => priority));
        const eligible = left.filter(([, priority]) => priority === best).map(([id]) => id);
        const chosen = new Set(
          Array.from({ length: 2 * eligible.length + 2 * model.size }, () => select(ring, ...excluded)),
        );
        expect(chosen).toEqual(new Set(model.size === 0 ? [] : eligible.length === 0 ? [undefined] : eligible));
      }),
      { seed: 20_261_120, numRuns: 300 },
    );
  });
});
