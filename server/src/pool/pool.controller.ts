import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { batchSchema, type Batch, type BatchResult, type RefreshResult } from '../../contract/http/accounts.js';
import { poolQuerySchema, type PoolQuery, type PoolReload, type PoolView } from '../../contract/http/pool.js';
import { AccountRegistry } from '../accounts/account-registry.js';
import { AccountViews } from '../accounts/account-view.js';
import { pause, resume } from '../core/accounts/changes.js';
import { AccountDisabledError, AccountNotFoundError } from '../core/errors/account-errors.js';
import { RegrantError } from '../core/errors/regrant-error.js';
import { diagnoseStored } from '../core/grants/stored-diagnosis.js';
import { Clock, unixSeconds } from '../core/ports/clock.js';
import { GrantRefresher, type AccountRefresh } from './grant-refresher.js';
import { Pool } from './pool.service.js';

/** The pool, and what is done to accounts through it. */
@Controller('api')
export class PoolController {
  constructor(
    private readonly pool: Pool,
    private readonly registry: AccountRegistry,
    private readonly refresher: GrantRefresher,
    private readonly views: AccountViews,
    private readonly clock: Clock,
  ) {}

  @Get('pool')
  explain(@Query({ schema: poolQuerySchema }) { model }: PoolQuery): PoolView {
    const { ready, skipped } = this.pool.explain(model);
    return { ready: ready.map(({ id, email }) => ({ id, email })), skipped: [...skipped] };
  }

  @Post('pool/reload')
  @HttpCode(200)
  reload(): PoolReload {
    const { loaded, skipped } = this.pool.reload();
    return { loaded, skipped: [...skipped] };
  }

  @Post('accounts/:id/refresh')
  @HttpCode(200)
  async refresh(@Param('id') id: string): Promise<RefreshResult> {
    const result = await this.#refreshNow(id);
    const account = this.views.find(id);
    if (!account) throw new AccountNotFoundError(id);
    return { ...wordsFor(result), account };
  }

  @Post('accounts/batch')
  @HttpCode(200)
  async batch(@Body({ schema: batchSchema }) { ids, action, reason }: Batch): Promise<BatchResult> {
    const results: BatchResult['results'] = [];
    for (const id of new Set(ids)) results.push(await this.#attempt(id, () => this.#act(id, action, reason ?? null)));
    return { results };
  }

  async #act(id: string, action: Batch['action'], reason: string | null): Promise<void> {
    const at = unixSeconds(this.clock);
    switch (action) {
      case 'disable_proxy':
        await this.registry.commit(id, () => pause(reason, at), 'admin');
        return;
      case 'enable_proxy':
        await this.registry.commit(id, () => resume(), 'admin');
        return;
      case 'delete':
        await this.registry.remove(id, 'admin');
        return;
      case 'refresh':
        await this.#refreshNow(id);
    }
  }

  async #attempt(id: string, act: () => Promise<void>): Promise<BatchResult['results'][number]> {
    try {
      await act();
      return { id, ok: true };
    } catch (error) {
      if (!(error instanceof RegrantError)) throw error;
      return { id, ok: false, code: error.code, hint: error.hint };
    }
  }

  /** A disabled account is not tried: the answer would be the same, and only its owner can help. */
  async #refreshNow(id: string): Promise<AccountRefresh> {
    const account = this.registry.get(id);
    if (!account) throw new AccountNotFoundError(id);
    if (account.disabled)
      throw new AccountDisabledError(id, diagnoseStored(account)?.cure ?? 'Sign in again for this account.');
    this.refresher.forgive(id);
    return this.refresher.refresh(id);
  }
}

function wordsFor(result: AccountRefresh): Pick<RefreshResult, 'outcome' | 'detail'> {
  switch (result.kind) {
    case 'refreshed':
      return { outcome: 'refreshed', detail: 'The access token was renewed.' };
    case 'disabled':
      return { outcome: 'disabled', detail: 'The grant is dead; the account is disabled now.' };
    case 'superseded':
      return { outcome: 'superseded', detail: 'The grant was replaced while it was being refreshed.' };
    case 'failed':
      return { outcome: 'failed', detail: `The refresh failed: ${result.reason}. It is tried again by itself.` };
    case 'gone':
      return { outcome: 'failed', detail: 'The account was removed meanwhile.' };
  }
}
