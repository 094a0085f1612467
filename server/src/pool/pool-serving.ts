import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Serving, type ModelQuota } from '../core/ports/serving.js';
import type { Account } from '../core/accounts/account.js';
import type { Forecast } from '../core/grants/forecast.js';
import { AccountRegistry } from '../accounts/account-registry.js';
import { GrantRefresher } from './grant-refresher.js';
import { GrantWatch } from './grant-watch.js';
import { Pool } from './pool.service.js';
import { QuotaViews } from './quota-views.js';

/** Tells the accounts' views what only the pool knows. Looked up late: the pool itself stands on the accounts. */
@Injectable()
export class PoolServing extends Serving {
  constructor(private readonly modules: ModuleRef) {
    super();
  }

  override forecast(account: Account): Forecast | null {
    return this.modules.get(GrantWatch, { strict: false }).forecast(account);
  }

  override coolDowns(): number {
    return this.modules.get(Pool, { strict: false }).coolDowns;
  }

  override quotas(account: Account, most: number): readonly ModelQuota[] {
    return this.modules.get(QuotaViews, { strict: false }).of(account, most);
  }

  override isCooling(id: string): boolean {
    const pool = this.modules.get(Pool, { strict: false });
    const account = this.modules.get(AccountRegistry, { strict: false }).get(id);
    if (!account || !pool.isMember(id) || pool.isReady(id)) return false;
    return pool.isEjected(id) || this.modules.get(GrantRefresher, { strict: false }).restMs(account) > 0;
  }
}
