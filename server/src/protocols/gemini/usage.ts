import type { Usage } from '../../core/usage/usage.js';
import { isRecord } from '../neutral/parse-json.js';
import { geminiUsageSchema } from './schema.js';

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
  const parsed = geminiUsageSchema.safeParse(chunk['usageMetadata']);
  if (!parsed.success) return undefined;
  const usage = parsed.data;
  const thoughtTokens = usage.thoughtsTokenCount ?? 0;
  return {
    inputTokens: (usage.promptTokenCount ?? 0) + (usage.toolUsePromptTokenCount ?? 0),
    outputTokens: (usage.candidatesTokenCount ?? 0) + thoughtTokens,
    cachedTokens: usage.cachedContentTokenCount ?? 0,
    thoughtTokens,
  };
}
