import { z } from 'zod';

/**
 * What we read of a `GenerateContentResponse` (one answer, or one chunk of a stream). Everything is optional and a field
 * that we can do without never spoils the rest (`catch`): an answer that the model gave is passed on.
 *
 * @see https://ai.google.dev/api/generate-content#v1beta.GenerateContentResponse (read 2026-11-20)
 */
const text = z.string().optional().catch(undefined);
const count = z.number().int().nonnegative().optional().catch(undefined);

const partSchema = z.looseObject({
  text: z.string().optional(),
  thought: z.boolean().optional().catch(undefined),
  thoughtSignature: text,
  functionCall: z
    .looseObject({ id: text, name: z.string(), args: z.record(z.string(), z.unknown()).nullish() })
    .optional(),
  inlineData: z.looseObject({ mimeType: text, data: z.string() }).optional(),
  executableCode: z.looseObject({ language: text, code: z.string() }).optional().catch(undefined),
  codeExecutionResult: z.looseObject({ outcome: text, output: text }).optional().catch(undefined),
});
export type GeminiAnswerPart = z.output<typeof partSchema>;

const logprobCandidate = z.looseObject({ token: text, logProbability: z.number().optional().catch(undefined) });

const logprobsSchema = z.looseObject({
  chosenCandidates: z.array(logprobCandidate).optional(),
  topCandidates: z.array(z.looseObject({ candidates: z.array(logprobCandidate).optional() })).optional(),
});
export type GeminiLogprobs = z.output<typeof logprobsSchema>;

const groundingSchema = z.looseObject({
  webSearchQueries: z.array(z.string()).optional().catch(undefined),
  groundingChunks: z
    .array(z.looseObject({ web: z.looseObject({ uri: text, title: text }).optional().catch(undefined) }))
    .optional()
    .catch(undefined),
  groundingSupports: z
    .array(
      z.looseObject({
        segment: z.looseObject({ startIndex: count, endIndex: count, text }).optional(),
        groundingChunkIndices: z.array(z.number().int()).optional(),
      }),
    )
    .optional()
    .catch(undefined),
});
export type GeminiGrounding = z.output<typeof groundingSchema>;

const candidateSchema = z.looseObject({
  index: count,
  content: z.looseObject({ parts: z.array(partSchema).nullish() }).nullish(),
  finishReason: text,
  finishMessage: text,
  groundingMetadata: groundingSchema.optional().catch(undefined),
  logprobsResult: logprobsSchema.optional().catch(undefined),
});
export type GeminiCandidate = z.output<typeof candidateSchema>;

export const geminiChunkSchema = z.looseObject({
  candidates: z.array(candidateSchema).nullish(),
  promptFeedback: z.looseObject({ blockReason: text, blockReasonMessage: text }).nullish().catch(undefined),
  /** Read by `geminiUsage`. */
  usageMetadata: z.unknown().optional(),
  modelVersion: text,
  responseId: text,
});
export type GeminiChunk = z.output<typeof geminiChunkSchema>;
