import { Controller, Get, Param } from '@nestjs/common';
import type { AccountHistory } from '../../contract/http/accounts.js';
import { AccountNotFoundError } from '../core/errors/account-errors.js';
import { AccountViews } from './account-view.js';
import { Ledger } from './ledger.js';

/** What has happened to an account, from its ledger. */
@Controller('api/accounts')
export class LedgerController {
  constructor(
    private readonly ledger: Ledger,
    private readonly views: AccountViews,
  ) {}

  /** Outlives the account. */
  @Get(':id/history')
  async history(@Param('id') id: string): Promise<AccountHistory> {
    const history = await this.ledger.read(id);
    if (history.length === 0 && !this.views.find(id)) throw new AccountNotFoundError(id);
    return { history: [...history] };
  }
}
