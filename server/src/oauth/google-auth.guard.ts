import type { ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { toSignInError } from './passport-error.js';
import { PassportResponse, type LeavingRequest, type PassportRequest } from './passport-exchange.js';
import { noteTrip, type Trip } from './trips.js';

interface Passage {
  readonly request: PassportRequest;
  readonly response: PassportResponse;
}

/**
 * Runs passport for the sign-in routes. It never answers by itself: what came of it is noted as a trip, and the
 * controller says it as a redirect to the browser or as JSON to the dashboard.
 */
export abstract class GoogleAuthGuard extends AuthGuard('google') {
  readonly #passages = new WeakMap<FastifyRequest, Passage>();

  /** What this route hands to passport, or how the trip ends without it. Throws when it may not begin. */
  protected abstract prepare(request: FastifyRequest): PassportRequest | { readonly kind: 'repeated' };

  /** The trip of a request that passport has redirected. */
  protected abstract left(request: FastifyRequest, authorizationUrl: string): Trip;

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    try {
      noteTrip(request, await this.#travel(request, context));
    } catch (error) {
      noteTrip(request, { kind: 'failed', error: toSignInError(error) });
    }
    return true;
  }

  override getRequest(context: ExecutionContext): PassportRequest {
    return this.#passage(context).request;
  }

  /** Asked by the base class, though its type does not say so. */
  getResponse(context: ExecutionContext): PassportResponse {
    return this.#passage(context).response;
  }

  /** Without it a denial would be a bare 401 and an error of the token endpoint a 500. */
  override handleRequest<User>(error: unknown, user: User | false | null): User {
    if (error || !user) throw toSignInError(error);
    return user;
  }

  override getAuthenticateOptions(context: ExecutionContext): object {
    const request = this.getRequest(context);
    return request.kind === 'leaving' ? authorizationOptions(request) : { callbackURL: request.flow.redirectUri };
  }

  async #travel(request: FastifyRequest, context: ExecutionContext): Promise<Trip> {
    const prepared = this.prepare(request);
    if (prepared.kind === 'repeated') return prepared;
    const response = new PassportResponse();
    this.#passages.set(request, { request: prepared, response });
    // A redirect ends passport's work without a word to its callback: then only the response tells.
    const through = Promise.resolve(super.canActivate(context) as Promise<boolean>).then(() => null);
    const location = await Promise.race([through, response.redirected]);
    if (location !== null) return this.left(request, location);
    if (prepared.kind !== 'returning' || !prepared.user) throw toSignInError(undefined);
    return { kind: 'returned', flow: prepared.flow, signedIn: prepared.user };
  }

  #passage(context: ExecutionContext): Passage {
    const passage = this.#passages.get(context.switchToHttp().getRequest<FastifyRequest>());
    if (!passage) throw new Error('Passport was asked before the request was prepared');
    return passage;
  }
}

function authorizationOptions({ intent }: LeavingRequest): object {
  return {
    callbackURL: intent.redirectUri,
    scope: [...intent.scopes],
    nonce: intent.nonce,
    accessType: 'offline',
    // Consent brings a refresh token every time; the choice of an account lets a second one be added.
    prompt: intent.expected ? 'consent' : 'select_account consent',
    includeGrantedScopes: true,
    ...(intent.expected ? { loginHint: intent.expected.email } : {}),
  };
}
