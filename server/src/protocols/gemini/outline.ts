import type { RequestOutline } from '../../core/models/background-request.js';
import { isRecord } from '../neutral/parse-json.js';
import { fieldOf } from './check-field.js';

/**
 * What can be told of a `generateContent` request without its words.
 *
 * @param body  parsed JSON that has been checked; what it does not say is taken for not there
 */
export function geminiOutline(body: unknown): Omit<RequestOutline, 'model'> {
  const request = isRecord(body) ? body : {};
  const config = recordOf(fieldOf(request, 'generationConfig', 'generation_config'));
  const limit = fieldOf(config, 'maxOutputTokens', 'max_output_tokens');
  const thinking = fieldOf(config, 'thinkingConfig', 'thinking_config');
  return {
    maxOutputTokens: limit === undefined ? undefined : Number(limit),
    offersTools: listOf(request['tools']).length > 0,
    wantsThinking:
      thinking !== undefined && Number(fieldOf(recordOf(thinking), 'thinkingBudget', 'thinking_budget')) !== 0,
    hasAnswers: listOf(request['contents']).some((turn) => isRecord(turn) && turn['role'] === 'model'),
  };
}

const recordOf = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});
const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
