import { listedModels } from '../neutral/listed-models.js';
import { isRecord } from '../neutral/parse-json.js';

/** `GET /v1/models/{id}`. Dates are those of the epoch: Google does not say when a model was made. */
export interface AnthropicModel {
  readonly type: 'model';
  readonly id: string;
  readonly display_name: string;
  readonly created_at: string;
  readonly max_input_tokens: number | null;
  readonly max_tokens: number | null;
  readonly capabilities: null;
  readonly deprecated_at: null;
  readonly retires_at: null;
  readonly lifecycle: 'active';
  readonly line: null;
}

/** `GET /v1/models`, always one page. */
export interface AnthropicModelList {
  readonly data: readonly AnthropicModel[];
  readonly has_more: false;
  readonly first_id: string | null;
  readonly last_id: string | null;
}

/**
 * One model in Anthropic's form.
 *
 * @param id  as a caller names it, without `models/`
 * @param gemini  Gemini's entry, for the name people read and the limits
 */
export function anthropicModel(id: string, gemini?: unknown): AnthropicModel {
  const entry = isRecord(gemini) ? gemini : {};
  const limit = (name: string): number | null => (typeof entry[name] === 'number' ? entry[name] : null);
  return {
    type: 'model',
    id,
    display_name: typeof entry['displayName'] === 'string' ? entry['displayName'] : id,
    created_at: '1970-01-01T00:00:00Z',
    max_input_tokens: limit('inputTokenLimit'),
    max_tokens: limit('outputTokenLimit'),
    capabilities: null,
    deprecated_at: null,
    retires_at: null,
    lifecycle: 'active',
    line: null,
  };
}

/**
 * Gemini's list of models in Anthropic's form.
 *
 * @param geminiList  body of `GET /v1beta/models`; what is no list is an empty one
 * @param names  names beside Gemini's own, listed first
 */
export function anthropicModelList(geminiList: unknown, names: readonly string[] = []): AnthropicModelList {
  const data = listedModels(geminiList, names).map(({ id, gemini }) => anthropicModel(id, gemini));
  return { data, has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
}
