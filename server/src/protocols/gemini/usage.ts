import type { Usage } from '../../core/usage/usage.js';
import { isRecord } from '../neutral/parse-json.js';

/**
 * Reads the usage of one Gemini answer or chunk, translated or passed through.
 *
 * Gemini counts thoughts beside the candidates and tool-use input beside the prompt; ours include both. The cached
 * tokens are already part of the prompt's.
 *
 * @returns undefined when the chunk says nothing of usage
 * @see https://ai.google.dev/api/generate-content#UsageMetadata (read 2026-11-20)
 */
export function geminiUsage(chunk: unknown): Usage | undefined {
  if (!isRecord(chunk) || !isRecord(chunk['usageMetadata'])) return undefined;
  const usage = chunk['usageMetadata'];
  const thoughtTokens = countIn(usage, 'thoughtsTokenCount');
  return {
    inputTokens: countIn(usage, 'promptTokenCount') + countIn(usage, 'toolUsePromptTokenCount'),
    outputTokens: countIn(usage, 'candidatesTokenCount') + thoughtTokens,
    cachedTokens: countIn(usage, 'cachedContentTokenCount'),
    thoughtTokens,
  };
}

/** Looked at by hand: this is read of every answer. */
function countIn(usage: Readonly<Record<string, unknown>>, name: string): number {
  const count = usage[name];
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : 0;
}
