import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { changePasswordSchema, type ChangePassword, type SessionList } from '../../contract/http/sessions.js';
import { SessionNotFoundError } from '../core/errors/auth-errors.js';
import { AdminAuth } from './admin-auth.service.js';
import { AdminSessions } from './admin-sessions.js';

/** Who is signed in, and by what password. */
@Controller('api')
export class SessionsController {
  constructor(
    private readonly auth: AdminAuth,
    private readonly sessions: AdminSessions,
  ) {}

  @Get('sessions')
  list(@Req() request: FastifyRequest): SessionList {
    return { sessions: [...this.sessions.list(this.auth.sessionOf(request.headers.cookie))] };
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  async end(@Param('id') id: string): Promise<void> {
    if (!(await this.sessions.endById(id))) throw new SessionNotFoundError(id);
  }

  @Post('password')
  @HttpCode(204)
  async changePassword(
    @Body({ schema: changePasswordSchema }) { current, next }: ChangePassword,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.auth.changePassword(current, next);
    await this.sessions.endOthers(this.auth.sessionOf(request.headers.cookie));
  }
}
