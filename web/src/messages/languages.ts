import type kitEnglish from '@nuxt/ui/runtime/locale/en.js';
import { useLocalStorage } from '@vueuse/core';
import { shallowRef } from 'vue';

import type { Messages } from './en/index.js';

/** What the kit's own parts say (“Close”, “Previous page”). */
type KitTexts = typeof kitEnglish;

/**
 * The languages there are, each by its own name; every one loads only when it is used. The kit speaks English by
 * itself, and brings its own texts in the others.
 */
export const LANGUAGES = [
  { code: 'en', name: 'English', load: async () => (await import('./en/index.js')).english },
  {
    code: 'fr',
    name: 'Français',
    load: async () => (await import('./fr/index.js')).french,
    loadKit: async () => (await import('@nuxt/ui/runtime/locale/fr.js')).default,
  },
  {
    code: 'es',
    name: 'Español',
    load: async () => (await import('./es/index.js')).spanish,
    loadKit: async () => (await import('@nuxt/ui/runtime/locale/es.js')).default,
  },
  {
    code: 'ko',
    name: '한국어',
    load: async () => (await import('./ko/index.js')).korean,
    loadKit: async () => (await import('@nuxt/ui/runtime/locale/ko.js')).default,
  },
  {
    code: 'zh-CN',
    name: '简体中文',
    load: async () => (await import('./zh-CN/index.js')).chinese,
    loadKit: async () => (await import('@nuxt/ui/runtime/locale/zh_cn.js')).default,
  },
] as const satisfies readonly Language[];

interface Language {
  readonly code: string;
  readonly name: string;
  readonly load: () => Promise<Messages>;
  readonly loadKit?: () => Promise<KitTexts>;
}

/** One of the languages there are. */
export type LanguageCode = (typeof LANGUAGES)[number]['code'];

/** What was chosen in this browser; empty where nothing was. */
const remembered = useLocalStorage('regrant.language', '');

/** The texts on the page now. Undefined only before the first language has come: nothing is shown until then. */
export const currentMessages = shallowRef<Messages>();

/** What the kit's own parts say; undefined for the English it has by itself. */
export const currentKitTexts = shallowRef<KitTexts>();

/** Which language they are. */
export const currentLanguage = shallowRef<LanguageCode>('en');

/**
 * Which language a reader is served.
 *
 * @param wishes  BCP 47 tags, most wanted first: what was chosen here, then what the browser asks for
 * @returns the first that is there, by its whole tag or by its language alone; English where none is
 */
export function chooseLanguage(wishes: readonly string[]): LanguageCode {
  for (const wish of wishes) {
    const tag = wish.toLowerCase();
    const primary = tag.split('-')[0];
    const found =
      LANGUAGES.find(({ code }) => code.toLowerCase() === tag) ??
      LANGUAGES.find(({ code }) => code.toLowerCase().split('-')[0] === primary);
    if (found) return found.code;
  }
  return 'en';
}

/**
 * Puts a language on the page, once its texts are here. The newest wish wins, however late an older one arrives.
 *
 * @throws when the texts cannot be loaded; the page then stays as it was
 */
export async function showLanguage(code: LanguageCode): Promise<void> {
  const before = currentLanguage.value;
  currentLanguage.value = code;
  try {
    await load(code);
  } catch (error) {
    if (currentLanguage.value === code) currentLanguage.value = before;
    throw error;
  }
}

async function load(code: LanguageCode): Promise<void> {
  const language: Language | undefined = LANGUAGES.find((one) => one.code === code);
  const [messages, kitTexts] = await Promise.all([language?.load(), language?.loadKit?.()]);
  if (!messages || currentLanguage.value !== code) return;
  currentMessages.value = messages;
  currentKitTexts.value = kitTexts;
  document.documentElement.lang = code;
}

/** Shows a language and remembers the choice in this browser. */
export async function switchLanguage(code: LanguageCode): Promise<void> {
  await showLanguage(code);
  remembered.value = code;
}

/** What this reader wants: the remembered choice, else the browser's own. */
export function wishedLanguage(): LanguageCode {
  return chooseLanguage([remembered.value, ...navigator.languages]);
}
