import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AccountRegistry } from '../accounts/account-registry.js';
import type { Account } from '../core/accounts/account.js';
import { resume } from '../core/accounts/changes.js';
import type { AccountChange } from '../core/accounts/facts.js';
import { PoolEmptyError, PoolExhaustedError, ReauthRequiredError } from '../core/errors/pool-errors.js';
import type { RegrantError } from '../core/errors/regrant-error.js';
import { isUsable } from '../core/grants/refresh-schedule.js';
import { judgeMembership, LEGACY_QUOTA_PAUSE } from '../core/pool/membership.js';
import { RoundRobin } from '../core/pool/round-robin.js';
import type { Scheduler } from '../core/pool/scheduler.js';
import { Clock, unixSeconds } from '../core/ports/clock.js';
import { EventBus } from '../core/ports/event-bus.js';
import { Log } from '../observability/logger.js';
import { GrantRefresher } from './grant-refresher.js';

/** The right to send one request as an account. Used at once, never kept. */
export interface Lease {
  readonly id: string;
  readonly accessToken: string;
  readonly projectId: string | null;
}

/** Either an account, or the honest reason why there is none. */
export type Acquired =
  { readonly kind: 'lease'; readonly lease: Lease } | { readonly kind: 'none'; readonly error: RegrantError };

/** An account that is not chosen now, and why. */
export interface Skipped {
  readonly id: string;
  readonly email: string;
  readonly reason: string;
}

/** The longest that anybody waits for a refresh. */
const LONGEST_WAIT_MS = 10_000;
/** Refreshes that one waiting request sets going at once: as many as the token endpoint gets. */
const REFRESHES_AT_ONCE = 8;

/** A token renewed by force that is refused again within this time is not renewed once more. */
const RENEWAL_COUNTS_MS = 10_000;

/** What the pool holds; built aside and swapped as a whole. */
interface Members {
  readonly accounts: Map<string, Account>;
  /** Those whose access token can be sent now. */
  readonly ready: Scheduler;
  /** Those that need a refresh first. */
  readonly stale: Set<string>;
}

/**
 * The accounts that serve, in memory. Follows every change of an account within the call that makes it; a request gets
 * an account with a live access token synchronously, and waits only when nobody has one.
 */
@Injectable()
export class Pool implements OnApplicationBootstrap, OnModuleDestroy {
  #members: Members = noMembers();
  /** Accounts of which a refusal is arriving, and of which refresh token: one given meanwhile is not held. */
  readonly #held = new Map<string, string>();
  readonly #waiting = new Set<() => void>();
  #stopListening: (() => void) | undefined;
  readonly #renewals = new Map<string, { readonly accessToken: string; readonly atMs: number }>();
  #isTellingSoon = false;

