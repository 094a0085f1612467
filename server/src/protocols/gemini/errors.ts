import { isRecord, parseJson } from '../neutral/parse-json.js';
import { assertDepth } from '../neutral/parse-field.js';
import { formatPath } from '../neutral/path.js';
import { problemText, type WireProblem } from '../neutral/problem.js';
import { RequestError } from '../neutral/request-error.js';
import { withoutIdentity } from './identity.js';

/** The error body of every Google API. */
export interface GeminiErrorBody {
  readonly error: {
    readonly code: number;
    readonly message: string;
    readonly status: string;
    readonly details?: readonly Readonly<Record<string, unknown>>[];
  };
}

/** Canonical status names by HTTP status. @see https://cloud.google.com/apis/design/errors (read 2026-11-20) */
const STATUS_NAMES: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  405: 'UNIMPLEMENTED',
  409: 'ABORTED',
  413: 'INVALID_ARGUMENT',
  415: 'INVALID_ARGUMENT',
  421: 'FAILED_PRECONDITION',
  422: 'INVALID_ARGUMENT',
  429: 'RESOURCE_EXHAUSTED',
  499: 'CANCELLED',
  500: 'INTERNAL',
  501: 'UNIMPLEMENTED',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

/**
 * An error of ours in Google's shape. Our code travels as an `ErrorInfo` reason (upper case, as Google spells them), the
 * hint as `Help`-like text in the message, the field as a `BadRequest` violation.
 */
export function geminiError(problem: WireProblem): GeminiErrorBody {
  const details: Record<string, unknown>[] = [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: problem.code.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase(),
      domain: 'regrant',
      metadata: { code: problem.code, ...(problem.hint ? { hint: problem.hint } : {}) },
    },
  ];
  if (problem.path?.length) {
    details.push({
      '@type': 'type.googleapis.com/google.rpc.BadRequest',
      fieldViolations: [{ field: formatPath(problem.path), description: problem.detail }],
    });
  }
  const status = STATUS_NAMES[problem.status] ?? (problem.status < 500 ? 'FAILED_PRECONDITION' : 'INTERNAL');
  return { error: { code: problem.status, message: problemText(problem), status, details } };
}

/** A quota that ran out, as Google names it. */
export interface QuotaViolation {
  readonly quotaId: string | undefined;
  readonly quotaMetric: string | undefined;
  readonly quotaValue: number | undefined;
  readonly model: string | undefined;
}

/** What a Google API said was wrong, read from its error body. */
export interface UpstreamFault {
  readonly httpStatus: number;
  /** Google's canonical status, such as `RESOURCE_EXHAUSTED`. */
  readonly status: string;
  /** Google's text, without names of accounts and projects. */
  readonly message: string;
  /** `ErrorInfo.reason`, such as `SERVICE_DISABLED`. */
  readonly reason: string | undefined;
  /** How long to wait, from `RetryInfo`. */
  readonly retryAfterMs: number | undefined;
  readonly quotas: readonly QuotaViolation[];
  /** The details as they came, for decisions; never to be shown. */
  readonly details: readonly Readonly<Record<string, unknown>>[];
}

/**
 * Reads an upstream's error answer, whatever it is: Google's JSON, the array form that streams use, a page of HTML.
 *
 * @param httpStatus  of the answer
 * @param body  its text, possibly cut off
 */
export function parseGeminiError(httpStatus: number, body: string): UpstreamFault {
  const parsed = parseJson(body);
  const object: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  return parseGeminiErrorObject(httpStatus, isRecord(object) ? object['error'] : undefined);
}

/** The same for the `error` member alone. `httpStatus` gives way to the code inside, where that is an HTTP status. */
export function parseGeminiErrorObject(httpStatus: number, error: unknown): UpstreamFault {
  const fields = isRecord(error) ? error : {};
  const code = fields['code'];
  const status = typeof code === 'number' && code >= 400 && code < 600 ? code : httpStatus;
  const details = Array.isArray(fields['details']) ? fields['details'].filter(isRecord) : [];
  const message = typeof fields['message'] === 'string' ? fields['message'] : typeof error === 'string' ? error : '';
  return {
    httpStatus: status,
    status: typeof fields['status'] === 'string' ? fields['status'] : (STATUS_NAMES[status] ?? 'UNKNOWN'),
    message: withoutIdentity(message.slice(0, 4_000)) || `The upstream answered ${status}`,
    reason: textOf(detail(details, 'ErrorInfo')?.['reason']),
    retryAfterMs: durationMs(detail(details, 'RetryInfo')?.['retryDelay']),
    quotas: quotaViolations(detail(details, 'QuotaFailure')),
    details,
  };
}

/** An upstream's fault as a problem to tell the caller of in any wire; its HTTP status is kept. */
export function upstreamProblem(fault: UpstreamFault): WireProblem {
  return {
    status: fault.httpStatus,
    code: fault.status.toLowerCase(),
    detail: fault.message,
  };
}

function detail(details: readonly Record<string, unknown>[], type: string): Record<string, unknown> | undefined {
  return details.find((entry) => textOf(entry['@type'])?.endsWith(`google.rpc.${type}`));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** `"3.5s"`, protobuf's JSON form of a duration. */
function durationMs(value: unknown): number | undefined {
  const match = typeof value === 'string' ? /^(\d{1,9}(?:\.\d{1,9})?)s$/.exec(value) : null;
  return match ? Math.ceil(Number(match[1]) * 1000) : undefined;
}

function quotaViolations(failure: Record<string, unknown> | undefined): QuotaViolation[] {
  const violations = failure?.['violations'];
  if (!Array.isArray(violations)) return [];
  return violations.filter(isRecord).map((violation) => {
    const dimensions = isRecord(violation['quotaDimensions']) ? violation['quotaDimensions'] : {};
    const value = Number(violation['quotaValue'] ?? Number.NaN);
    return {
      quotaId: textOf(violation['quotaId']),
      quotaMetric: textOf(violation['quotaMetric']),
      quotaValue: Number.isFinite(value) ? value : undefined,
      model: textOf(dimensions['model']),
    };
  });
}

/** Members of Google's error details whose whole value names the account's project. */
const IDENTITY_KEYS = /^(consumer|containerInfo|project|project_?(id|number)|resourceName|owner|subject)$/i;

/**
 * An upstream's error body as it may be passed on: the same JSON without names of accounts and projects; what is not
 * JSON, or is no error in depth, is answered as text cleaned in the same way.
 */
export function scrubGeminiErrorBody(body: string): string {
  const parsed = parseJson(body);
  if (parsed === undefined || isDeep(parsed)) return withoutIdentity(body);
  return JSON.stringify(parsed, (key, value: unknown) => {
    if (typeof value === 'number' && IDENTITY_KEYS.test(key)) return 0;
    if (typeof value !== 'string') return value;
    return IDENTITY_KEYS.test(key) ? '[project]' : withoutIdentity(value);
  });
}

function isDeep(value: unknown): boolean {
  try {
    assertDepth(value, []);
    return false;
  } catch (error) {
    if (error instanceof RequestError) return true;
    throw error;
  }
}
