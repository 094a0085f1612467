import { useLocalStorage } from '@vueuse/core';
import { shallowRef } from 'vue';

import type { Messages } from './en/index.js';

/** The languages there are, each by its own name; every one loads only when it is used. */
export const LANGUAGES = [
  { code: 'en', name: 'English', load: async () => (await import('./en/index.js')).english },
  { code: 'fr', name: 'Français', load: async () => (await import('./fr/index.js')).french },
  { code: 'es', name: 'Español', load: async () => (await import('./es/index.js')).spanish },
  { code: 'ko', name: '한국어', load: async () => (await import('./ko/index.js')).korean },
  { code: 'zh-CN', name: '简体中文', load: async () => (await import('./zh-CN/index.js')).chinese },
] as const satisfies readonly { code: string; name: string; load: () => Promise<Messages> }[];

/** One of the languages there are. */
export type LanguageCode = (typeof LANGUAGES)[number]['code'];

/** What was chosen in this browser; empty where nothing was. */
const remembered = useLocalStorage('regrant.language', '');

/** The texts on the page now. Undefined only before the first language has come: nothing is shown until then. */
export const currentMessages = shallowRef<Messages>();

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

/** Puts a language on the page, once its texts are here. The newest wish wins, however late an older one arrives. */
export async function showLanguage(code: LanguageCode): Promise<void> {
  currentLanguage.value = code;
  const language = LANGUAGES.find((one) => one.code === code);
  const messages = await language?.load();
  if (!messages || currentLanguage.value !== code) return;
  currentMessages.value = messages;
  document.documentElement.lang = code;
}

/** Shows a language and remembers the choice in this browser. */
export async function switchLanguage(code: LanguageCode): Promise<void> {
  remembered.value = code;
  await showLanguage(code);
}

/** What this reader wants: the remembered choice, else the browser's own. */
export function wishedLanguage(): LanguageCode {
  return chooseLanguage([remembered.value, ...navigator.languages]);
}
