import { ProblemError, UnreachableError } from '../http/problem-error.js';
import type { Messages } from './en/index.js';

/** An error in words for a person: what happened, and what to do. */
export interface ErrorText {
  readonly detail: string;
  readonly hint: string;
}

/** Refusals speak for themselves; everything else is told apart as far as a person can act on it. */
export function describeError(error: unknown, messages: Messages): ErrorText {
  if (error instanceof ProblemError) {
    const fields = (error.problem.errors ?? []).map((field) => `${field.path}: ${field.message}`);
    return { detail: [error.problem.detail, ...fields].join('\n'), hint: error.problem.hint };
  }
  if (error instanceof UnreachableError) {
    return { detail: messages.errors.unreachable, hint: messages.errors.unreachableHint };
  }
  return { detail: messages.errors.unexpected, hint: messages.errors.unexpectedHint };
}
