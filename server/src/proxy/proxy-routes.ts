import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEM_STATUS, type ProblemCode } from '../../contract/problem.js';
import { SettingsService } from '../config/settings.service.js';
import { CallerModelRefusedError, CallerRateLimitedError } from '../core/errors/caller-errors.js';
import { RegrantError } from '../core/errors/regrant-error.js';
import { aliases } from '../core/models/model-route.js';
import { CALLER_LEFT } from '../core/traffic/request-record.js';
import { Clock } from '../core/ports/clock.js';
import { Log } from '../observability/logger.js';
import { RequestJournal } from '../observability/traffic/request-journal.js';
import type { RequestTrace } from '../observability/traffic/request-trace.js';
import { Pool } from '../pool/pool.service.js';
import { Settlement } from '../pool/settlement.js';
import { requestProblem, type WireProblem } from '../protocols/neutral/problem.js';
import { RequestError } from '../protocols/neutral/request-error.js';
import { BoundedSignatureStore } from '../protocols/neutral/signature-store.js';
import { HttpUpstream } from '../upstream/http-upstream.js';
import { CallerKeys, type CallerIdentity } from './caller-keys.js';
import { CallerRequest, NoSuchRouteError } from './caller-request.js';
import { Caller, type AnswerHeaders } from './caller.js';
import { Drain } from './drain.js';
import { Exchange, tell, type Ending, type ExchangeTools, type Plan } from './exchange.js';
import { gather } from './gathering.js';
import { ModelCatalogue } from './model-catalogue.js';
import { Providers } from './providers/providers.js';
import type { Route, Work } from './routes/route-tools.js';
import { ROUTES, SPACES } from './routes/routes.js';
import { wireOf } from './wire.js';

/** The largest request that is taken: prompts with images and documents. */
export const LARGEST_REQUEST_BYTES = 64 * 1024 * 1024;

/** The LLM routes. Registered straight on Fastify, because they take bodies as they come and answer by themselves. */
@Injectable()
export class ProxyRoutes {
  readonly #signatures = new BoundedSignatureStore();
  readonly #catalogue: ModelCatalogue;
  /** Whose request it is; known before the body is read. */
  readonly #identities = new WeakMap<FastifyRequest, CallerIdentity>();
  readonly #tools: ExchangeTools;

  constructor(
    private readonly keys: CallerKeys,
    pool: Pool,
    upstream: HttpUpstream,
    settlement: Settlement,
    private readonly settings: SettingsService,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly drain: Drain,
    private readonly journal: RequestJournal,
  ) {
    this.#tools = { pool, upstream, settlement, log };
    this.#catalogue = new ModelCatalogue(clock);
  }

  /** Adds the routes to their own Fastify scope, so that the admin API keeps its own body parsers and errors. */
  async register(fastify: FastifyInstance): Promise<void> {
    await fastify.register((scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser(
        '*',
        { parseAs: 'buffer', bodyLimit: LARGEST_REQUEST_BYTES },
        (_request, body, parsed) => parsed(null, body),
      );
      scope.setErrorHandler((error, request, reply) => this.#refuseUnread(error, request, reply));
      scope.addHook('onRequest', (request, _reply, next) => {
        try {
          // Before the body is read: nobody without a key has megabytes taken from him.
          this.#identities.set(request, this.keys.admit(request.headers, queryOf(request.url)));
          next();
        } catch (error) {
          next(error as Error);
        }
      });
      for (const [method, url, route] of ROUTES) {
        scope.route({
          method,
          url,
          exposeHeadRoute: false,
          handler: (request, reply) => this.#handle(request, reply, route),
        });
      }
      for (const space of SPACES) scope.all(space, (request, reply) => this.#notFound(request, reply));
      done();
    });
  }

  async #handle(request: FastifyRequest, reply: FastifyReply, route: Route): Promise<void> {
    reply.hijack();
    const caller = callerOf(request, reply);
    if (this.drain.isDraining) {
      caller.refuse(DRAINING, { 'retry-after': '5', connection: 'close' });
      return;
    }
    const leave = this.drain.enter();
    const leaving = new AbortController();
    const stopListening = caller.onLeave(() => leaving.abort());
    const identity = this.#identities.get(request);
    const providers = new Providers(this.settings.current, (model) => identity?.mayUse(model) ?? false);
    const trace = this.#traceOf(request, caller, providers);
    let error: string | null = null;
    try {
      error = await this.#serve(route, request, { caller, leaving: leaving.signal, providers, trace });
    } catch (fault) {
      error = this.#refuseFault(fault, caller);
    } finally {
      trace.finish({ status: leaving.signal.aborted ? CALLER_LEFT : caller.status, error });
      stopListening();
      leave();
    }
  }

  /** The model is known only when the body has been read: the trace looks when the request is over. */
  #traceOf(request: FastifyRequest, caller: Caller, providers: Providers): RequestTrace {
    return this.journal.open({
      id: caller.requestId,
      wire: traceNameOf(request.url, caller.wire.name),
      callerKeyId: this.#identities.get(request)?.keyId ?? null,
      get modelAsked() {
        return providers.asked;
      },
    });
  }