  constructor(
    private readonly registry: AccountRegistry,
    private readonly refresher: GrantRefresher,
    private readonly clock: Clock,
    private readonly bus: EventBus,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.#stopListening = this.registry.onChange((change) => this.#follow(change));
    this.refresher.onHold((id, refreshToken, held) => this.#setHeld(id, refreshToken, held));
    this.#releaseLegacyPauses();
    this.reload();
  }

  onModuleDestroy(): void {
    this.#stopListening?.();
  }

  /** The next account that can serve right now, or undefined. */
  choose(excluded: ReadonlySet<string>): Lease | undefined {
    const now = unixSeconds(this.clock);
    const { ready, accounts } = this.#members;
    for (;;) {
      const id = ready.select({ excluded });
      const account = id === undefined ? undefined : accounts.get(id);
      if (!account) return undefined;
      if (isUsable(account.grant, now)) return leaseOf(account);
      this.#place(account);
    }
  }

  /** The same, waiting for a refresh where nobody can serve before one. A refresh that finds a grant dead costs no attempt. */
  async acquire(excluded: ReadonlySet<string>, signal?: AbortSignal): Promise<Acquired> {
    const deadlineMs = this.clock.monotonicMs() + LONGEST_WAIT_MS;
    for (;;) {
      const lease = this.choose(excluded);
      if (lease) return { kind: 'lease', lease };
      const waitMs = deadlineMs - this.clock.monotonicMs();
      if (waitMs <= 0 || signal?.aborted || !this.#startRefreshes(excluded))
        return { kind: 'none', error: this.#whyNone() };
      await this.#nextMove(waitMs, signal);
    }
  }

  /**
   * The upstream refused an access token that should be good: refreshes it by force, unless that has happened already.
   *
   * @returns a new lease of the same account, or undefined when it cannot serve any more
   */
  async renew(lease: Lease): Promise<Lease | undefined> {
    const current = this.#members.accounts.get(lease.id);
    if (!current) return undefined;
    const isWorthRefreshing = current.grant.accessToken === lease.accessToken && !this.#isJustRenewed(lease);
    if (isWorthRefreshing && (this.refresher.isRefreshing(lease.id) || this.refresher.restMs(current) === 0)) {
      await this.#atMost(LONGEST_WAIT_MS, this.refresher.refresh(lease.id));
    }
    const renewed = this.#members.accounts.get(lease.id);
    const usable = renewed && !this.#isHeld(renewed) && isUsable(renewed.grant, unixSeconds(this.clock));
    if (!usable || renewed.grant.accessToken === lease.accessToken) return undefined;
    const next = leaseOf(renewed);
    this.#renewals.set(next.id, { accessToken: next.accessToken, atMs: this.clock.monotonicMs() });
    return next;
  }

  /** Refused again right after a renewal: one more would not help, and every request would cost one. */
  #isJustRenewed({ id, accessToken }: Lease): boolean {
    const renewal = this.#renewals.get(id);
    return renewal?.accessToken === accessToken && this.clock.monotonicMs() - renewal.atMs < RENEWAL_COUNTS_MS;
  }

  /** Rebuilds the pool aside and swaps it in; it is never empty because of that. */
  reload(): { readonly loaded: number; readonly skipped: readonly Skipped[] } {
    const members = noMembers();
    const skipped: Skipped[] = [];
    for (const account of this.registry.accounts()) {
      const membership = judgeMembership(account);
      if (membership.kind === 'member') this.#placeIn(members, account);
      else {
        skipped.push({ id: account.id, email: account.email, reason: `${membership.state}: ${membership.reason}` });
        if (membership.state === 'disabled')
          this.log.warn(`Skipping disabled account ${account.email}`, { account_id: account.id });
      }
    }
    this.#members = members;
    this.#wake();
    this.#tellReloaded();
    return { loaded: members.accounts.size, skipped };
  }

  get size(): number {
    return this.#members.accounts.size;
  }

  isMember(id: string): boolean {
    return this.#members.accounts.has(id);
  }

  /** Whether an account could serve a request now. */
  isReady(id: string): boolean {
    const account = this.#members.accounts.get(id);
    return account !== undefined && !this.#isHeld(account) && isUsable(account.grant, unixSeconds(this.clock));
  }

  /** Whether any account could serve now, or right after a refresh. */
  get canServe(): boolean {
    for (const account of this.#members.accounts.values()) {
      if (this.isReady(account.id) || this.refresher.restMs(account) === 0) return true;
    }
    return false;
  }

  /** Who can serve now, and why the others cannot. */
  explain(): { readonly ready: readonly Account[]; readonly skipped: readonly Skipped[] } {
    const accounts = [...this.registry.accounts()];
    return {
      ready: accounts.filter(({ id }) => this.isReady(id)),
      skipped: accounts
        .filter(({ id }) => !this.isReady(id))
        .map((account) => ({ id: account.id, email: account.email, reason: this.#whyNot(account) })),
    };
  }

  #whyNot(account: Account): string {
    const membership = judgeMembership(account);
    if (membership.kind === 'out') return `${membership.state}: ${membership.reason}`;
    const restMs = this.refresher.restMs(account);
    return restMs > 0
      ? `cooling: its refresh failed, next try in ${Math.ceil(restMs / 1000)} s`
      : 'refreshing: its access token is being renewed';
  }

  #whyNone(): RegrantError {
    const { accounts } = this.#members;
    if (accounts.size > 0) {
      const rests = [...accounts.values()].map((account) => this.refresher.restMs(account));
      return new PoolExhaustedError(Math.max(1000, Math.min(...rests)));
    }
    return this.registry.size > 0 ? new ReauthRequiredError() : new PoolEmptyError();
  }

  #follow({ id, before, after }: AccountChange): void {
    const wasMember = this.#members.accounts.has(id);
    if (before && after && before.grant.refreshToken !== after.grant.refreshToken) this.refresher.forgive(id);
    if (!after) this.refresher.forgive(id);
    if (!after || judgeMembership(after).kind === 'out') this.#leave(id);
    else this.#place(after);
    this.#wake();
    const isMember = this.#members.accounts.has(id);
    // A grant given back, an account added or resumed: the pool has been loaded anew, as its owner expects to read.
    if (!wasMember && isMember) this.#tellReloadedSoon();
  }

  #leave(id: string): void {
    this.#members.accounts.delete(id);
    this.#members.ready.remove(id);
    this.#members.stale.delete(id);
  }

  #place(account: Account): void {
    this.#placeIn(this.#members, account);
  }

