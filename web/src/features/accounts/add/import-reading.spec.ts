import { describe, expect, it } from 'vitest';

import { readFiles, readText, tokensIn } from './import-reading.js';

const aFile = (name: string, text: string, more: object = {}) => ({
  name,
  size: text.length,
  text: () => Promise.resolve(text),
  ...more,
});

describe('what is to be imported', () => {
  it.each([
    ['["1//a", "1//b"]', ['1//a', '1//b']],
    ['{"items": ["1//a"]}', ['1//a']],
    ['{"accounts": [{"email": "a"}, 5]}', [{ email: 'a' }, 5]],
    ['{"email": "a", "token": {}}', [{ email: 'a', token: {} }]],
    ['\uFEFF1//a\r\n\n# comment\n// another\n  "1//b",\n', ['1//a', '1//b']],
  ])('is found in %j', (text, values) => {
    expect(readText(text, 'x').map((source) => 'value' in source && source.value)).toEqual(values);
  });

  it.each([
    ['', 'empty'],
    ['# nothing\n', 'empty'],
    ['[]', 'empty'],
    ['{"email": ', 'not_json'],
  ])('is not found in %j, and why is told', (text, reason) => {
    expect(readText(text, 'x')).toEqual([{ place: 'x', reason }]);
  });

  it('is named by file, place in the file and line', async () => {
    const files = [
      aFile('one.json', '{"email": "a"}', { webkitRelativePath: 'accounts/one.json' }),
      aFile('list.json', '[1, 2]'),
      aFile('tokens.txt', '\n1//a\n'),
      aFile('huge.bin', '', { size: 2 ** 31 }),
    ];
    expect((await readFiles(files)).map(({ place }) => place)).toEqual([
      'accounts/one.json',
      'list.json #1',
      'list.json #2',
      'tokens.txt:2',
      'huge.bin',
    ]);
  });

  it('is one token per line where tokens are pasted', () => {
    expect(tokensIn(' 1//a \n\n"1//b",\n#x\n')).toEqual(['1//a', '1//b']);
  });
});
