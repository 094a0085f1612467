import { RegrantError } from '../../core/errors/regrant-error.js';
import type { WireProblem } from './problem.js';

/** The upstream answered with success, but not with an answer. */
export class UpstreamAnswerError extends RegrantError {
  constructor(readonly problem: WireProblem) {
    super(problem.code, problem.detail, { hint: problem.hint ?? 'Try again.' });
  }
}
