import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planImport } from './import-batches.js';

const source = (value: unknown) => ({ place: 'somewhere', value });

describe('the plan of an import', () => {
  it('ends what is no account, what cannot be read and what comes twice without asking', () => {
    const unreadable = { place: 'b.json', unreadable: 'is not UTF-8 text' };
    const { endings, batches } = planImport([source('a'), unreadable, source(17), source('a'), source('b')]);
    expect(batches).toEqual([[0, 4]]);
    expect([...endings].map(([index, { outcome }]) => [index, outcome])).toEqual([
      [1, 'invalid'],
      [2, 'invalid'],
      [3, 'duplicate'],
    ]);
    expect(endings.get(1)?.detail).toBe('This is not UTF-8 text.');
    expect(endings.get(3)?.duplicate_of).toBe(0);
  });

  it('sends everything else once, in order, in parts that a request can hold', () => {
    const account = fc.record({ token: fc.record({ refresh_token: fc.uuid() }), note: fc.string() });
    fc.assert(
      fc.property(fc.uniqueArray(fc.oneof(fc.uuid(), account), { maxLength: 200 }), (values) => {
        const { endings, batches } = planImport(values.map(source));
        const sent = batches.flat();
        expect(sent).toEqual([...sent].sort((a, b) => a - b));
        expect(sent.length + endings.size).toBe(values.length);
        for (const batch of batches) expect(batch.length).toBeLessThanOrEqual(50);
      }),
    );
    const large = Array.from({ length: 40 }, (_, index) =>
      source({ token: { refresh_token: `t${index}` }, note: 'x'.repeat(250_000) }),
    );
    expect(planImport(large).batches.map(({ length }) => length)).toEqual([16, 16, 8]);
  });
});
