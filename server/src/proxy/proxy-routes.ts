import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AllowedOrigins } from '../admin-auth/allowed-origins.js';
import { Door } from '../admin-auth/door.js';
import { Log } from '../observability/logger.js';
import { BodyRoom } from './body-room.js';
import { CallerKeys } from './caller-keys.js';
import { CallerRequest, NoSuchRouteError } from './caller-request.js';
import { Caller } from './caller.js';
import { readBody } from './request-body.js';
import { RequestHandler } from './request-handler.js';
import { requestRefusal } from './request-problem.js';
import { placeOf, RouteFinder, type Place } from './route-finder.js';
import type { Route } from './routes/route-tools.js';
import { ROUTES, SPACES } from './routes/routes.js';

/**
 * The LLM routes. They are Fastify's like all others; but what is plainly meant for one of them is taken before Fastify
 * looks at it, which costs as much as serving it. Both ways lead to the same place.
 */
@Injectable()
export class ProxyRoutes {
  readonly #finder = new RouteFinder(ROUTES);
  readonly #room = new BodyRoom();

  constructor(
    private readonly keys: CallerKeys,
    private readonly handler: RequestHandler,
    private readonly door: Door,
    private readonly origins: AllowedOrigins,
    private readonly log: Log,
  ) {}

  /** Adds the routes to their own Fastify scope. They take requests before a body is read, and answer by themselves. */
  async register(fastify: FastifyInstance): Promise<void> {
    await fastify.register((scope, _options, done) => {
      for (const [method, url, route] of ROUTES) {
        scope.route({ method, url, exposeHeadRoute: false, onRequest: this.#taking(route), handler: taken });
      }
      for (const space of SPACES) scope.all(space, { onRequest: this.#taking(NOWHERE) }, taken);
      done();
    });
  }

  /** Goes before whoever answers the server's requests now. */
  goBefore(server: Server): void {
    const others = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      if (!this.#take(request, response)) for (const other of others) other.call(server, request, response);
    });
  }

  /** What is odd about a request, or refused at the door, is for others to judge. */
  #take(request: IncomingMessage, response: ServerResponse): boolean {
    const { method = '', url = '', headers } = request;
    const address = addressIn(url);
    const place = this.#finder.find(method, address.path);
    if (!place || this.door.refusalOf(request) || this.origins.publicAddressOf({ url, headers })) return false;
    this.#serve(request, response, { place, ...address });
    return true;
  }

  #taking(route: Route) {
    return ({ raw: request }: FastifyRequest, reply: FastifyReply): void => {
      reply.hijack();
      const address = addressIn(request.url ?? '/');
      this.#serve(request, reply.raw, { place: placeOf(route, address.path), ...address });
    };
  }

  #serve(request: IncomingMessage, response: ServerResponse, { place: found, path, query }: Target): void {
    const { method = '', headers } = request;
    const { 'anthropic-version': version } = headers;
    const place = version === undefined ? found : placeOf(found.route, path, version);
    const caller = new Caller(response, place.wire, randomUUID());
    try {
      // Before the body is read: nobody without a key has megabytes taken from him.
      const identity = this.keys.admit(headers, query);
      const handle = (body: Buffer | undefined) => {
        const read = new CallerRequest({ method, path, query, headers, body });
        return this.handler.handle(place, { request: read, caller, identity });
      };
      if (method !== 'POST') void handle(undefined);
      else {
        readBody(request, this.#room, {
          taken: (body, heldBytes) => {
            const handled = handle(body);
            if (heldBytes > 0) void handled.then(() => this.#room.give(heldBytes));
          },
          refused: (error) => this.#refuse(error, caller),
        });
      }
    } catch (error) {
      this.#refuse(error, caller);
    }
  }

  #refuse(error: unknown, caller: Caller): void {
    const { problem, headers, isFault } = requestRefusal(error);
    if (isFault) this.log.error(error, { request_id: caller.requestId });
    caller.refuse(problem, headers);
  }
}

/** An address, taken apart. */
interface Address {
  readonly path: string;
  /** Behind the `?`. */
  readonly query: string;
}

/** Where a request is meant to go. */
interface Target extends Address {
  readonly place: Place;
}

function addressIn(url: string): Address {
  const at = url.indexOf('?');
  return at === -1 ? { path: url, query: '' } : { path: url.slice(0, at), query: url.slice(at + 1) };
}

/** The route of addresses that are ours and lead nowhere: told in the wire of the caller, once it has shown its key. */
const NOWHERE: Route = () => {
  throw new NoSuchRouteError();
};

/** The handler of routes whose requests never come that far. */
const taken = (): void => undefined;
