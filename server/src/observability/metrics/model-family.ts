/** Told apart in metrics; the longer name of two first. Callers choose model names, so a label is never made of one. */
const FAMILIES = [
  'gemini-flash-lite',
  'gemini-flash',
  'gemini-pro',
  'gemini-embedding',
  'claude-opus',
  'claude-sonnet',
  'claude-haiku',
  'imagen',
  'gemma',
  'veo',
] as const;

/** What a model is counted as. */
export type ModelFamily = (typeof FAMILIES)[number] | 'other' | 'none';

/** @param model  null when a request came to no model */
export function familyOf(model: string | null): ModelFamily {
  if (model === null) return 'none';
  return FAMILIES.find((family) => family.split('-').every((word, index) => hasWord(model, word, index))) ?? 'other';
}

/** The first word begins the name; `flash-lite` is one word to us, and stands anywhere after it. */
const hasWord = (model: string, word: string, index: number): boolean =>
  index === 0 ? model.startsWith(word) : model.includes(`-${word}`);
