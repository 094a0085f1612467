import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { batchSchema, type Batch, type BatchResult, type RefreshResult } from '../../contract/http/accounts.js';
import { poolQuerySchema, type PoolQuery, type PoolReload, type PoolView } from '../../contract/http/pool.js';
import { AccountRegistry } from '../accounts/account-registry.js';
import { AccountViews } from '../accounts/account-view.js';
import { pause, relabel, resume, setPriority } from '../core/accounts/changes.js';
import type { FieldEdit } from '../core/accounts/document.js';
import { AccountDisabledError, AccountNotFoundError } from '../core/errors/account-errors.js';
import { RefreshUnavailableError } from '../core/errors/grant-errors.js';
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
  async batch(@Body({ schema: batchSchema }) batch: Batch): Promise<BatchResult> {
    const results: BatchResult['results'] = [];
    for (const id of new Set(batch.ids)) results.push(await this.#attempt(id, () => this.#act(id, batch)));
    return { results };
  }

  async #act(id: string, batch: Batch): Promise<void> {
    if (batch.action === 'delete') return this.registry.remove(id, 'admin');
    if (batch.action === 'refresh') return this.#refreshOrThrow(id);
    const edits = editsOf({ ...batch, action: batch.action }, unixSeconds(this.clock));
    await this.registry.commit(id, () => edits, 'admin');
  }

  async #refreshOrThrow(id: string): Promise<void> {
    const result = await this.#refreshNow(id);
    if (result.kind === 'disabled') throw this.#disabledError(id);
    if (result.kind === 'failed') throw new RefreshUnavailableError(result.reason);
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
    if (account.disabled) throw this.#disabledError(id);
    this.refresher.forgive(id);
    return this.refresher.refresh(id);
  }

  #disabledError(id: string): AccountDisabledError {
    const account = this.registry.get(id);
    const cure = account && diagnoseStored(account)?.cure;
    return new AccountDisabledError(id, cure ?? 'Sign in again for this account.');
  }
}

type Edit = Exclude<Batch['action'], 'delete' | 'refresh'>;

function editsOf(batch: Batch & { readonly action: Edit }, at: number): readonly FieldEdit[] {
  switch (batch.action) {
    case 'disable_proxy':
      return pause(batch.reason ?? null, at);
    case 'enable_proxy':
      return resume();
    case 'set_priority':
      return setPriority(batch.priority ?? 0);
    case 'set_label':
      return relabel(batch.custom_label ?? null);
  }
}

function wordsFor(result: AccountRefresh): Omit<RefreshResult, 'account'> {
  switch (result.kind) {
    case 'refreshed':
      return { outcome: 'refreshed', detail: 'The access token was renewed.' };
    case 'disabled':
      return { outcome: 'disabled', detail: 'The grant is dead; the account is disabled now.' };
    case 'superseded':
      return { outcome: 'superseded', detail: 'The grant was replaced while it was being refreshed.' };
    case 'failed': {
      const { code, reason } = result;
      const detail = `The refresh failed: ${reason}. It is tried again by itself.`;
      return { outcome: 'failed', detail, code, facts: { reason } };
    }
    case 'gone':
      return { outcome: 'failed', detail: 'The account was removed meanwhile.', code: 'account.not_found' };
  }
}
