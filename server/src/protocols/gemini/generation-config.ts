import { RequestError } from '../neutral/request-error.js';
import type { NeutralRequest } from '../neutral/request.js';
import type { ToGeminiOptions } from './options.js';
import type { GeminiGenerationConfig } from './request.js';
import { geminiThinkingConfig, geminiThinks } from './thinking-config.js';

/**
 * Writes `generationConfig`: only the fields that the caller set.
 *
 * @throws RequestError for more stop sequences than Gemini takes: leaving some out would change where an answer ends
 */
export function geminiGenerationConfig(request: NeutralRequest, options: ToGeminiOptions): GeminiGenerationConfig {
  const { sampling } = request;
  const config: GeminiGenerationConfig = {};
  if (sampling.temperature !== undefined) config.temperature = sampling.temperature;
  if (sampling.topP !== undefined) config.topP = sampling.topP;
  if (sampling.topK !== undefined) config.topK = sampling.topK;
  if (sampling.maxOutputTokens !== undefined) config.maxOutputTokens = sampling.maxOutputTokens;
  if (sampling.seed !== undefined) config.seed = sampling.seed;
  if (sampling.frequencyPenalty !== undefined) config.frequencyPenalty = sampling.frequencyPenalty;
  if (sampling.presencePenalty !== undefined) config.presencePenalty = sampling.presencePenalty;
  if (sampling.candidates !== undefined && sampling.candidates > 1) config.candidateCount = sampling.candidates;
  if (sampling.stopSequences?.length)
    config.stopSequences = stopSequences(sampling.stopSequences, sampling.stopField ?? 'stop');
  if (sampling.topLogprobs !== undefined) {
    config.responseLogprobs = true;
    if (sampling.topLogprobs > 0) config.logprobs = sampling.topLogprobs;
  }
  if (request.responseFormat?.type === 'json') {
    config.responseMimeType = 'application/json';
    if (request.responseFormat.schema) config.responseJsonSchema = request.responseFormat.schema;
  }
  if (request.thinking) {
    if (geminiThinks(options.model)) config.thinkingConfig = geminiThinkingConfig(request.thinking, options.model);
    else if (request.thinking.effort !== 'none') options.dropped.add('thinking');
  }
  return config;
}

/** @see https://ai.google.dev/api/generate-content#GenerationConfig (read 2026-11-20): at most 5 */
const MAX_STOP_SEQUENCES = 5;

function stopSequences(sequences: readonly string[], field: string): readonly string[] {
  if (sequences.length > MAX_STOP_SEQUENCES) {
    throw new RequestError([field], `At most ${MAX_STOP_SEQUENCES} stop sequences can be carried to this model`);
  }
  return sequences;
}
