import { formatPath } from '../neutral/path.js';
import { problemText, type WireProblem } from '../neutral/problem.js';

/** The error body of every OpenAI endpoint. */
export interface OpenAiErrorBody {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: string | null;
  };
}

/** `type` by HTTP status. @see https://platform.openai.com/docs/guides/error-codes (read 2026-11-20) */
const TYPES: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  429: 'rate_limit_error',
};

/**
 * An error, ours or an upstream's, in OpenAI's form. The code stays ours: programs match on it; the hint joins the
 * message, which is what SDKs print.
 */
export function chatError(problem: WireProblem): OpenAiErrorBody {
  return {
    error: {
      message: problemText(problem),
      type: TYPES[problem.status] ?? (problem.status < 500 ? 'invalid_request_error' : 'server_error'),
      param: problem.path?.length ? formatPath(problem.path) : null,
      code: problem.code,
    },
  };
}
