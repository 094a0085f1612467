import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SettingsService } from '../config/settings.service.js';
import { RegrantError } from '../core/errors/regrant-error.js';
import { Clock, unixSeconds } from '../core/ports/clock.js';
import { Log } from '../observability/logger.js';
import { LastUsed } from '../pool/last-used.js';
import { Pool } from '../pool/pool.service.js';
import { DroppedFields } from '../protocols/neutral/dropped-fields.js';
import { requestProblem, type WireProblem } from '../protocols/neutral/problem.js';
import { RequestError } from '../protocols/neutral/request-error.js';
import { BoundedSignatureStore } from '../protocols/neutral/signature-store.js';
import { HttpUpstream } from '../upstream/http-upstream.js';
import { CallerKeys } from './caller-keys.js';
import { Caller } from './caller.js';
import { chatPlan, modelsPlan } from './chat-routes.js';
import { Drain } from './drain.js';
import { Exchange, type ExchangeTools, type Plan } from './exchange.js';
import { parseGeminiCall, passThroughPlan, segment, type GeminiTarget } from './gemini-routes.js';
import { GEMINI_WIRE, OPENAI_WIRE, wireOf, type Wire } from './wire.js';

/** The largest request that is taken: prompts with images and documents. */
export const LARGEST_REQUEST_BYTES = 64 * 1024 * 1024;

type PlanMaker = (request: FastifyRequest, caller: Caller) => Plan;

/** The LLM routes. Registered straight on Fastify, because they take bodies as they come and answer by themselves. */
@Injectable()
export class ProxyRoutes {
  readonly #signatures = new BoundedSignatureStore();
  readonly #tools: ExchangeTools;

  constructor(
    private readonly keys: CallerKeys,
    pool: Pool,
    upstream: HttpUpstream,
    lastUsed: LastUsed,
    private readonly settings: SettingsService,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly drain: Drain,
  ) {
    this.#tools = { pool, upstream, lastUsed, log };
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
          this.keys.check(request.headers, queryOf(request.url));
          next();
        } catch (error) {
          next(error as Error);
        }
      });
      this.#add(scope, 'GET', '/v1beta/models', GEMINI_WIRE, (request, caller) => this.#gemini(request, '', caller));
      for (const method of ['GET', 'POST'] as const) {
        this.#add(scope, method, '/v1beta/models/*', GEMINI_WIRE, (request, caller) =>
          this.#gemini(request, tailOf(request), caller),
        );
      }
      this.#add(scope, 'POST', '/v1/chat/completions', OPENAI_WIRE, (request, caller) => this.#chat(request, caller));
      this.#add(scope, 'GET', '/v1/models', OPENAI_WIRE, (_request, caller) =>
        modelsPlan(undefined, this.#target(), caller),
      );
      this.#add(scope, 'GET', '/v1/models/*', OPENAI_WIRE, (request, caller) => this.#model(request, caller));
      for (const path of ['/v1', '/v1/*', '/v1beta', '/v1beta/*']) {
        scope.all(path, (request, reply) => this.#notFound(request, reply));
      }
      done();
    });
  }

  #add(scope: FastifyInstance, method: 'GET' | 'POST', url: string, wire: Wire, plan: PlanMaker): void {
    scope.route({
      method,
      url,
      exposeHeadRoute: false,
      handler: (request, reply) => this.#handle(request, reply, wire, plan),
    });
  }

  async #handle(request: FastifyRequest, reply: FastifyReply, wire: Wire, makePlan: PlanMaker): Promise<void> {
    reply.hijack();
    const caller = new Caller(reply.raw, wire, randomUUID());
    if (this.drain.isDraining) {
      caller.refuse(DRAINING, { 'retry-after': '5', connection: 'close' });
      return;
    }
    const leave = this.drain.enter();
    try {
      const plan = makePlan(request, caller);
      await new Exchange(this.#tools, caller, plan).run();
    } catch (error) {
      if (error instanceof RequestError) {
        caller.refuse(requestProblem(error), NO_RETRY);
        return;
      }
      if (error instanceof NoSuchRouteError) {
        caller.refuse(NOT_FOUND, NO_RETRY);
        return;
      }
      this.log.error(error, { request_id: caller.requestId });
      if (caller.hasHead) caller.break();
      else caller.refuse(INTERNAL);
    } finally {
      leave();
    }
  }

  #gemini(request: FastifyRequest, tail: string, caller: Caller): Plan {
    const call = parseGeminiCall(request.method, tail, queryOf(request.url));
    if (!call) throw new NoSuchRouteError();
    return passThroughPlan({ ...call, body: call.method === 'POST' ? bodyOf(request) : null }, this.#target(), caller);
  }

  #chat(request: FastifyRequest, caller: Caller): Plan {
    return chatPlan(parseJsonBody(bodyOf(request)), {
      target: this.#target(),
      context: { newId, signatures: this.#signatures, dropped: new DroppedFields() },
      caller,
      createdSeconds: unixSeconds(this.clock),
    });
  }

  #model(request: FastifyRequest, caller: Caller): Plan {
    const id = segment(tailOf(request));
    if (id === undefined) throw new NoSuchRouteError();
    return modelsPlan(id, this.#target(), caller);
  }

  #target(): GeminiTarget {
    const { gemini_base_url: baseUrl, project_id: projectId } = this.settings.current;
    return { baseUrl, defaultProjectId: projectId ?? null };
  }

  #notFound(request: FastifyRequest, reply: FastifyReply): void {
    reply.hijack();
    new Caller(reply.raw, wireOf(request.url), randomUUID()).refuse(NOT_FOUND, NO_RETRY);
  }

  /** What went wrong before a handler had the request: its key, its length, its framing. */
  #refuseUnread(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    reply.hijack();
    const problem = unreadProblem(error);
    if (problem.status >= 500) this.log.error(error);
    // The rest of a body that is not wanted is not read: the connection ends with the answer.
    const headers = { ...NO_RETRY, ...(problem.status === 413 ? { connection: 'close' } : {}) };
    new Caller(reply.raw, wireOf(request.url), randomUUID()).refuse(problem, headers);
  }
}

class NoSuchRouteError extends Error {}

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
  if (error instanceof RegrantError) return { status: 401, code: error.code, detail: error.message, hint: error.hint };
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

function bodyOf(request: FastifyRequest): Buffer {
  if (!Buffer.isBuffer(request.body) || request.body.length === 0)
    throw new RequestError([], 'the body is missing; a JSON object is expected');
  return request.body;
}

/** `__proto__` in a body stays an ordinary name: JSON.parse makes it an own property, and nothing here merges objects. */
function parseJsonBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw new RequestError([], 'the body is not valid JSON');
  }
}

const queryOf = (url: string): string => (url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');

/** What the wildcard stands for, as it was sent: Fastify decodes it, and a name must not turn into a path. */
function tailOf(request: FastifyRequest): string {
  const path = request.url.split('?')[0] ?? '';
  return path.slice((request.routeOptions.url ?? '').length - 1);
}

const newId = (prefix: string): string => prefix + randomBytes(12).toString('hex');
