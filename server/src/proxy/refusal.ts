import type { IncomingHttpHeaders } from 'node:http';
import { parseGeminiError, scrubGeminiErrorBody, upstreamProblem } from '../protocols/gemini/errors.js';
import type { WireProblem } from '../protocols/neutral/problem.js';
import type { AnswerHeaders } from './caller.js';

/** As much of an upstream's error body as is read. */
export const REFUSED_BYTES = 256 * 1024;

/** An upstream's refusal, ready to be told to a caller: no account or project is named in it. */
export interface Refusal {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly problem: WireProblem;
  readonly headers: AnswerHeaders;
}

export function refusalFor(status: number, headers: IncomingHttpHeaders, body: Buffer): Refusal {
  const text = body.subarray(0, REFUSED_BYTES).toString('utf8');
  // A redirect is not followed and not passed on; 1xx and 2xx beside 200 are no answers that these APIs give.
  const told = status >= 400 && status <= 599 ? status : 502;
  const fault = parseGeminiError(told, text);
  const waitMs = fault.retryAfterMs;
  return {
    status: told,
    contentType: headers['content-type'] ?? 'application/json',
    body: scrubGeminiErrorBody(text),
    problem: upstreamProblem(fault),
    headers: {
      'retry-after':
        retryAfter(headers['retry-after']) ?? (waitMs === undefined ? undefined : String(Math.ceil(waitMs / 1000))),
    },
  };
}

/** Only what is a number of seconds or a date is passed on. */
const retryAfter = (value: string | undefined): string | undefined =>
  value !== undefined && (/^\d{1,9}$/.test(value) || !Number.isNaN(Date.parse(value))) ? value : undefined;
