import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AccountRegistry } from '../accounts/account-registry.js';
import { SettingsService } from '../config/settings.service.js';
import type { Account } from '../core/accounts/account.js';
import { refreshDelayMs } from '../core/grants/refresh-schedule.js';
import { judgeMembership } from '../core/pool/membership.js';
import { Clock, unixSeconds } from '../core/ports/clock.js';
import { Random } from '../core/ports/random.js';
import { GrantRefresher } from './grant-refresher.js';

/** How often the two clocks are compared, and how far apart they may run before timers are set anew. */
const HEARTBEAT_MS = 15_000;
const JUMP_MS = 5_000;

/**
 * Refreshes access tokens ahead of their expiry, in the background, so that no caller waits for one.
 * Timers run on the monotonic clock; after a sleep or a clock change they are set anew.
 */
@Injectable()
export class RefreshAhead implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #timers = new Map<string, () => void>();
  #stopListening: (() => void) | undefined;
  #stopListeningToSettings: (() => void) | undefined;
  #stopHeartbeat: (() => void) | undefined;
  #stopped = false;

  constructor(
    private readonly registry: AccountRegistry,
    private readonly refresher: GrantRefresher,
    private readonly settings: SettingsService,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  onApplicationBootstrap(): void {
    this.#stopListening = this.registry.onChange(({ id, before, after }) => {
      if (!after || !before || isScheduledAnew(before, after)) this.#schedule(id);
    });
    // Another OAuth client, or another lead time: what was scheduled under the old ones is judged anew.
    this.#stopListeningToSettings = this.settings.onChange(() => {
      this.refresher.forgiveAll();
      this.#scheduleAll();
    });
    this.#scheduleAll();
    this.#listenToClocks();
  }

  onModuleDestroy(): void {
    this.#stopped = true;
    this.#stopListening?.();
    this.#stopListeningToSettings?.();
    this.#stopHeartbeat?.();
    this.#timers.forEach((cancel) => cancel());
    this.#timers.clear();
  }

  #scheduleAll(): void {
    for (const account of this.registry.accounts()) this.#schedule(account.id);
  }

  #schedule(id: string): void {
    this.#timers.get(id)?.();
    this.#timers.delete(id);
    const account = this.registry.get(id);
    if (!account || this.#stopped || account.grant.refreshToken === null) return;
    if (judgeMembership(account).kind === 'out') return;
    const dueMs = refreshDelayMs(
      account.grant,
      unixSeconds(this.clock),
      this.settings.current.refresh_ahead_seconds,
      this.random.next(),
    );
    const delayMs = Math.max(dueMs, this.refresher.restMs(account));
    const refresh = () => {
      this.#timers.delete(id);
      void this.#refresh(id);
    };
    this.#timers.set(id, this.clock.schedule(delayMs, refresh));
  }

  async #refresh(id: string): Promise<void> {
    const account = this.registry.get(id);
    // An on-demand refresh may have failed meanwhile: its rest holds here too.
    const restMs = account ? this.refresher.restMs(account) : 0;
    const result = restMs > 0 ? { kind: 'failed' } : await this.refresher.refresh(id);
    // What the answer changed has set a new timer by itself; an answer that changed nothing has not.
    if (result.kind === 'failed' || !this.#timers.has(id)) this.#schedule(id);
  }

  /** A laptop that slept, or a clock that was set: the dates in the grants mean something else now. */
  #listenToClocks(): void {
    const wallMs = this.clock.nowMs();
    const monotonicMs = this.clock.monotonicMs();
    this.#stopHeartbeat = this.clock.schedule(HEARTBEAT_MS, () => {
      const drift = this.clock.nowMs() - wallMs - (this.clock.monotonicMs() - monotonicMs);
      if (Math.abs(drift) > JUMP_MS) this.#scheduleAll();
      this.#listenToClocks();
    });
  }
}

/** The dates of the token, or whether the account serves at all, have changed. */
const isScheduledAnew = (before: Account, after: Account): boolean =>
  before.grant.accessToken !== after.grant.accessToken ||
  before.grant.refreshToken !== after.grant.refreshToken ||
  before.grant.accessTokenExpiresAt !== after.grant.accessTokenExpiresAt ||
  judgeMembership(before).kind !== judgeMembership(after).kind;