  /** @returns the code of the error that the caller was told, if any */
  async #serve(route: Route, request: FastifyRequest, parts: ServeParts): Promise<string | null> {
    const { caller, providers } = parts;
    const work = route({
      request: new CallerRequest(request),
      caller,
      providers,
      catalogue: this.#catalogue,
      signatures: this.#signatures,
      clock: this.clock,
      aliases: () => aliases(this.settings.current.models.mapping),
    });
    const ending = await this.#run(work, parts);
    tell(caller, ending, 'passesRefusals' in work && work.passesRefusals);
    if (ending.kind === 'problem') return ending.problem.code;
    if (ending.kind === 'refused') return ending.refusal.problem.code;
    return ending.isBroken ? 'upstream.unreachable' : null;
  }

  #run(work: Work, { caller, leaving, trace }: ServeParts): Promise<Ending> {
    const exchange = (plan: Plan, signal: AbortSignal) => new Exchange(this.#tools, caller, plan, signal, trace).run();
    return 'asks' in work ? gather(work, caller, exchange, leaving) : exchange(work, leaving);
  }

  #refuseFault(fault: unknown, caller: Caller): string {
    const problem = refusedProblem(fault) ?? INTERNAL;
    if (problem === INTERNAL) this.log.error(fault, { request_id: caller.requestId });
    if (caller.hasHead) caller.break();
    else caller.refuse(problem, problem === INTERNAL ? {} : NO_RETRY);
    return problem.code;
  }

  #notFound(request: FastifyRequest, reply: FastifyReply): void {
    reply.hijack();
    callerOf(request, reply).refuse(NOT_FOUND, NO_RETRY);
  }

  /** What went wrong before a handler had the request: its key, its length, its framing. */
  #refuseUnread(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    reply.hijack();
    const problem = unreadProblem(error);
    if (problem.status >= 500) this.log.error(error);
    // The rest of a body that is not wanted is not read: the connection ends with the answer.
    const ending = problem.status === 413 ? { connection: 'close' } : {};
    callerOf(request, reply).refuse(problem, { ...retryHeaders(error), ...ending });
  }
}

/** What serving one request works with. */
interface ServeParts {
  readonly caller: Caller;
  readonly leaving: AbortSignal;
  readonly providers: Providers;
  readonly trace: RequestTrace;
}

/** The wire as the request log and the metrics tell them apart. */
function traceNameOf(url: string, wire: string): string {
  if (/^(?:\/v1(?:beta1)?)?\/(?:projects|publishers)\//.test(url)) return 'vertex';
  return url.startsWith('/v1/responses') ? 'openai-responses' : wire;
}

const callerOf = (request: FastifyRequest, reply: FastifyReply): Caller =>
  new Caller(reply.raw, wireOf(request.url, request.headers['anthropic-version']), randomUUID());

/** Sent with errors that no second try will mend. */
const NO_RETRY = { 'x-should-retry': 'false' };

const NOT_FOUND: WireProblem = {
  status: 404,
  code: 'route.not_found',
  detail: 'There is no such route here.',
  hint: 'Check the base URL and the method; the README lists what Regrant serves.',
};

const DRAINING: WireProblem = {
  status: 503,
  code: 'server.draining',
  detail: 'Regrant is stopping.',
  hint: 'Try again when it has been started again.',
};

const INTERNAL: WireProblem = { status: 500, code: 'server.internal', detail: 'Regrant failed.', hint: 'See its log.' };

function unreadProblem(error: unknown): WireProblem {
  if (error instanceof RegrantError) {
    const status = error.code in PROBLEM_STATUS ? PROBLEM_STATUS[error.code as ProblemCode] : 500;
    return { status, code: error.code, detail: error.message, hint: error.hint };
  }
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  if (status === 413) {
    return {
      status,
      code: 'request.too_large',
      detail: 'The request is too large.',
      hint: `At most ${LARGEST_REQUEST_BYTES} bytes are taken.`,
    };
  }
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return {
      status,
      code: 'request.malformed',
      detail: 'The request cannot be read.',
      hint: 'Send a complete JSON body with its length.',
    };
  }
  return INTERNAL;
}

/** A limit per minute passes by itself; nothing else that is wrong with a request does. */
function retryHeaders(error: unknown): AnswerHeaders {
  if (!(error instanceof CallerRateLimitedError)) return NO_RETRY;
  return { 'retry-after': String(error.details['retry_after_seconds']) };
}

/** What a route throws to say no; undefined for what is our own fault. */
function refusedProblem(error: unknown): WireProblem | undefined {
  if (error instanceof RequestError) return requestProblem(error);
  if (error instanceof CallerModelRefusedError)
    return { status: 403, code: error.code, detail: error.message, hint: error.hint };
  return error instanceof NoSuchRouteError ? NOT_FOUND : undefined;
}

const queryOf = (url: string): string => (url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');
