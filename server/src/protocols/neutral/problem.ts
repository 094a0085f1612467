import type { Path } from './path.js';
import type { RequestError } from './request-error.js';

/**
 * An error to be told to a caller, before it takes a wire's shape: the HTTP status, our stable code, what happened, what
 * to do, and the field that is at fault where there is one.
 */
export interface WireProblem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly hint?: string | undefined;
  readonly path?: Path | undefined;
}

/** A refused request as a problem. */
export function requestProblem(error: RequestError): WireProblem {
  return { status: error.status, code: error.code, detail: error.message, hint: error.hint, path: error.path };
}

/** What happened and what to do, as one text for the wires that have a single field for both. */
export function problemText(problem: WireProblem): string {
  return problem.hint ? `${problem.detail.replace(/[.\s]*$/, '')}. ${problem.hint}` : problem.detail;
}
