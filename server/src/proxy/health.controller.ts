import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { UnsavedChanges } from '../accounts/unsaved-changes.js';
import { AdminAuth } from '../admin-auth/admin-auth.service.js';
import { Public } from '../admin-auth/public.decorator.js';
import { SettingsService } from '../config/settings.service.js';
import { Pool } from '../pool/pool.service.js';
import { CallerKeys } from './caller-keys.js';
import { Drain } from './drain.js';

/** Whether Regrant lives, and whether it can serve. */
@Controller()
export class HealthController {
  constructor(
    private readonly pool: Pool,
    private readonly unsaved: UnsavedChanges,
    private readonly auth: AdminAuth,
    private readonly keys: CallerKeys,
    private readonly settings: SettingsService,
    private readonly drain: Drain,
  ) {}

  @Public()
  @Get('healthz')
  alive(@Req() request: FastifyRequest): { status: 'ok' } {
    this.#requireKeyIfStrict(request);
    return { status: 'ok' };
  }

  /** 200 when an account can serve, else 503; why, is for admins. */
  @Public()
  @Get('readyz')
  ready(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Record<string, unknown> {
    this.#requireKeyIfStrict(request);
    const isReady = this.pool.canServe && !this.drain.isDraining;
    void reply.status(isReady ? 200 : 503).header('cache-control', 'no-store');
    const status = isReady ? 'ready' : 'not_ready';
    if (this.auth.rightOf(request.raw) === undefined) return { status };
    const { ready, skipped } = this.pool.explain();
    return {
      status,
      ready: ready.length,
      skipped,
      unsaved_changes: this.unsaved.count,
      storage: this.unsaved.isDegraded ? 'degraded' : 'ok',
    };
  }

  #requireKeyIfStrict(request: FastifyRequest): void {
    if (this.settings.current.auth_mode !== 'strict' || this.auth.rightOf(request.raw) !== undefined) return;
    this.keys.check(request.headers, request.url.split('?')[1] ?? '');
  }
}
