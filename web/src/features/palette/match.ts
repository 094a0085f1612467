import { PALETTE_GROUPS, type PaletteEntry } from './entry.js';

/** What the palette shows for a query. */
export interface Matches {
  readonly entries: readonly PaletteEntry[];
  /** How many more there are. */
  readonly more: number;
}

const WORD_START = 3;
const WITHIN_A_WORD = 2;
const LETTERS_IN_ORDER = 1;

/** Without case and accents; Korean syllables fall into letters, so that half a syllable finds the whole. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Whether the letters stand in the text in this order, with anything between them. */
function hasInOrder(text: string, letters: string): boolean {
  let from = 0;
  for (const letter of letters) {
    const at = text.indexOf(letter, from);
    if (at === -1) return false;
    from = at + letter.length;
  }
  return true;
}

function scoreOfWord(text: string, word: string): number {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (at === 0 || /[^\p{L}\p{N}]/u.test(text.charAt(at - 1))) return WORD_START;
  }
  if (text.includes(word)) return WITHIN_A_WORD;
  return hasInOrder(text, word) ? LETTERS_IN_ORDER : 0;
}

/**
 * How well a text fits what was typed; every word of it has to be found, in any order.
 *
 * @returns 0 where it does not fit, else up to 3
 */
export function scoreOf(text: string, query: string): number {
  const folded = fold(text);
  const words = fold(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  const scores = words.map((word) => scoreOfWord(folded, word));
  return scores.includes(0) ? 0 : scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
}

/**
 * Finds what a person may mean. Nothing typed gives the suggestions, group by group; else the best come first, and
 * groups stay together in the order of their best.
 *
 * @param limit  how many are shown; a thousand accounts with five actions each are more than a page holds
 */
export function findMatches(entries: readonly PaletteEntry[], query: string, limit: number): Matches {
  const found =
    query.trim() === ''
      ? entries.filter(({ isSuggested }) => isSuggested).map((entry) => ({ entry, score: 0 }))
      : entries
          .map((entry) => ({ entry, score: scoreOf(`${entry.label} ${entry.keywords ?? ''}`, query) }))
          .filter(({ score }) => score > 0);
  // Sorting is stable: what fits equally well stays in its order.
  const best = found.sort((a, b) => b.score - a.score).slice(0, limit);
  const order = [...new Set([...(query.trim() === '' ? [] : best.map(({ entry }) => entry.group)), ...PALETTE_GROUPS])];
  return {
    entries: order.flatMap((group) => best.filter(({ entry }) => entry.group === group).map(({ entry }) => entry)),
    more: found.length - best.length,
  };
}
