import { afterEach, describe, expect, it } from 'vitest';

import { chooseLanguage, currentKitTexts, currentLanguage, currentMessages, showLanguage } from './languages.js';

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

describe('a language on the page', () => {
  afterEach(() => showLanguage('en'));

  it('brings its texts, those of the kit, and the mark by which screen readers choose a voice', async () => {
    await showLanguage('ko');
    expect(currentMessages.value?.locale).toBe('ko');
    expect(currentKitTexts.value?.messages.modal.close).toBe('닫기');
    expect(document.documentElement.lang).toBe('ko');
  });

  it('is the newest wish, however late an older one arrives', async () => {
    const older = showLanguage('es');
    const newer = showLanguage('en');
    await Promise.all([older, newer]);
    expect(currentLanguage.value).toBe('en');
    expect(currentMessages.value?.locale).toBe('en');
    expect(currentKitTexts.value).toBeUndefined();
  });
});
