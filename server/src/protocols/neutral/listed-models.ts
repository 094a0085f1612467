import { isRecord } from './parse-json.js';

/** A model in a list: what a caller names it, and Gemini's entry where there is one. */
export interface ListedModel {
  readonly id: string;
  readonly gemini?: unknown;
}

/**
 * The models that a list for callers has, each once.
 *
 * @param geminiList  body of `GET /v1beta/models`; what is no list is an empty one
 * @param names  names beside Gemini's own, listed first
 */
export function listedModels(geminiList: unknown, names: readonly string[]): ListedModel[] {
  const models: unknown[] = isRecord(geminiList) && Array.isArray(geminiList['models']) ? geminiList['models'] : [];
  const listed = new Map<string, ListedModel>(names.map((id) => [id, { id }]));
  for (const gemini of models) {
    const name: unknown = isRecord(gemini) ? gemini['name'] : undefined;
    if (typeof name !== 'string') continue;
    const id = name.replace(/^.*models\//, '');
    if (!listed.has(id)) listed.set(id, { id, gemini });
  }
  return [...listed.values()];
}
