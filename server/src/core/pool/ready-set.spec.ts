import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadySet } from './ready-set.js';

const NOBODY: ReadonlySet<string> = new Set();
const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];
const MODELS = ['m', 'n', 'o'];

const setOf = (...candidates: readonly (readonly [id: string, priority?: number])[]): ReadySet => {
  const ready = new ReadySet();
  for (const [id, priority = 0] of candidates) ready.add({ id, priority });
  return ready;
};
const taken = (ready: ReadySet, times: number, model = 'm', excluded = NOBODY) =>
  Array.from({ length: times }, () => ready.next(model, excluded));

/** The same by filtering a list, as slow and as plain as can be. */
class NaiveSet {
  readonly #priorities = new Map<string, number>();
  readonly #bars = new Set<string>();

  add(id: string, priority: number): void {
    this.#priorities.set(id, priority);
  }

  remove(id: string): void {
    this.#priorities.delete(id);
  }

  bar(id: string, model: string): void {
    this.#bars.add(`${id} ${model}`);
  }

  unbar(id: string, model: string): void {
    this.#bars.delete(`${id} ${model}`);
  }

  /** Who may be next: all that serve the model, of the highest priority among them. */
  mayServe(model: string, excluded: ReadonlySet<string>): readonly string[] {
    const able = [...this.#priorities].filter(([id]) => !this.#bars.has(`${id} ${model}`) && !excluded.has(id));
    const highest = Math.max(...able.map(([, priority]) => priority));
    return able.filter(([, priority]) => priority === highest).map(([id]) => id);
  }
}

type Step =
  | { readonly kind: 'add'; readonly id: string; readonly priority: number }
  | { readonly kind: 'remove'; readonly id: string }
  | { readonly kind: 'bar' | 'unbar'; readonly id: string; readonly model: string }
  | { readonly kind: 'hand over' }
  | { readonly kind: 'next'; readonly model: string; readonly excluded: readonly string[] };

const anId = fc.constantFrom(...IDS);
const aModel = fc.constantFrom(...MODELS);
const aStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), id: anId, priority: fc.integer({ min: -1, max: 1 }) }),
  fc.record({ kind: fc.constant('remove' as const), id: anId }),
  fc.record({ kind: fc.constantFrom('bar' as const, 'unbar' as const), id: anId, model: aModel }),
  fc.constant<Step>({ kind: 'hand over' }),
  fc.record({ kind: fc.constant('next' as const), model: aModel, excluded: fc.subarray(IDS, { maxLength: 3 }) }),
);

describe('the accounts that can serve', () => {
  it('are those of a plain filter, whatever happened before', () => {
    fc.assert(
      fc.property(fc.array(aStep, { maxLength: 60 }), fc.double({ min: 0, max: 1, noNaN: true }), (steps, chance) => {
        let ready = new ReadySet();
        const naive = new NaiveSet();
        const priorities = new Map<string, number>();
        for (const step of steps) {
          switch (step.kind) {
            case 'add':
              ready.add(step);
              naive.add(step.id, step.priority);
              priorities.set(step.id, step.priority);
              break;
            case 'remove':
              ready.remove(step.id);
              naive.remove(step.id);
              priorities.delete(step.id);
              break;
            case 'bar':
            case 'unbar':
              ready[step.kind](step.id, step.model);
              naive[step.kind](step.id, step.model);
              break;
            case 'hand over': {
              // As a reload does it: built aside, then swapped.
              const successor = new ReadySet();
              for (const [id, priority] of priorities) successor.add({ id, priority });
              ready.copyBarsTo(successor);
              ready = successor;
              break;
            }
            case 'next': {
              const excluded = new Set(step.excluded);
              const may = naive.mayServe(step.model, excluded);
              const next = ready.next(step.model, excluded);
              if (may.length === 0) expect(next).toBeUndefined();
              else expect(may).toContain(next);
            }
          }
          for (const model of MODELS) {
            const may = naive.mayServe(model, NOBODY);
            const any = ready.any(model, chance);
            if (may.length === 0) expect(any).toBeUndefined();
            else expect(may).toContain(any);
            if (may.length > 1) expect(ready.any(model, chance, any)).not.toBe(any);
          }
        }
        expect(ready.size).toBe(priorities.size);
      }),
      { seed: 20_261_120, numRuns: 500 },
    );
  });

  it('take turns: of one priority everybody serves equally often', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 5 }), (size, rounds) => {
        const ready = setOf(...Array.from({ length: size }, (_, index) => [`n${index}`] as const));
        const served = taken(ready, size * rounds);
        for (let index = 0; index < size; index += 1) {
          expect(served.filter((id) => id === `n${index}`)).toHaveLength(rounds);
        }
      }),
    );
  });

  it('nobody starves while others come and go', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 6 }), { minLength: 200, maxLength: 200 }), (gaps) => {
        const ready = setOf(...Array.from({ length: 8 }, (_, index) => [`n${index}`] as const));
        const lastServed = new Map<string, number>();
        // Whoever serves is busy for a while and comes back later, as with a limit of requests in flight.
        const busy: { readonly id: string; readonly backAt: number }[] = [];
        for (const [turn, gap] of gaps.entries()) {
          for (const { id } of busy.filter(({ backAt }) => backAt === turn)) ready.add({ id, priority: 0 });
          const id = ready.next('m', NOBODY);
          if (id === undefined) continue;
          lastServed.set(id, turn);
          ready.remove(id);
          busy.push({ id, backAt: turn + 1 + gap });
        }
        for (let index = 0; index < 8; index += 1) {
          expect(gaps.length - (lastServed.get(`n${index}`) ?? 0)).toBeLessThan(60);
        }
      }),
      { seed: 20_261_120 },
    );
  });

  it('come from the highest priority that has anybody left', () => {
    const ready = setOf(['low', -1], ['mid', 0], ['high', 5]);
    expect(taken(ready, 3)).toEqual(['high', 'high', 'high']);
    expect(ready.next('m', new Set(['high']))).toBe('mid');
    ready.bar('high', 'm');
    expect(taken(ready, 2)).toEqual(['mid', 'mid']);
    expect(ready.next('another model', NOBODY)).toBe('high');
    ready.remove('mid');
    expect(ready.next('m', NOBODY)).toBe('low');
  });

  it('follow a changed priority', () => {
    const ready = setOf(['a', 0], ['b', 0]);
    ready.add({ id: 'b', priority: 1 });
    expect(taken(ready, 2)).toEqual(['b', 'b']);
    expect(ready.size).toBe(2);
  });

  it('are found with as many looks among ten thousand as among ten, barred ones or not', () => {
    const looksAmong = (size: number, bars: number): number => {
      const ready = setOf(...Array.from({ length: size }, (_, index) => [`n${index}`] as const));
      for (let index = 0; index < bars; index += 1) ready.bar(`n${index}`, 'm');
      let looks = 0;
      const excluded = new (class extends Set<string> {
        override has(id: string): boolean {
          looks += 1;
          return super.has(id);
        }
      })([`n${size - 1}`, `n${size - 2}`]);
      for (let turn = 0; turn < 1000; turn += 1) expect(ready.next('m', excluded)).toBeDefined();
      return looks;
    };
    expect(looksAmong(10, 5)).toBeLessThanOrEqual(3000);
    expect(looksAmong(10_000, 9_900)).toBeLessThanOrEqual(3000);
  });
});
