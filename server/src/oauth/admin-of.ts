import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AdminAuth } from '../admin-auth/admin-auth.service.js';
import { AdminSessions } from '../admin-auth/admin-sessions.js';
import { digestOf } from '../admin-auth/secret-compare.js';

const SESSION = 'session ';

/** Tells admins apart: a session is one of its own, all scripts with the admin token are one together. */
@Injectable()
export class AdminOf {
  constructor(
    private readonly auth: AdminAuth,
    private readonly sessions: AdminSessions,
  ) {}

  /** The admin behind a request that the admin guard let through. */
  of(request: FastifyRequest): string {
    const session =
      this.auth.rightOf(request.raw) === 'session' ? this.auth.sessionOf(request.headers.cookie) : undefined;
    return session === undefined ? 'admin-token' : SESSION + digestOf(session);
  }

  /** Whether that admin is still one: what a session began ends with it. */
  isStill(admin: string): boolean {
    return !admin.startsWith(SESSION) || this.sessions.isOpenDigest(admin.slice(SESSION.length));
  }
}
