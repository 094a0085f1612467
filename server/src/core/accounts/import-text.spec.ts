import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readImportText } from './import-text.js';

const read = (text: string) => readImportText(text, { maxItems: 1_000 });
const valuesOf = (text: string): unknown => {
  const result = read(text);
  return result.kind === 'items' ? result.items.map(({ value }) => value) : result.reason;
};

describe('a text to import', () => {
  it('is one refresh token per line; blank lines and comments are passed over, and places are those in the text', () => {
    const text = '# mine\r\n\r\n1//aaa\r\n// not this\n  1//bbb  \n"1//ccc",\n1//ddd,\n';
    expect(valuesOf(text)).toEqual(['1//aaa', '1//bbb', '1//ccc', '1//ddd']);
    expect(read(text)).toMatchObject({ items: [{ place: 'line 3' }, { place: 'line 5' }, { place: 'line 6' }, {}] });
  });

  it.each([
    ['a list of tokens', '["a", "b"]', ['a', 'b']],
    ['a list of anything, each for itself', '["a", 1, null, {"x": []}]', ['a', 1, null, { x: [] }]],
    ['an object with items', '{"items": ["a"], "dry_run": true}', ['a']],
    [
      'an export',
      '{"accounts": [{"email": "a@example.com"}], "current_account_id": "x"}',
      [{ email: 'a@example.com' }],
    ],
    ['one account', '{"email": "a@example.com"}', [{ email: 'a@example.com' }]],
    ['an object whose accounts are no list', '{"accounts": {"a": 1}}', [{ accounts: { a: 1 } }]],
    ['JSON behind a byte order mark', '\uFEFF["a"]', ['a']],
  ])('is %s', (_name, text, values) => {
    expect(valuesOf(text)).toEqual(values);
  });

  it.each([
    ['nothing', ' \n', 'is empty'],
    ['comments alone', '# a\n# b', 'holds no items'],
    ['an empty list', '[]', 'holds no items'],
    ['cut off JSON', '{"accounts": [{"token": {"refresh_token": "1//secret"', 'looks like JSON, but is not valid'],
    ['more than may be', 'a\n'.repeat(1_001), 'holds more than 1000 items'],
  ])('is refused whole when it holds %s', (_name, text, reason) => {
    expect(read(text)).toEqual({ kind: 'unreadable', reason });
  });

  it('gives back any list of tokens, however it is written', () => {
    const tokens = fc.array(fc.stringMatching(/^1\/\/[\w-]{5,40}$/), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(tokens, fc.constantFrom('\n', '\r\n', '\n\n', '\n# note\n'), (list, separator) => {
        expect(valuesOf(list.join(separator))).toEqual(list);
        expect(valuesOf(JSON.stringify(list))).toEqual(list);
        expect(valuesOf(JSON.stringify({ items: list }, null, 2))).toEqual(list);
      }),
    );
  });

  it('never throws, whatever it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void read(text)));
  });
});
