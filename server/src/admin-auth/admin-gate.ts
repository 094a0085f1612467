import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuthRequiredError, OriginRefusedError } from '../core/errors/auth-errors.js';
import type { RegrantError } from '../core/errors/regrant-error.js';
import { AdminAuth } from './admin-auth.service.js';
import { AllowedOrigins } from './allowed-origins.js';

/** The one public route that takes a body. */
export const SIGN_IN_ROUTE = '/api/session';
/** What somebody who has yet to sign in may send: a token or a password. */
export const SIGN_IN_BODY_BYTES = 16 * 1024;

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Decides who may use the admin API, and from where. */
@Injectable()
export class AdminGate {
  constructor(
    private readonly auth: AdminAuth,
    private readonly origins: AllowedOrigins,
  ) {}

  /** Why a request to an admin route goes no further, or undefined. */
  refusalOf(request: FastifyRequest, isPublic: boolean): RegrantError | undefined {
    const right = this.auth.rightOf(request.raw);
    if (!isPublic && right === undefined) return new AuthRequiredError();
    // A script with the admin token is nobody's browser; a cookie, and a sign-in, may be sent by any page.
    return SAFE_METHODS.has(request.method) || right === 'admin_token' ? undefined : this.#foreignPage(request);
  }

  /** The same before the body is read: nobody without a right has megabytes taken from him. */
  bodyRefusalOf(request: FastifyRequest): RegrantError | undefined {
    return hasBody(request) ? this.refusalOf(request, request.routeOptions.url === SIGN_IN_ROUTE) : undefined;
  }

  #foreignPage(request: FastifyRequest): OriginRefusedError | undefined {
    const { origin, 'sec-fetch-site': site, 'x-regrant': marker } = request.headers;
    if (origin !== undefined && !this.origins.isOrigin(origin))
      return new OriginRefusedError('The request comes from another origin.');
    if (site !== undefined && site !== 'same-origin' && site !== 'none')
      return new OriginRefusedError('The request comes from another site.');
    return marker === undefined ? new OriginRefusedError('The header X-Regrant is missing.') : undefined;
  }
}

/** Whether more follows the head of a request. */
export const hasBody = ({ headers }: Pick<FastifyRequest, 'headers'>): boolean =>
  headers['transfer-encoding'] !== undefined || !['', '0'].includes(headers['content-length'] ?? '');
