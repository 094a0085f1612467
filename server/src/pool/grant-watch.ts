import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AccountRegistry } from '../accounts/account-registry.js';
import { GrantLifetimes } from '../accounts/grant-lifetimes.js';
import type { Account } from '../core/accounts/account.js';
import { CAUSES } from '../core/grants/cause.js';
import { forecastEnd, leadTimeReached, type Forecast } from '../core/grants/forecast.js';
import { lastAliveAt } from '../core/grants/stored-diagnosis.js';
import { judgeMembership } from '../core/pool/membership.js';
import { Clock, unixSeconds } from '../core/ports/clock.js';
import { EventBus } from '../core/ports/event-bus.js';
import { GrantRefresher } from './grant-refresher.js';

const EVERY_MS = 10 * 60_000;
/** An account that nobody refreshes because it is paused is refreshed this often all the same: six months end a grant. */
const WARM_SECONDS = 30 * 86_400;

/**
 * Looks ahead: tells the owner of a grant that will probably die soon, in time, and keeps the grants of idle accounts
 * from dying of disuse.
 */
@Injectable()
export class GrantWatch implements OnApplicationBootstrap, OnModuleDestroy {
  /** For each account the grant and the lead time that were told last. */
  readonly #told = new Map<string, string>();
  #cancel: (() => void) | undefined;

  constructor(
    private readonly registry: AccountRegistry,
    private readonly lifetimes: GrantLifetimes,
    private readonly refresher: GrantRefresher,
    private readonly clock: Clock,
    private readonly bus: EventBus,
  ) {}

  onApplicationBootstrap(): void {
    this.#look();
  }

  onModuleDestroy(): void {
    this.#cancel?.();
  }

  /** When this account's grant will probably die, if anything points to that. */
  forecast(account: Account): Forecast | null {
    return forecastEnd(account, this.lifetimes.historyOf(account.grant.clientKey));
  }

  #look(): void {
    const now = unixSeconds(this.clock);
    for (const account of this.registry.accounts()) {
      this.#warn(account, this.forecast(account), now);
      this.#keepWarm(account, now);
    }
    this.#cancel = this.clock.schedule(EVERY_MS, () => this.#look());
  }

  #warn(account: Account, forecast: Forecast | null, now: number): void {
    const lead = forecast ? leadTimeReached(forecast.at, now) : undefined;
    if (!forecast || lead === undefined) return;
    const telling = `${account.grant.issuedAt ?? 0}/${forecast.at}/${lead}`;
    if (this.#told.get(account.id) === telling) return;
    this.#told.set(account.id, telling);
    const { at, cause, confidence } = forecast;
    const { cure } = CAUSES[cause];
    this.bus.publish({
      type: 'grant.expiring',
      account_id: account.id,
      email: account.email,
      expires_at: at,
      cause,
      confidence,
      cure,
    });
  }

  /** Those in the pool are refreshed every hour anyway. */
  #keepWarm(account: Account, now: number): void {
    if (account.disabled || judgeMembership(account).kind === 'member') return;
    const alive = lastAliveAt(account);
    if (alive !== null && now - alive < WARM_SECONDS) return;
    if (this.refresher.restMs(account) === 0) void this.refresher.refresh(account.id);
  }
}
