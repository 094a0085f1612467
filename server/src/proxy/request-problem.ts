import { PROBLEM_STATUS, type ProblemCode } from '../../contract/problem.js';
import { CallerRateLimitedError } from '../core/errors/caller-errors.js';
import { RegrantError } from '../core/errors/regrant-error.js';
import { requestProblem, type WireProblem } from '../protocols/neutral/problem.js';
import { RequestError } from '../protocols/neutral/request-error.js';
import { NoSuchRouteError } from './caller-request.js';
import type { AnswerHeaders } from './caller.js';
import { BodyRefusedError, LARGEST_REQUEST_BYTES } from './request-body.js';

/** Sent with errors that no second try will mend. */
const NO_RETRY: AnswerHeaders = { 'x-should-retry': 'false' };

const NOT_FOUND: WireProblem = {
  status: 404,
  code: 'route.not_found',
  detail: 'There is no such route here.',
  hint: 'Check the base URL and the method; the README lists what Regrant serves.',
};

const TOO_LARGE: WireProblem = {
  status: 413,
  code: 'request.too_large',
  detail: 'The request is too large.',
  hint: `At most ${LARGEST_REQUEST_BYTES} bytes are taken.`,
};

const MALFORMED: WireProblem = {
  status: 400,
  code: 'request.malformed',
  detail: 'The request cannot be read.',
  hint: 'Send a complete JSON body with its length.',
};

const NO_ROOM: WireProblem = {
  status: 503,
  code: 'server.busy',
  detail: 'Regrant holds as many large requests as it may.',
  hint: 'Try again in a moment.',
};

export const DRAINING: WireProblem = {
  status: 503,
  code: 'server.draining',
  detail: 'Regrant is stopping.',
  hint: 'Try again when it has been started again.',
};

const INTERNAL: WireProblem = { status: 500, code: 'server.internal', detail: 'Regrant failed.', hint: 'See its log.' };

const BODY_PROBLEMS = { 400: MALFORMED, 413: TOO_LARGE, 503: NO_ROOM } as const satisfies Record<
  BodyRefusedError['status'],
  WireProblem
>;

/** A request refused by us, as its caller is told. */
export interface RequestRefusal {
  readonly problem: WireProblem;
  readonly headers: AnswerHeaders;
  /** Our own fault, and not the request's. */
  readonly isFault: boolean;
}

/** What is said to the caller of what went wrong with a request: its key, its body, its wishes, or Regrant itself. */
export function requestRefusal(error: unknown): RequestRefusal {
  const problem = problemOf(error);
  return problem
    ? { problem, headers: headersOf(error), isFault: false }
    : { problem: INTERNAL, headers: {}, isFault: true };
}

function problemOf(error: unknown): WireProblem | undefined {
  if (error instanceof RequestError) return requestProblem(error);
  if (error instanceof NoSuchRouteError) return NOT_FOUND;
  if (error instanceof BodyRefusedError) return BODY_PROBLEMS[error.status];
  return error instanceof RegrantError && error.code in PROBLEM_STATUS ? toldOf(error) : undefined;
}

const toldOf = ({ code, message, hint }: RegrantError): WireProblem => ({
  status: PROBLEM_STATUS[code as ProblemCode],
  code,
  detail: message,
  hint,
});

/** A limit per minute passes by itself; nothing else that is wrong with a request does. */
function headersOf(error: unknown): AnswerHeaders {
  if (error instanceof CallerRateLimitedError) return { 'retry-after': String(error.details['retry_after_seconds']) };
  if (error instanceof BodyRefusedError && error.status === 503) return { 'retry-after': '2', connection: 'close' };
  // The rest of a body that is not wanted is not read: the connection ends with the answer.
  return error instanceof BodyRefusedError ? { ...NO_RETRY, connection: 'close' } : NO_RETRY;
}
