import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { signInSchema, type Session, type SignIn } from '../../contract/http/session.js';
import { SettingsService } from '../config/settings.service.js';
import { VERSION } from '../config/version.js';
import { AdminAuth } from './admin-auth.service.js';
import { AdminSessions } from './admin-sessions.js';
import { Public } from './public.decorator.js';

/** Signing in to the dashboard, and out. */
@Controller('api/session')
export class SessionController {
  constructor(
    private readonly auth: AdminAuth,
    private readonly sessions: AdminSessions,
    private readonly settings: SettingsService,
  ) {}

  @Public()
  @Get()
  who(@Req() request: FastifyRequest): Session {
    const signedIn = this.auth.rightOf(request.raw) !== undefined;
    return {
      signed_in: signedIn,
      sandbox: this.settings.current.sandbox_console_url !== undefined,
      version: signedIn ? VERSION : '',
    };
  }

  @Public()
  @Post()
  @HttpCode(200)
  async signIn(
    @Body({ schema: signInSchema }) credentials: SignIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const session = await this.auth.signIn(credentials, request.headers['user-agent']);
    // A session that this browser had before is not taken over, it ends.
    await this.#endOf(request);
    void reply.setCookie(this.auth.cookieName, session, this.#cookieOptions());
    return { signed_in: true, sandbox: this.settings.current.sandbox_console_url !== undefined, version: VERSION };
  }

  @Public()
  @Delete()
  @HttpCode(204)
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.#endOf(request);
    void reply.clearCookie(this.auth.cookieName, this.#cookieOptions());
  }

  async #endOf(request: FastifyRequest): Promise<void> {
    const session = this.auth.sessionOf(request.headers.cookie);
    if (session !== undefined && this.sessions.isValid(session)) await this.sessions.end(session);
  }

  #cookieOptions() {
    return {
      httpOnly: true,
      sameSite: 'strict' as const,
      path: '/',
      secure: this.settings.publicUrl.startsWith('https:'),
      maxAge: 30 * 86_400,
    };
  }
}
