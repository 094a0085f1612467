import { isRecord } from '../neutral/parse-json.js';
import type { NeutralRequest } from '../neutral/request.js';
import { neutralToGemini } from './from-neutral.js';
import type { ToGeminiOptions } from './options.js';

/**
 * Writes a request for `countTokens`. The Gemini API wants the whole request inside, with its model; Vertex AI takes the
 * parts that count beside one another.
 *
 * @param api  which of the two will be asked
 * @throws RequestError when something in it cannot be carried
 * @see https://ai.google.dev/api/tokens (read 2026-11-20)
 */
export function neutralToCountTokens(
  request: NeutralRequest,
  options: ToGeminiOptions & { readonly api: 'gemini' | 'vertex' },
): object {
  const body = neutralToGemini(request, options);
  if (options.api === 'gemini') return { generateContentRequest: { model: `models/${options.model}`, ...body } };
  const { contents, systemInstruction, tools, generationConfig } = body;
  return { contents, systemInstruction, tools, generationConfig };
}

/** The number in `countTokens`' answer; undefined when there is none. */
export function tokenCount(body: unknown): number | undefined {
  const total = isRecord(body) ? body['totalTokens'] : undefined;
  return typeof total === 'number' && total >= 0 ? total : undefined;
}
