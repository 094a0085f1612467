type Row = readonly [path: string, body: unknown];

const base = { model: 'm', input: 'a' };
const wrong = (field: string, values: readonly unknown[]): Row[] =>
  values.map((value) => [field, { ...base, [field]: value }]);
const NO_TEXT: readonly unknown[] = [null, 7, true, {}, []];

/** What is no text, at the beginning, in the middle and at the end of a list. */
const inList = (place: number, length: number): Row[] =>
  [null, '', 7, 0.5, true, false, {}, { text: 'a' }, [], [1, 2], ['a']].map((value) => [
    `input[${place}]`,
    { ...base, input: Array.from({ length }, (_, index) => (index === place ? value : 'a')) },
  ]);

/** Requests for embeddings that must be refused, each with the path of the field that is at fault. */
export const MALFORMED: readonly Row[] = [
  ...[null, 7, true, 'text', []].map((body): Row => ['', body]),
  ['model', { input: 'a' }],
  ...wrong('model', [...NO_TEXT, '', 'x'.repeat(300)]),
  ...wrong('model', ['../x', '..', '.x', '-x', '/x', 'a b', 'a?b', 'a#b', 'a%2fb', 'a\nb', 'ä', 'a:b', '%']),
  ...wrong('model', ['a\\b', 'a;b', 'a"b', 'a,b', ' m', 'm ', '\u0000', 'a\u202eb', '{m}', 'a=b']),
  ...wrong('model', ['claude-opus-4-5', 'claude-sonnet-4-5@20250929', 'Claude']),
  ['input', { model: 'm' }],
  ...wrong('input', [null, 7, true, {}, '', [], { 0: 'a' }]),
  ...inList(0, 1),
  ...inList(1, 3),
  ...inList(9, 10),
  ['input[0]', { ...base, input: [1, 2, 3] }],
  ['input', { ...base, input: Array.from({ length: 2_049 }, () => 'a') }],
  ...wrong('encoding_format', ['hex', '', 'FLOAT', 7, true, {}, []]),
  ...wrong('dimensions', [0, -1, 1.5, '8', true, {}, []]),
  ...wrong('user', [7, true, {}, []]),
];
