import type { Finish, FinishReason } from '../neutral/finish-reason.js';

/**
 * Gemini's reasons for ending an answer.
 *
 * @see https://ai.google.dev/api/generate-content#FinishReason and
 *      https://cloud.google.com/vertex-ai/generative-ai/docs/reference/rest/v1/GenerateContentResponse (read 2026-11-20)
 */
const REASONS: Readonly<Record<string, FinishReason>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'content-filter',
  RECITATION: 'content-filter',
  LANGUAGE: 'content-filter',
  BLOCKLIST: 'content-filter',
  PROHIBITED_CONTENT: 'content-filter',
  SPII: 'content-filter',
  MODEL_ARMOR: 'content-filter',
  IMAGE_SAFETY: 'content-filter',
  IMAGE_PROHIBITED_CONTENT: 'content-filter',
  IMAGE_RECITATION: 'content-filter',
  MALFORMED_FUNCTION_CALL: 'malformed-tool-call',
  UNEXPECTED_TOOL_CALL: 'malformed-tool-call',
  MALFORMED_RESPONSE: 'other',
  MISSING_THOUGHT_SIGNATURE: 'other',
  TOO_MANY_TOOL_CALLS: 'other',
  NO_IMAGE: 'other',
  IMAGE_OTHER: 'other',
  OTHER: 'other',
  FINISH_REASON_UNSPECIFIED: 'other',
};

/**
 * @param upstreamReason  Gemini's word; a word we do not know is kept beside `other`
 * @param calledTools  Gemini says STOP also when it waits for tool results; only the content tells
 */
export function geminiFinish(upstreamReason: string, message: string | undefined, calledTools: boolean): Finish {
  // A word that is not Google's after a call (some stand-ins say FUNCTION_CALL) does not undo the call.
  const reason = REASONS[upstreamReason] ?? (calledTools ? 'stop' : 'other');
  return { reason: reason === 'stop' && calledTools ? 'tool-calls' : reason, upstreamReason, message };
}
