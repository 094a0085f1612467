import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, isJsonObject, isSameField, type FieldEdit, type JsonObject } from './document.js';

describe('editing a document', () => {
  it('sets, adds and removes the named fields alone, and leaves the given document as it was', () => {
    const before: JsonObject = { a: 1, token: { x: 1, y: 2 }, theirs: [1, { z: null }] };
    const copy = structuredClone(before);
    const after = applyEdits(before, [
      { path: ['a'], value: 2 },
      { path: ['token', 'x'], value: undefined },
      { path: ['token', 'w'], value: 'new' },
      { path: ['nothing'], value: undefined },
      { path: ['no', 'way'], value: undefined },
    ]);
    expect(after).toEqual({ a: 2, token: { y: 2, w: 'new' }, theirs: [1, { z: null }] });
    expect(before).toEqual(copy);
  });

  it('makes an object on the way where there is none, and in place of anything else', () => {
    expect(applyEdits({}, [{ path: ['token', 'x'], value: 1 }])).toEqual({ token: { x: 1 } });
    expect(applyEdits({ token: [1] }, [{ path: ['token', 'x'], value: 1 }])).toEqual({ token: { x: 1 } });
  });

  it('keeps the order of the fields', () => {
    expect(Object.keys(applyEdits({ z: 1, a: 1, m: 1 }, [{ path: ['a'], value: 2 }]))).toEqual(['z', 'a', 'm']);
  });

  it('takes __proto__ for an ordinary name', () => {
    const after = applyEdits({}, [{ path: ['__proto__', 'polluted'], value: true }]);
    expect(Object.hasOwn(after, '__proto__')).toBe(true);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('made twice is as good as made once', () => {
    const edit = fc.record({
      path: fc.oneof(
        fc.tuple(fc.constantFrom('a', 'b')),
        fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom('x', 'y')),
      ),
      value: fc.option(fc.integer(), { nil: undefined }),
    }) as fc.Arbitrary<FieldEdit>;
    fc.assert(
      fc.property(edit, fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue()), (one, document) => {
        const once = applyEdits(document as JsonObject, [one]);
        expect(applyEdits(once, [one])).toEqual(once);
      }),
    );
  });

  it('knows which edits name the same field', () => {
    const token: FieldEdit = { path: ['token', 'x'], value: 1 };
    expect(isSameField(token, { path: ['token', 'x'], value: 2 })).toBe(true);
    expect(isSameField(token, { path: ['token'], value: 2 })).toBe(false);
    expect(isSameField(token, { path: ['x', 'token'], value: 2 })).toBe(false);
  });

  it('calls neither null nor an array an object', () => {
    expect([{}, null, [], 'x', undefined].map(isJsonObject)).toEqual([true, false, false, false, false]);
  });
});
