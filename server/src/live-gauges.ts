import { Injectable } from '@nestjs/common';
import { AccountRegistry } from './accounts/account-registry.js';
import { UnsavedChanges } from './accounts/unsaved-changes.js';
import type { Account } from './core/accounts/account.js';
import { statusOf } from './core/accounts/status.js';
import { AccountNames } from './core/ports/account-names.js';
import { Clock, unixSeconds } from './core/ports/clock.js';
import { Gauges, type GaugeReadings } from './core/ports/gauges.js';
import { Serving } from './core/ports/serving.js';
import { OAuthClients } from './oauth/oauth-clients.js';

/** Reads for monitoring what the accounts and the pool hold. */
@Injectable()
export class LiveGauges extends Gauges {
  constructor(
    private readonly registry: AccountRegistry,
    private readonly serving: Serving,
    private readonly unsaved: UnsavedChanges,
    private readonly clients: OAuthClients,
    private readonly clock: Clock,
  ) {
    super();
  }

  override read(): GaugeReadings {
    const accountsByState: Record<string, number> = { unreadable: this.registry.unreadable().length };
    const secondsToPredictedDeath = new Map<string, number>();
    const known: ReadonlySet<string> = new Set(this.clients.keys());
    const now = unixSeconds(this.clock);
    let protectedModels = 0;
    for (const account of this.registry.accounts()) {
      const status = statusOf(account, this.serving.isCooling(account.id));
      accountsByState[status] = (accountsByState[status] ?? 0) + 1;
      protectedModels += account.protectedModels.length;
      const seconds = this.#secondsToDeath(account, now);
      if (seconds === null) continue;
      // The name of a client stands in account files, where anything may be: a label is made of configured ones alone.
      const client = known.has(account.grant.clientKey) ? account.grant.clientKey : 'other';
      secondsToPredictedDeath.set(client, Math.min(seconds, secondsToPredictedDeath.get(client) ?? Infinity));
    }
    return {
      accountsByState,
      secondsToPredictedDeath,
      protectedModels,
      coolDowns: this.serving.coolDowns(),
      unsavedChanges: this.unsaved.count,
    };
  }

  #secondsToDeath(account: Account, now: number): number | null {
    if (account.disabled) return null;
    const forecast = this.serving.forecast(account);
    return forecast ? forecast.at - now : null;
  }
}

/** What people call accounts: their e-mail. */
@Injectable()
export class RegistryAccountNames extends AccountNames {
  constructor(private readonly registry: AccountRegistry) {
    super();
  }

  override emailOf(id: string): string | null {
    return this.registry.get(id)?.email ?? null;
  }
}
