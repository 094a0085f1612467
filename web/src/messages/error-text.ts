import { ProblemError, UnreachableError } from '../http/problem-error.js';
import type { Messages } from './en/index.js';
import { describeRefusal } from './problem-words.js';
import type { Refusal } from './refusal.js';

/** An error in words for a person. Refusals have a code; everything else is told apart as far as a person can act on it. */
export function describeError(error: unknown, messages: Messages): Refusal {
  if (error instanceof ProblemError) return describeRefusal(error.problem, messages);
  if (error instanceof UnreachableError) {
    return { detail: messages.errors.unreachable, hint: messages.errors.unreachableHint };
  }
  return { detail: messages.errors.unexpected, hint: messages.errors.unexpectedHint };
}
