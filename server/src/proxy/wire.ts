import { geminiError } from '../protocols/gemini/errors.js';
import type { WireProblem } from '../protocols/neutral/problem.js';
import { chatError } from '../protocols/openai-chat/errors.js';

/** The caller's own language, as far as errors go. */
export interface Wire {
  readonly name: 'gemini' | 'openai';
  /** The JSON body of an error in this wire's shape. */
  error(problem: WireProblem): unknown;
}

export const GEMINI_WIRE: Wire = { name: 'gemini', error: geminiError };
export const OPENAI_WIRE: Wire = { name: 'openai', error: chatError };

/** Which wire an address belongs to: it decides the shape of an answer that no route gives. */
export const wireOf = (path: string): Wire => (/^\/v1(\/|$|\?)/.test(path) ? OPENAI_WIRE : GEMINI_WIRE);
