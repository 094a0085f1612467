type Row = readonly [path: string, body: unknown];

const base = { model: 'm', prompt: 'a' };
const wrong = (field: string, values: readonly unknown[]): Row[] =>
  values.map((value) => [field, { ...base, [field]: value }]);
const NO_TEXT: readonly unknown[] = [null, 7, true, {}, []];

/** Requests for pictures that must be refused, each with the path of the field that is at fault. */
export const MALFORMED: readonly Row[] = [
  ...[null, 7, true, 'text', []].map((body): Row => ['', body]),
  ['model', { prompt: 'a' }],
  ...wrong('model', [...NO_TEXT, '', 'x'.repeat(300)]),
  ...wrong('model', ['../x', '..', '.x', '-x', '/x', 'a b', 'a?b', 'a#b', 'a%2fb', 'a\nb', 'ä', 'a:b', '%']),
  ...wrong('model', ['a\\b', 'a;b', 'a"b', 'a,b', ' m', 'm ', '\u0000', 'a\u202eb', '{m}', 'a=b']),
  ...wrong('model', ['claude-opus-4-5', 'claude-sonnet-4-5@20250929', 'Claude']),
  ['prompt', { model: 'm' }],
  ...wrong('prompt', [...NO_TEXT, '', ['a'], { text: 'a' }]),
  ...wrong('n', [0, -1, 11, 1.5, '2', true, {}, [], [1]]),
  ...wrong('size', [7, true, {}, [], [1024, 1024]]),
  ...wrong('size', [
    '',
    'big',
    '1024',
    '1024x',
    'x1024',
    '1024*1024',
    '1024x1024x1024',
    '0x0',
    '-1x5',
    '1.5x2',
    '1e3x1e3',
  ]),
  ...wrong('size', ['1024 x 1024', '１０２４x1024', '1024x1024\n', 'AUTO']),
  ...wrong('response_format', ['url', 'png', '', 7, true, {}, []]),
  ...wrong('output_format', ['bmp', 'gif', '', 'PNG', 7, true, {}, []]),
  ...wrong('stream', [true, 'true', 'no', 1, 0, {}, []]),
  ...wrong('user', [7, true, {}, []]),
];
