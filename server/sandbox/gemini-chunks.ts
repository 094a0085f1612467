import { randomBytes } from 'node:crypto';
import type { GeminiAnswer } from './gemini-answer.js';
import type { GeminiPart } from './gemini-request.js';

/** One GenerateContentResponse: the whole answer, or one piece of a stream. */
export interface GeminiChunk {
  readonly candidates: readonly object[];
  readonly usageMetadata: object;
  readonly modelVersion: string;
  readonly responseId: string;
}

export function wholeAnswer(model: string, answer: GeminiAnswer, candidateCount: number): GeminiChunk {
  return chunk(model, newResponseId(), answer.usage, candidateCount, {
    content: { parts: answer.parts, role: 'model' },
    finishReason: answer.finishReason,
  });
}

/** The same answer word by word: thoughts and tool calls whole, text in words, the finish reason with the last piece. */
export function answerInChunks(model: string, answer: GeminiAnswer, candidateCount: number): readonly GeminiChunk[] {
  const responseId = newResponseId();
  const pieces = answer.parts.flatMap(piecesOf);
  return pieces.map((part, index) => {
    const isLast = index === pieces.length - 1;
    // Google counts the prompt in every piece, and what was said only at the end.
    const usage = isLast
      ? answer.usage
      : { promptTokenCount: answer.usage.promptTokenCount, totalTokenCount: answer.usage.promptTokenCount };
    return chunk(model, responseId, usage, candidateCount, {
      content: { parts: [part], role: 'model' },
      ...(isLast && { finishReason: answer.finishReason }),
    });
  });
}

function piecesOf(part: GeminiPart): readonly GeminiPart[] {
  if (part.text === undefined || part.thought) return [part];
  const { text, ...rest } = part;
  const words = text.match(/\S+\s*|\s+/g) ?? [''];
  return words.map((word, index) => (index === 0 ? { ...rest, text: word } : { text: word }));
}

function chunk(
  model: string,
  responseId: string,
  usageMetadata: object,
  candidateCount: number,
  candidate: object,
): GeminiChunk {
  return {
    candidates: Array.from({ length: candidateCount }, (_, index) => ({ ...candidate, index })),
    usageMetadata: {
      ...usageMetadata,
      promptTokensDetails: [
        { modality: 'TEXT', tokenCount: (usageMetadata as { promptTokenCount: number }).promptTokenCount },
      ],
    },
    modelVersion: model,
    responseId,
  };
}

function newResponseId(): string {
  return randomBytes(17).toString('base64url');
}
