import { describe, expect, it } from 'vitest';

import { chooseLanguage } from './languages.js';

describe('the language a reader is served', () => {
  it.each([
    [['fr-CA', 'en'], 'fr'],
    [['de-DE', 'es-419'], 'es'],
    [['zh-TW'], 'zh-CN'],
    [['zh-cn'], 'zh-CN'],
    [['ko'], 'ko'],
    [['de', 'nl'], 'en'],
    [[], 'en'],
  ])('for %j is %s', (wishes, expected) => {
    expect(chooseLanguage(wishes)).toBe(expected);
  });
});
