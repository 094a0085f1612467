import { anthropicError } from '../protocols/anthropic/errors.js';
import { geminiError } from '../protocols/gemini/errors.js';
import type { WireProblem } from '../protocols/neutral/problem.js';
import { chatError } from '../protocols/openai-chat/errors.js';
import { sseData, sseEvent } from '../protocols/sse/serializer.js';

/** The caller's own language, as far as errors go. */
export interface Wire {
  readonly name: 'gemini' | 'openai' | 'anthropic';
  /** Where this wire's SDKs look for the request's id. */
  readonly requestIdHeader?: string;
  /** The JSON body of an error in this wire's shape. */
  error(problem: WireProblem, requestId: string): unknown;
  /** The same between two events of a stream that has begun. */
  streamError(problem: WireProblem, requestId: string): string;
}

export const GEMINI_WIRE: Wire = {
  name: 'gemini',
  error: geminiError,
  streamError: (problem) => sseData(JSON.stringify(geminiError(problem))),
};

export const OPENAI_WIRE: Wire = {
  name: 'openai',
  requestIdHeader: 'x-request-id',
  error: chatError,
  streamError: (problem) => sseData(JSON.stringify(chatError(problem))),
};

export const ANTHROPIC_WIRE: Wire = {
  name: 'anthropic',
  requestIdHeader: 'request-id',
  error: anthropicError,
  streamError: (problem, requestId) => sseEvent('error', JSON.stringify(anthropicError(problem, requestId))),
};

/**
 * Which wire an address belongs to: it decides the shape of an answer that no route gives. Two clients list models at
 * the same address; the one with a version header is Anthropic's.
 */
export function wireOf(path: string, anthropicVersion: unknown): Wire {
  if (path.includes('/publishers/anthropic/') || /^\/v1\/messages(\/|$|\?)/.test(path)) return ANTHROPIC_WIRE;
  if (
    /^\/v1\/models\/[^?]*:/.test(path) ||
    /^(\/v1)?\/(projects|publishers)\//.test(path) ||
    !/^\/v1(\/|$|\?)/.test(path)
  )
    return GEMINI_WIRE;
  return anthropicVersion !== undefined && /^\/v1\/models(\/|$|\?)/.test(path) ? ANTHROPIC_WIRE : OPENAI_WIRE;
}
