import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEM_STATUS, type Problem, type ProblemCode } from '../contract/problem.js';
import { RegrantError } from './core/errors/regrant-error.js';
import { Log } from './observability/logger.js';
import type { Redactor } from './observability/redactor.js';
import { InvalidRequestError } from './invalid-request-error.js';

/** Nest's and Fastify's own refusals, by status. */
const CODES: Readonly<Record<number, ProblemCode>> = {
  400: 'request.malformed',
  404: 'route.not_found',
  405: 'route.method_not_allowed',
  413: 'request.too_large',
  415: 'request.unsupported_media_type',
};

const HINTS: Partial<Record<ProblemCode, string>> = {
  'request.malformed': 'Send a complete JSON object with Content-Type: application/json.',
  'route.not_found': 'Check the address and the method against the README.',
  'request.too_large': 'Send less at once.',
  'request.unsupported_media_type': 'Send JSON with Content-Type: application/json.',
  'server.internal': 'Look at the log of Regrant; trying again does no harm.',
};

/**
 * Answers every fault of the admin API as `application/problem+json`. Secrets are hidden in it: an address that somebody
 * put one into would come back in `instance`. @see RFC 9457
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Log,
    private readonly redactor: Redactor,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') {
      this.log.error(error);
      return;
    }
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = this.#problemOf(error, request.url.split('?')[0] ?? '/');
    if (problem.status >= 500) this.log.error(error, { path: problem.instance });
    if (reply.sent) return;
    const wait = error instanceof RegrantError ? error.details['retry_after_seconds'] : undefined;
    if (typeof wait === 'number') void reply.header('retry-after', String(wait));
    sendProblem(reply, problem, this.redactor);
  }

  #problemOf(error: unknown, instance: string): Problem {
    if (error instanceof RegrantError) {
      const problem = problemOf(error, instance);
      return error instanceof InvalidRequestError ? { ...problem, errors: [...error.issues] } : problem;
    }
    const code = CODES[statusOf(error)] ?? 'server.internal';
    const detail = code === 'server.internal' ? 'Regrant failed to do this.' : 'The request cannot be taken as it is.';
    return toProblem(code, detail, HINTS[code] ?? 'Correct the request.', instance);
  }
}

/** The details that say which or what, where a reader's own words say the rest. */
const FACTS = ['client', 'oauth_error', 'error_subtype', 'missing', 'errno', 'reason'] as const;

/** An error that has a code, as it is told. */
export function problemOf(error: RegrantError, instance: string): Problem {
  const { help_url: url, ...details } = error.details;
  const facts = FACTS.flatMap((name) => (typeof details[name] === 'string' ? [[name, details[name]] as const] : []));
  return {
    ...toProblem(codeOf(error), error.message, error.hint, instance),
    ...(facts.length > 0 && { facts: Object.fromEntries(facts) }),
    ...(typeof url === 'string' && { help_url: url }),
  };
}

/** Sends a problem, with every secret in it hidden. */
export function sendProblem(reply: FastifyReply, problem: Problem, redactor: Redactor): void {
  void reply
    .status(problem.status)
    .header('content-type', 'application/problem+json')
    .header('cache-control', 'no-store')
    .send(redactor.hide(JSON.stringify(problem)));
}

function toProblem(code: ProblemCode, detail: string, hint: string, instance: string): Problem {
  return {
    type: `urn:regrant:problem:${code}`,
    title: code.replace(/[._]/g, ' '),
    status: PROBLEM_STATUS[code],
    detail,
    instance,
    code,
    hint,
  };
}

/** A code that the contract does not know would have no status. */
function codeOf({ code }: RegrantError): ProblemCode {
  return code in PROBLEM_STATUS ? (code as ProblemCode) : 'server.internal';
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : 500;
}
