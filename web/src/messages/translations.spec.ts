import { describe, expect, it } from 'vitest';

import { LANGUAGES, type LanguageCode } from './languages.js';

/** What reads the same in every language: names, codes, addresses, things to type. */
const SAME_EVERYWHERE: ReadonlySet<string> = new Set([
  'Regrant',
  '1//0g…',
  '1234567890-abc….apps.googleusercontent.com',
  'Anthropic',
  'Gemini',
  'Vertex AI',
  'OpenAI chat',
  'OpenAI responses',
]);

/** What happens to read as in English, in one language. */
const SAME_IN: Readonly<Partial<Record<LanguageCode, readonly string[]>>> = {
  fr: [
    'Notifications',
    'Version 7',
    'Pool',
    'Total',
    'E-mail',
    'Actions',
    'Mode',
    'Budgets',
    '7 s',
    '7 min 7 s',
    '24 h',
  ],
  es: ['Total', 'Token 7', 'Megabytes', 'Error', '7 s', '7 min 7 s', '24 h'],
  ko: ['your-regrant-key'],
  'zh-CN': ['your-regrant-key'],
};

/** Asked with a number, which reads as well as an address does; with its digit where only words will do. */
function answerOf(ask: (...sample: unknown[]) => unknown): unknown {
  const sample = (value: unknown): unknown[] => Array.from({ length: ask.length }, () => value);
  try {
    return ask(...sample(7));
  } catch {
    return ask(...sample('7'));
  }
}

/** Every text by its path. */
function textsOf(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    const ask = value as (...sample: unknown[]) => unknown;
    return textsOf(answerOf(ask), path);
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => textsOf(member, path === '' ? key : `${path}.${key}`));
}

const english = new Map(textsOf(await LANGUAGES[0].load()));
const hasWords = (text: string): boolean => /\p{L}/u.test(text);

describe.each(LANGUAGES.slice(1).map(({ code }) => code))('the texts in %s', async (code) => {
  const language = LANGUAGES.find((one) => one.code === code)!;
  const texts = textsOf(await language.load()).filter(([path]) => path !== 'locale');
  const same = texts.filter(([path, text]) => hasWords(text) && english.get(path) === text);

  it('has the very texts that English has', () => {
    expect(texts.map(([path]) => path).sort()).toEqual([...english.keys()].filter((path) => path !== 'locale').sort());
  });

  it('leaves none in English', () => {
    const allowed = new Set([...SAME_EVERYWHERE, ...(SAME_IN[code] ?? [])]);
    expect(same.filter(([, text]) => !allowed.has(text)).map(([path, text]) => `${path}: ${text}`)).toEqual([]);
  });

  it('leaves none empty that says something in English', () => {
    const empty = texts.filter(([path, text]) => text.trim() === '' && english.get(path)?.trim() !== '');
    expect(empty.map(([path]) => path)).toEqual([]);
  });

  it('says what varies wherever English does', () => {
    const forgetful = texts.filter(([path, text]) => english.get(path)?.includes('7') && !text.includes('7'));
    expect(forgetful.map(([path]) => path)).toEqual([]);
  });

  it('needs every exception it is granted', () => {
    const used = new Set(same.map(([, text]) => text));
    expect((SAME_IN[code] ?? []).filter((text) => !used.has(text))).toEqual([]);
  });
});

it('grants no exception to all languages that none needs', async () => {
  const all = new Set([...english.values()]);
  expect([...SAME_EVERYWHERE].filter((text) => !all.has(text))).toEqual([]);
});