  #placeIn(members: Members, account: Account): void {
    const { id, grant, priority } = account;
    members.accounts.set(id, account);
    if (isUsable(grant, unixSeconds(this.clock)) && !this.#isHeld(account)) {
      members.stale.delete(id);
      members.ready.add({ id, priority });
    } else {
      members.ready.remove(id);
      members.stale.add(id);
    }
  }

  #isHeld({ id, grant }: Account): boolean {
    const refreshToken = this.#held.get(id);
    return refreshToken !== undefined && refreshToken === grant.refreshToken;
  }

  #setHeld(id: string, refreshToken: string, held: boolean): void {
    if (held) this.#held.set(id, refreshToken);
    else if (this.#held.get(id) === refreshToken) this.#held.delete(id);
    else return;
    const account = this.#members.accounts.get(id);
    if (account) this.#place(account);
    this.#wake();
  }

  /** Sets refreshes going, or joins them; each wakes those who wait when it has ended, however it has. */
  #startRefreshes(excluded: ReadonlySet<string>): boolean {
    let started = 0;
    for (const id of this.#members.stale) {
      const account = this.#members.accounts.get(id);
      if (!account || excluded.has(id)) continue;
      if (!this.refresher.isRefreshing(id) && this.refresher.restMs(account) > 0) continue;
      void this.refresher.refresh(id).then(() => this.#wake());
      started += 1;
      if (started >= REFRESHES_AT_ONCE) break;
    }
    return started > 0;
  }

  async #nextMove(waitMs: number, signal?: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        cancel();
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const cancel = this.clock.schedule(waitMs, done);
      this.#waiting.add(done);
      signal?.addEventListener('abort', done, { once: true });
    });
  }

  async #atMost(ms: number, task: Promise<unknown>): Promise<void> {
    let cancel = () => {};
    const timeout = new Promise<void>((resolve) => (cancel = this.clock.schedule(ms, resolve)));
    await Promise.race([task, timeout]).finally(() => cancel());
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  /** After the fact that brought it about, and once for many at a time. */
  #tellReloadedSoon(): void {
    if (this.#isTellingSoon) return;
    this.#isTellingSoon = true;
    queueMicrotask(() => {
      this.#isTellingSoon = false;
      this.#tellReloaded();
    });
  }

  #tellReloaded(): void {
    const loaded = this.#members.accounts.size;
    const skipped = this.registry.size - loaded;
    this.log.info(`Pool reloaded: ${loaded} loaded, ${skipped} skipped`);
    this.bus.publish({ type: 'pool.reloaded', loaded, skipped });
  }

  /** An earlier tool paused accounts for their quota this way; quota is judged anew here. */
  #releaseLegacyPauses(): void {
    for (const account of this.registry.accounts()) {
      if (account.proxyDisabled?.reason === LEGACY_QUOTA_PAUSE) {
        this.registry.change(account.id, resume, 'quota_protection');
      }
    }
  }
}

const noMembers = (): Members => ({ accounts: new Map(), ready: new RoundRobin(), stale: new Set() });

const leaseOf = (account: Account): Lease => ({
  id: account.id,
  accessToken: account.grant.accessToken ?? '',
  projectId: account.projectId,
});
