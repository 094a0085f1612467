import { parseGeminiError, type UpstreamFault } from '../gemini/errors.js';
import { withoutIdentity } from '../gemini/identity.js';
import { isRecord, parseJson } from '../neutral/parse-json.js';
import type { WireProblem } from '../neutral/problem.js';

/** Anthropic's error types as Google's canonical status and an HTTP status. */
const STATUSES: Readonly<Record<string, readonly [name: string, http: number]>> = {
  invalid_request_error: ['INVALID_ARGUMENT', 400],
  authentication_error: ['UNAUTHENTICATED', 401],
  billing_error: ['FAILED_PRECONDITION', 402],
  permission_error: ['PERMISSION_DENIED', 403],
  not_found_error: ['NOT_FOUND', 404],
  request_too_large: ['INVALID_ARGUMENT', 413],
  rate_limit_error: ['RESOURCE_EXHAUSTED', 429],
  api_error: ['INTERNAL', 500],
  timeout_error: ['DEADLINE_EXCEEDED', 504],
  overloaded_error: ['UNAVAILABLE', 529],
};

/**
 * Reads an error answer of Claude on Vertex AI, which is Anthropic's when the model answered and Google's when it was
 * refused before.
 *
 * @param httpStatus  of the answer
 */
export function parseAnthropicError(httpStatus: number, body: string): UpstreamFault {
  const parsed = parseJson(body);
  const error =
    isRecord(parsed) && parsed['type'] === 'error' && isRecord(parsed['error']) ? parsed['error'] : undefined;
  if (!error) return parseGeminiError(httpStatus, body);
  const { type, message } = error;
  return {
    httpStatus,
    status: typeof type === 'string' ? (STATUSES[type]?.[0] ?? 'UNKNOWN') : 'UNKNOWN',
    message:
      typeof message === 'string' ? withoutIdentity(message.slice(0, 4_000)) : `The upstream answered ${httpStatus}`,
    reason: typeof type === 'string' ? type : undefined,
    retryAfterMs: undefined,
    quotas: [],
    details: [],
  };
}

/** The `error` member of a stream's error event as a problem; its type decides the status. */
export function anthropicFaultProblem(httpStatus: number, error: unknown): WireProblem {
  const { type, message } = isRecord(error) ? error : {};
  const known = typeof type === 'string' ? STATUSES[type] : undefined;
  return {
    status: known?.[1] ?? httpStatus,
    code: (known?.[0] ?? 'INTERNAL').toLowerCase(),
    detail: typeof message === 'string' ? withoutIdentity(message.slice(0, 4_000)) : 'The upstream failed',
  };
}
