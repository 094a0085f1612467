import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Account } from '../core/accounts/account.js';
import { clearDisabled } from '../core/accounts/changes.js';
import type { AccountChange } from '../core/accounts/facts.js';
import { Log } from '../observability/logger.js';
import { AccountRegistry } from './account-registry.js';

/**
 * Honours grants that were given back in the account file itself, by an editor or a sync tool: other tokens than the
 * stored ones clear `disabled` there as they do everywhere, whoever forgot to take the flags out. Says who did it.
 *
 * @see design.md §4, Recovery
 */
@Injectable()
export class HandRegrants implements OnApplicationBootstrap, OnModuleDestroy {
  #stopListening: (() => void) | undefined;
  /** The account whose flags are being cleared right now. */
  #clearing: string | undefined;

  constructor(
    private readonly registry: AccountRegistry,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.#stopListening = this.registry.onChange((change) => this.#follow(change));
  }

  onModuleDestroy(): void {
    this.#stopListening?.();
  }

  #follow({ id, before, after, origin }: AccountChange): void {
    if (origin !== 'file' || !before?.disabled || !after) return;
    const isRegranted = hasOtherTokens(before, after);
    if (!after.disabled) this.#tell(after, isRegranted || this.#clearing === id);
    // Later, not now: the other listeners have still to hear of the change that led here.
    else if (isRegranted) queueMicrotask(() => this.#clear(id, after));
  }

  #clear(id: string, edited: Account): void {
    this.#clearing = id;
    this.registry.change(
      id,
      (account) => (account.disabled && !hasOtherTokens(account, edited) ? clearDisabled() : null),
      'file',
      edited.grant.refreshToken,
    );
    this.#clearing = undefined;
  }

  #tell({ id, email }: Account, isRegranted: boolean): void {
    const what = isRegranted ? 'credentials updated' : 'disabled taken out by hand';
    this.log.info(`Account re-enabled (${email}): ${what}`, { account_id: id, by: 'file' });
  }
}

const hasOtherTokens = (before: Account, after: Account): boolean =>
  before.grant.refreshToken !== after.grant.refreshToken || before.grant.accessToken !== after.grant.accessToken;
