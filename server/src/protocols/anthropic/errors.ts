import { formatDottedPath } from '../neutral/path.js';
import { problemText, type WireProblem } from '../neutral/problem.js';

/** The error body of Anthropic's API, and the data of a stream's `error` event. */
export interface AnthropicErrorBody {
  readonly type: 'error';
  readonly error: {
    readonly type: string;
    readonly message: string;
    /** SDK 1.x reads our code from here. */
    readonly details: { readonly error_code: string };
  };
  readonly request_id: string | null;
}

/** @see https://platform.claude.com/docs/en/api/errors (read 2026-11-20) */
const TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

/**
 * An error, ours or an upstream's, in Anthropic's form. The field at fault stands in front of the message, as it does there.
 *
 * @param requestId  the id that is also in the `request-id` header
 */
export function anthropicError(problem: WireProblem, requestId: string | null = null): AnthropicErrorBody {
  const text = problemText(problem);
  const type = TYPES[problem.status] ?? (problem.status < 500 ? 'invalid_request_error' : 'api_error');
  return {
    type: 'error',
    error: {
      type,
      message: problem.path?.length ? `${formatDottedPath(problem.path)}: ${text}` : text,
      details: { error_code: problem.code },
    },
    request_id: requestId,
  };
}
