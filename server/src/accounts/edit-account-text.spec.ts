import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { applyEdits, type FieldEdit, type JsonObject, type JsonValue } from '../core/accounts/document.js';
import { editAccountText } from './edit-account-text.js';
import { isDeeperThan, readObjectSpan, skipBlank } from './json-spans.js';

// Many cases in one test: bounded for a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const edit = (text: string, ...edits: FieldEdit[]): string =>
  editAccountText({ text, document: JSON.parse(text.replace('\uFEFF', '')) as JsonObject }, edits).text;

const set = (path: readonly [string, ...string[]], value: JsonValue | undefined): FieldEdit => ({ path, value });

describe('editing the text of an account file', () => {
  it.each<[string, string, readonly FieldEdit[], string]>([
    ['replaces a value in place', '{"a": 1 , "b":2}', [set(['a'], 'x')], '{"a": "x" , "b":2}'],
    ['adds to one line on that line', '{"a":1,"b":2}', [set(['c'], true)], '{"a":1,"b":2,"c":true}'],
    [
      'adds a line that looks like the one above',
      '{\n    "a" : 1\n}\n',
      [set(['c'], 0)],
      '{\n    "a" : 1,\n    "c" : 0\n}\n',
    ],
    ['keeps line ends', '{\r\n\t"a": 1\r\n}', [set(['c'], ['x'])], '{\r\n\t"a": 1,\r\n\t"c": [\r\n\t\t"x"\r\n\t]\r\n}'],
    ['keeps a byte order mark', '\uFEFF{"a":1}', [set(['a'], 2)], '\uFEFF{"a":2}'],
    ['fills an empty object', '{}', [set(['a', 'b'], 1)], '{"a":{"b":1}}'],
    ['fills an empty object on a line', '{\n  "t": {}\n}', [set(['t', 'x'], 1)], '{\n  "t": {\n    "x": 1\n  }\n}'],
    ['removes at the front', '{ "a": 1, "b": 2 }', [set(['a'], undefined)], '{ "b": 2 }'],
    [
      'removes in the middle',
      '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}',
      [set(['b'], undefined)],
      '{\n  "a": 1,\n  "c": 3\n}',
    ],
    ['removes at the end', '{\n  "a": 1,\n  "b": 2\n}', [set(['b'], undefined)], '{\n  "a": 1\n}'],
    ['removes the only one', '{ "a": 1 }', [set(['a'], undefined)], '{}'],
    [
      'leaves big integers alone',
      '{"n": 9007199254740993, "m": 1.0, "a":1}',
      [set(['a'], 2)],
      '{"n": 9007199254740993, "m": 1.0, "a":2}',
    ],
    [
      'does not respell what is equal',
      '{"a": 1.0, "b": "\\u0041"}',
      [set(['a'], 1), set(['b'], 'A')],
      '{"a": 1.0, "b": "\\u0041"}',
    ],
    ['changes the duplicate that counts', '{"a":1,"b":0,"a":2}', [set(['a'], 3)], '{"a":1,"b":0,"a":3}'],
    ['removes all duplicates', '{"a":1,"b":0,"a":2}', [set(['a'], undefined)], '{"b":0}'],
    ['replaces what is in the way', '{"token": null}', [set(['token', 'x'], 1)], '{"token": {"x":1}}'],
    [
      'is not misled by braces in strings',
      '{"s": "}\\"{[", "a": [{"a": 1}]}',
      [set(['a'], 2)],
      '{"s": "}\\"{[", "a": 2}',
    ],
    [
      'takes the edits in order',
      '{"a":1}',
      [set(['a'], 2), set(['a'], 1), set(['b'], 1), set(['b'], undefined)],
      '{"a":1}',
    ],
  ])('%s', (_name, before, edits, after) => {
    expect(edit(before, ...edits)).toBe(after);
  });

  it('changes what is named and nothing else, in 1,000 random files under random patches', () => {
    fc.assert(
      fc.property(accountText, fc.array(fieldEdit, { minLength: 1, maxLength: 6 }), (text, edits) => {
        const document = JSON.parse(text) as JsonObject;
        const after = editAccountText({ text, document }, edits);
        expect(JSON.parse(after.text)).toEqual(applyEdits(document, edits));
        expect(after.document).toEqual(applyEdits(document, edits));
        const edited = new Set(edits.map(({ path }) => path[0]));
        expect(untouched(after.text, edited)).toEqual(untouched(text, edited));
      }),
      { numRuns: 1000 },
    );
  });

  it('measures depth without running out of stack', () => {
    const deep = `{"a": ${'['.repeat(200_000)}${']'.repeat(200_000)}, "b": 1}`;
    expect(isDeeperThan(deep, 128)).toBe(true);
    expect(isDeeperThan('{"a": "[[[[", "b": [[]]}', 3)).toBe(false);
    expect(readObjectSpan(deep, 0).members.map((member) => member.name)).toEqual(['a', 'b']);
  });
});

/** The text of every top-level member that no edit names, as it is spelled. */
function untouched(text: string, edited: ReadonlySet<string>): readonly string[] {
  const { members } = readObjectSpan(text, skipBlank(text, 0));
  return members.filter(({ name }) => !edited.has(name)).map((member) => text.slice(member.keyStart, member.valueEnd));
}

const NAMES = ['token', 'a', 'b', 'disabled', '__proto__', 'ü "quoted"', ''] as const;
const name = fc.constantFrom(...NAMES);
const blank = fc.constantFrom('', '', ' ', '\n', '\r\n  ', '\t');
const { member, object } = fc.letrec<{ value: string; member: string; object: string; array: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('9007199254740993', '-12345678901234567890', '1.0', '1e3', '-0', 'true', 'null', '"\\u0041\\/"'),
    fc.string().map((text) => JSON.stringify(text)),
    tie('object'),
    tie('array'),
  ),
  member: fc.tuple(blank, name, blank, blank, tie('value'), blank).map(([a, key, b, c, value, d]) => {
    return `${a}${JSON.stringify(key)}${b}:${c}${value}${d}`;
  }),
  object: fc.array(tie('member'), { maxLength: 5 }).map((members) => `{${members.join(',')}}`),
  array: fc.array(tie('value'), { maxLength: 4 }).map((values) => `[ ${values.join(' ,')}]`),
}));
const accountText = fc.oneof(
  fc.tuple(blank, object).map(([before, text]) => before + text),
  fc.array(member, { minLength: 1, maxLength: 6 }).map((members) => `{\n  ${members.join(',\n  ')}\n}\n`),
);
const fieldEdit: fc.Arbitrary<FieldEdit> = fc.record({
  path: fc.oneof(
    fc.tuple(name).map(([key]) => [key] as const),
    fc.tuple(name, name),
    fc.tuple(name, name, name),
  ),
  value: fc.option(
    fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as JsonValue),
    { nil: undefined },
  ),
});
