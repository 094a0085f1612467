import '@fastify/cookie';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SettingsService } from '../config/settings.service.js';
import { FLOW_LIFETIME_MS } from './sign-in-flows.js';

/**
 * The cookie that binds a sign-in to the browser that began it. Of its own, because the session's cookie is
 * SameSite=Strict and does not come back from Google. Cookies know no ports, so its name carries one.
 */
@Injectable()
export class SignInCookie {
  constructor(private readonly settings: SettingsService) {}

  get name(): string {
    return `regrant_signin_${this.settings.port}`;
  }

  read(request: FastifyRequest): string | undefined {
    return request.cookies[this.name];
  }

  write(reply: FastifyReply, value: string): void {
    void reply.setCookie(this.name, value, {
      path: '/api/oauth',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.settings.publicUrl.startsWith('https:'),
      maxAge: FLOW_LIFETIME_MS / 1000,
    });
  }
}
