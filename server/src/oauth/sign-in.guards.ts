import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { completeSignInSchema } from '../../contract/http/oauth.js';
import { AccountNotFoundError } from '../core/errors/account-errors.js';
import { OriginRefusedError } from '../core/errors/auth-errors.js';
import { StateRejectedError } from '../core/errors/oauth-errors.js';
import { AdminOf } from './admin-of.js';
import { GoogleAuthGuard } from './google-auth.guard.js';
import type { LeavingRequest } from './passport-exchange.js';
import { SignInCookie } from './sign-in-cookie.js';
import { SignInDeparture } from './sign-in-departure.js';
import type { SignInFlow } from './sign-in-flows.js';
import { SignInReturn, type Returned } from './sign-in-return.js';
import type { Trip } from './trips.js';

/** Before a route that leads to Google. */
@Injectable()
export class StartGuard extends GoogleAuthGuard {
  readonly #opened = new WeakMap<FastifyRequest, SignInFlow>();

  constructor(
    private readonly departure: SignInDeparture,
    private readonly adminOf: AdminOf,
  ) {
    super();
  }

  protected override prepare(request: FastifyRequest): LeavingRequest {
    // A look that begins something: a page on another port, whose requests carry the session, must not push out the
    // sign-ins that wait, nor send anybody to Google.
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none')
      throw new OriginRefusedError('The request comes from another site.');
    return this.departure.prepare(this.adminOf.of(request), accountIdOf(request), (flow) =>
      this.#opened.set(request, flow),
    );
  }

  protected override left(request: FastifyRequest, authorizationUrl: string): Trip {
    const flow = this.#opened.get(request);
    if (!flow) throw new Error('Passport left without opening a flow');
    return { kind: 'leaving', authorizationUrl, flow };
  }
}

/** Before the route that Google leads back to. */
@Injectable()
export class CallbackGuard extends GoogleAuthGuard {
  constructor(
    private readonly back: SignInReturn,
    private readonly cookie: SignInCookie,
  ) {
    super();
  }

  protected override prepare(request: FastifyRequest): Returned {
    // Link checkers ask with HEAD; they must not use a flow up.
    if (request.method !== 'GET') throw new StateRejectedError();
    return this.back.byBrowser(queryOf(request), this.cookie.read(request));
  }

  protected override left(): Trip {
    return leftTwice();
  }
}

/** Before the route that takes a pasted callback address. */
@Injectable()
export class CompleteGuard extends GoogleAuthGuard {
  constructor(
    private readonly back: SignInReturn,
    private readonly adminOf: AdminOf,
  ) {
    super();
  }

  /** Guards run before pipes: the body is not validated yet. A bad one is left for the pipe to name. */
  protected override prepare(request: FastifyRequest): Returned {
    const body = completeSignInSchema.safeParse(request.body);
    if (!body.success) throw new StateRejectedError();
    return this.back.byPaste(body.data.url, this.adminOf.of(request));
  }

  protected override left(): Trip {
    return leftTwice();
  }
}

/** A request that brings a code never leads to Google again. */
function leftTwice(): never {
  throw new Error('Passport began a new sign-in instead of ending one');
}

/** From the query of a navigation, or the body of a call; null when none is named. */
function accountIdOf(request: FastifyRequest): string | null {
  if (request.method === 'POST') {
    const body = request.body as { readonly account_id?: unknown } | undefined;
    return asId(body?.account_id ?? null);
  }
  const values = new URLSearchParams(queryOf(request)).getAll('account_id');
  return asId(values.length > 1 ? values : (values[0] ?? null));
}

function asId(value: unknown): string | null {
  if (value === null || typeof value === 'string') return value;
  throw new AccountNotFoundError('(not one id)');
}

/** As it came: a parsed query no longer shows what stood twice. */
function queryOf(request: FastifyRequest): string {
  const url = request.raw.url ?? '';
  const at = url.indexOf('?');
  return at === -1 ? '' : url.slice(at);
}
