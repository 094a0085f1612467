import type { IncomingHttpHeaders } from 'node:http';
import { anthropicFaultProblem, parseAnthropicError } from '../protocols/anthropic/upstream-error.js';
import type { CoolDownHint } from '../core/pool/cool-down.js';
import type { UpstreamRefusal } from '../core/pool/refusal-kind.js';
import {
  parseGeminiErrorObject,
  scrubGeminiErrorBody,
  upstreamProblem,
  type UpstreamFault,
} from '../protocols/gemini/errors.js';
import { isRecord, parseJson } from '../protocols/neutral/parse-json.js';
import type { WireProblem } from '../protocols/neutral/problem.js';
import type { AnswerHeaders } from './caller.js';

/** As much of an upstream's error body as is read. */
export const REFUSED_BYTES = 256 * 1024;
/** As long as it is waited for. */
export const REFUSED_WITHIN_MS = 5_000;

/** An upstream's refusal, ready to be told to a caller: no account or project is named in it. */
export interface Refusal {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly problem: WireProblem;
  readonly headers: AnswerHeaders;
  /** What it says about the account; never to be shown to the caller. */
  readonly facts: UpstreamRefusal;
  readonly hint: CoolDownHint;
}

/** A refusal that came inside a stream under the status of success; its own code is the status it would have had. */
export function inStreamRefusal(body: Buffer): Refusal {
  const parsed = parseJson(body.toString('utf8'));
  const error = isRecord(parsed) ? parsed['error'] : undefined;
  const isClaude = isRecord(parsed) && parsed['type'] === 'error';
  const { status } = isClaude
    ? anthropicFaultProblem(500, error)
    : { status: parseGeminiErrorObject(500, error).httpStatus };
  return refusalFor(status, {}, body);
}

/** The same where the stream was translated, and only the problem is left of it. */
export function refusalOfProblem(problem: WireProblem): Refusal {
  const { status, code, detail } = problem;
  return {
    status,
    contentType: 'application/json',
    body: JSON.stringify({ error: { code: status, message: detail, status: code.toUpperCase() } }),
    problem,
    facts: { httpStatus: status, status: code.toUpperCase(), reason: null, message: detail, helpUrl: null },
    hint: { retryInfoMs: null, retryAfterMs: null, quotaId: null },
    headers: {},
  };
}

export function refusalFor(status: number, headers: IncomingHttpHeaders, body: Buffer): Refusal {
  const text = body.subarray(0, REFUSED_BYTES).toString('utf8');
  // A redirect is not followed and not passed on; 1xx and 2xx beside 200 are no answers that these APIs give.
  const told = status >= 400 && status <= 599 ? status : 502;
  // Claude's own errors, and Google's where it refused before the model was asked.
  const fault = parseAnthropicError(told, text);
  const waitMs = fault.retryAfterMs;
  return {
    status: told,
    contentType: headers['content-type'] ?? 'application/json',
    body: scrubGeminiErrorBody(text),
    problem: upstreamProblem(fault),
    facts: factsOf(fault, text),
    hint: {
      retryInfoMs: waitMs ?? null,
      retryAfterMs: retryAfterMs(headers['retry-after']),
      quotaId: fault.quotas[0]?.quotaId ?? null,
      quotas: fault.quotas,
    },
    headers: {
      'retry-after':
        retryAfter(headers['retry-after']) ?? (waitMs === undefined ? undefined : String(Math.ceil(waitMs / 1000))),
    },
  };
}

function factsOf({ httpStatus, status, reason, message, details }: UpstreamFault, body: string): UpstreamRefusal {
  return { httpStatus, status, reason: reason ?? null, message, helpUrl: helpUrl(details) ?? pageIn(body) };
}

/** Google's own link for the person who can put it right: in `google.rpc.Help` or `ErrorInfo`, else in the message. */
const helpUrl = (details: UpstreamFault['details']): string | null =>
  pageIn(details.map((detail) => JSON.stringify(detail)).join(' '));

const pageIn = (text: string): string | null =>
  /https:\/\/(?:console\.(?:cloud|developers)|accounts|support|myaccount)\.google\.com\/[^\s"\\]{0,500}/.exec(
    text,
  )?.[0] ?? null;

/** `Date.parse` alone would take nearly anything for a date. @see RFC 9110 §5.6.7 */
const HTTP_DATE = /^[A-Z][a-z]{2,8}, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/;

function retryAfterMs(value: string | undefined): number | null {
  if (value === undefined) return null;
  if (/^\d{1,15}$/.test(value)) return Number(value) * 1000;
  const atMs = HTTP_DATE.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(atMs) ? null : atMs - Date.now();
}

/** Only what is a number of seconds or a date is passed on. */
const retryAfter = (value: string | undefined): string | undefined =>
  value !== undefined && (/^\d{1,9}$/.test(value) || HTTP_DATE.test(value)) ? value : undefined;
