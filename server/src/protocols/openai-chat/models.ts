import { listedModels } from '../neutral/listed-models.js';
import { isRecord } from '../neutral/parse-json.js';

/** `GET /v1/models/{id}`. */
export interface OpenAiModel {
  readonly id: string;
  readonly object: 'model';
  /** Unix seconds; Google does not say when a model was made, so 0. */
  readonly created: number;
  readonly owned_by: string;
  readonly display_name?: string;
}

/** `GET /v1/models`. */
export interface OpenAiModelList {
  readonly object: 'list';
  readonly data: readonly OpenAiModel[];
}

/**
 * One model in OpenAI's form.
 *
 * @param id  as a caller names it, without `models/`
 * @param gemini  Gemini's entry, for the name people read
 */
export function openAiModel(id: string, gemini?: unknown): OpenAiModel {
  const displayName = isRecord(gemini) ? gemini['displayName'] : undefined;
  return {
    id,
    object: 'model',
    created: 0,
    owned_by: id.startsWith('claude') ? 'anthropic' : 'google',
    ...(typeof displayName === 'string' ? { display_name: displayName } : {}),
  };
}

/**
 * Gemini's list of models in OpenAI's form.
 *
 * @param geminiList  body of `GET /v1beta/models`; what is no list is an empty one
 * @param names  names beside Gemini's own, listed first
 */
export function openAiModelList(geminiList: unknown, names: readonly string[] = []): OpenAiModelList {
  const data = listedModels(geminiList, names).map(({ id, gemini }) => openAiModel(id, gemini));
  return { object: 'list', data };
}
