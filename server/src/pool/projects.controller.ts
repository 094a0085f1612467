import { Controller, Get, Param } from '@nestjs/common';
import type { ProjectList } from '../../contract/http/projects.js';
import { AccountRegistry } from '../accounts/account-registry.js';
import type { Account } from '../core/accounts/account.js';
import { AccountDisabledError, AccountNotFoundError } from '../core/errors/account-errors.js';
import { ProjectsUnavailableError } from '../core/errors/project-errors.js';
import { isUsable } from '../core/grants/refresh-schedule.js';
import { diagnoseStored } from '../core/grants/stored-diagnosis.js';
import { Clock, unixSeconds } from '../core/ports/clock.js';
import { ResourceManager } from '../oauth/resource-manager.js';
import { GrantRefresher } from './grant-refresher.js';

/** `GET /api/accounts/:id/projects`: beside the pool, because an access token that has run out is refreshed first. */
@Controller('api/accounts')
export class ProjectsController {
  constructor(
    private readonly registry: AccountRegistry,
    private readonly refresher: GrantRefresher,
    private readonly resourceManager: ResourceManager,
    private readonly clock: Clock,
  ) {}

  @Get(':id/projects')
  async list(@Param('id') id: string): Promise<ProjectList> {
    return this.resourceManager.searchProjects(await this.#accessTokenOf(this.#accountOf(id)));
  }

  async #accessTokenOf(account: Account): Promise<string> {
    if (isUsable(account.grant, unixSeconds(this.clock)) && account.grant.accessToken !== null) {
      return account.grant.accessToken;
    }
    const result = await this.refresher.refresh(account.id);
    // The refresh may have been the one that found the grant dead.
    const { accessToken } = this.#accountOf(account.id).grant;
    if (result.kind === 'failed' || accessToken === null) {
      throw new ProjectsUnavailableError('the access token could not be refreshed');
    }
    return accessToken;
  }

  #accountOf(id: string): Account {
    const account = this.registry.get(id);
    if (!account) throw new AccountNotFoundError(id);
    if (account.disabled) {
      throw new AccountDisabledError(id, diagnoseStored(account)?.cure ?? 'Sign in again for this account.');
    }
    return account;
  }
}
