import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { AuthRequiredError, OriginRefusedError } from '../core/errors/auth-errors.js';
import { AdminAuth } from './admin-auth.service.js';
import { AllowedOrigins } from './allowed-origins.js';
import { PUBLIC_ROUTE } from './public.decorator.js';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Stands before every admin route. */
@Injectable()
export class AdminGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly auth: AdminAuth,
    private readonly origins: AllowedOrigins,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const isPublic = this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC_ROUTE, [
      context.getHandler(),
      context.getClass(),
    ]);
    const right = this.auth.rightOf(request.raw);
    if (!isPublic && right === undefined) throw new AuthRequiredError();
    // A script with the admin token is nobody's browser; a cookie, and a sign-in, may be sent by any page.
    if (!SAFE_METHODS.has(request.method) && right !== 'admin_token') this.#requireOwnPage(request);
    return true;
  }

  #requireOwnPage(request: FastifyRequest): void {
    const { origin, 'sec-fetch-site': site, 'x-regrant': marker } = request.headers;
    if (origin !== undefined && !this.origins.isOrigin(origin))
      throw new OriginRefusedError('The request comes from another origin.');
    if (site !== undefined && site !== 'same-origin' && site !== 'none')
      throw new OriginRefusedError('The request comes from another site.');
    if (marker === undefined) throw new OriginRefusedError('The header X-Regrant is missing.');
  }
}
