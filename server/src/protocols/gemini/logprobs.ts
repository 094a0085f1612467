import type { TokenLogprob } from '../neutral/stream-part.js';
import type { GeminiLogprobs } from './schema.js';

/** The chosen tokens of an answer with the alternatives at each step. */
export function geminiLogprobs(result: GeminiLogprobs): TokenLogprob[] {
  return (result.chosenCandidates ?? []).map((chosen, step) => ({
    token: chosen.token ?? '',
    logprob: chosen.logProbability ?? 0,
    alternatives: (result.topCandidates?.[step]?.candidates ?? []).map((candidate) => ({
      token: candidate.token ?? '',
      logprob: candidate.logProbability ?? 0,
    })),
  }));
}
