import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { AdminGate } from './admin-gate.js';
import { PUBLIC_ROUTE } from './public.decorator.js';

/** Stands before every admin route. */
@Injectable()
export class AdminGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly gate: AdminGate,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const isPublic = this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC_ROUTE, [
      context.getHandler(),
      context.getClass(),
    ]);
    const refusal = this.gate.refusalOf(context.switchToHttp().getRequest<FastifyRequest>(), isPublic === true);
    if (refusal) throw refusal;
    return true;
  }
}
