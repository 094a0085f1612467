import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { exportSchema, type ExportAnswer, type ExportRequest } from '../../contract/http/import.js';
import { AdminAuth } from '../admin-auth/admin-auth.service.js';
import { AccountNotFoundError } from '../core/errors/account-errors.js';
import type { JsonObject } from '../core/accounts/document.js';
import { Log } from '../observability/logger.js';
import { AccountRegistry } from './account-registry.js';

/** `POST /api/accounts/export`: the one answer that holds tokens, for which the admin's secret is asked again. */
@Controller('api/accounts/export')
export class ExportController {
  constructor(
    private readonly registry: AccountRegistry,
    private readonly auth: AdminAuth,
    private readonly log: Log,
  ) {}

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async export(@Body({ schema: exportSchema }) { ids, token, password }: ExportRequest): Promise<ExportAnswer> {
    await this.auth.requireSecret(token === undefined ? { password: password ?? '' } : { token });
    const unreadable = new Map(this.registry.unreadable().map(({ id, reason }) => [id, reason]));
    const wanted = new Set(ids ?? [...[...this.registry.accounts()].map(({ id }) => id), ...unreadable.keys()]);
    const accounts = [...wanted].filter((id) => !unreadable.has(id)).map((id) => this.#documentOf(id));
    const skipped = [...unreadable].filter(([id]) => wanted.has(id)).map(([id, reason]) => ({ id, reason }));
    this.log.warn(`Export of ${accounts.length} accounts, tokens included`);
    return { accounts, skipped };
  }

  #documentOf(id: string): JsonObject {
    const document = this.registry.documentOf(id);
    if (!document) throw new AccountNotFoundError(id);
    // The file name is the account's identity; what stands inside may be another tool's.
    return { ...document, id };
  }
}
