import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AccountRegistry } from '../accounts/account-registry.js';
import { SettingsService } from '../config/settings.service.js';
import type { Account } from '../core/accounts/account.js';
import type { AccountChange } from '../core/accounts/facts.js';
import {
  PoolCoolingError,
  PoolEmptyError,
  PoolExhaustedError,
  ReauthRequiredError,
} from '../core/errors/pool-errors.js';
import type { RegrantError } from '../core/errors/regrant-error.js';
import { isUsable } from '../core/grants/refresh-schedule.js';
import {
  chooseAccount,
  type Choice,
  type ChoiceRequest,
  type ChoiceRules,
  type ChoiceState,
} from '../core/pool/chooser.js';
import { judgeMembership } from '../core/pool/membership.js';
import { ReadySet } from '../core/pool/ready-set.js';
import { Sessions } from '../core/pool/sessions.js';
import { skipReason, skipState, type SkipFacts, type SkipState } from '../core/pool/skip-reason.js';
import { Clock, unixSeconds } from '../core/ports/clock.js';
import { EventBus } from '../core/ports/event-bus.js';
import { Random } from '../core/ports/random.js';
import { Log } from '../observability/logger.js';
import { GrantRefresher } from './grant-refresher.js';
import { leaseOf, type Lease } from './lease.js';
import { NobodyServes, type FirstBack } from './nobody-serves.js';
import { QuotaProtection } from './quota-protection.js';
import { Restraints } from './restraints.js';
import { WaitingRoom } from './waiting-room.js';

/** Either an account, or the honest reason why there is none. */
export type Acquired =
  { readonly kind: 'lease'; readonly lease: Lease } | { readonly kind: 'none'; readonly error: RegrantError };

/** An account that is not chosen now, and why. */
export interface Skipped {
  readonly id: string;
  readonly email: string;
  readonly state: SkipState;
  readonly reason: string;
  /** While quota protection keeps the model back: when that ends, unix seconds. */
  readonly until?: number;
}

/** The longest that anybody waits for a refresh. */
const LONGEST_WAIT_MS = 10_000;
/** As many as are served in two rounds of all accounts may wait for one to come free, and always so few. */
const ROUNDS_WAITING = 2;
const FEW_WAITING = 16;
/** Refreshes that one waiting request sets going at once: as many as the token endpoint gets. */
const REFRESHES_AT_ONCE = 8;
/** When a caller is told to come back where a file keeps the model back, and nobody knows for how long. */
const PROTECTED_ADVICE_MS = 60_000;
/** A token renewed by force that is refused again within this time is not renewed once more. */
const RENEWAL_COUNTS_MS = 10_000;
const MOST_SESSIONS = 10_000;
const SESSION_IDLE_MS = 60 * 60_000;

/** What the pool holds; built aside and swapped as a whole. */
interface Members {
  readonly accounts: Map<string, Account>;
  /** Those that can serve now. */
  readonly ready: ReadySet;
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
  readonly #renewals = new Map<string, { readonly accessToken: string; readonly atMs: number }>();
  readonly #sessions = new Sessions({ most: MOST_SESSIONS, idleMs: SESSION_IDLE_MS });
  readonly #restraints: Restraints;
  readonly #waiting: WaitingRoom;
  readonly #nobody = new NobodyServes();
  #state: ChoiceState;
  #stopListening: (() => void) | undefined;
  #isTellingSoon = false;

  constructor(
    private readonly registry: AccountRegistry,
    private readonly refresher: GrantRefresher,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly settings: SettingsService,
    private readonly quota: QuotaProtection,
    private readonly bus: EventBus,
    private readonly log: Log,
  ) {
    this.#waiting = new WaitingRoom(clock);
    this.#restraints = new Restraints({
      clock,
      mostInFlight: () => settings.current.scheduling.max_concurrent,
      ready: () => this.#members.ready,
      changed: (id) => this.#lookAgain(id),
    });
    this.#state = this.#stateOf(this.#members);
  }

  onApplicationBootstrap(): void {
    this.#stopListening = this.registry.onChange((change) => this.#follow(change));
    this.refresher.onHold((id, refreshToken, held) => this.#setHeld(id, refreshToken, held));
    this.reload();
  }

  onModuleDestroy(): void {
    this.#stopListening?.();
  }

  /** The account that serves this request right now, or undefined. The lease counts as in flight until `release`. */
  choose(request: ChoiceRequest): Lease | undefined {
    const choice = this.#choose(request);
    return choice.kind === 'account' ? this.#lease(choice, request.model) : undefined;
  }

  /**
   * The same, waiting where waiting helps: for a refresh, for the session's own account, or (`park_seconds`) for a grant
   * to be given back. A refresh that finds a grant dead costs no attempt.
   */
  async acquire(request: ChoiceRequest, signal?: AbortSignal): Promise<Acquired> {
    const startedAtMs = this.clock.monotonicMs();
    for (;;) {
      const nowMs = this.clock.monotonicMs();
      const choice = this.#choose(request, nowMs - startedAtMs);
      if (choice.kind === 'account') return { kind: 'lease', lease: this.#lease(choice, request.model) };
      const waitMs =
        choice.kind === 'wait' ? choice.untilMs - nowMs : this.#worthWaitingMs(request, nowMs - startedAtMs);
      if (waitMs <= 0 || signal?.aborted) return { kind: 'none', error: this.#whyNone(request.model) };
      await this.#waiting.nextChange(waitMs, signal);
    }
  }

  /** The request is through with this account, whatever came of it. */
  release(lease: Lease): void {
    const { id, isProbe } = lease;
    this.#restraints.leave(id, isProbe);
    this.quota.free(lease);
    if (!this.#members.ready.has(id)) this.#lookAgain(id);
  }

  /** A request was served by it: nothing is held against it any more. */
  served({ id, model }: Lease): void {
    this.#restraints.served(id, model);
  }

  /** It rests for this model. @param ms  how long */
  cool({ id, model }: Lease, ms: number): void {
    this.#nobody.forget();
    // Told once: requests that were under way together are refused together.
    if (this.#restraints.cool(id, model, ms)) this.#tellCooling(id, ms, model);
  }

  /** How often in a row it was refused this model, a refusal that comes now included. */
  refusals({ id, model }: Lease): number {
    return this.#restraints.refusals(id, model);
  }

  /** Server or network failed under it. After a few in a row it is left alone for a while. */
  failed({ id, isProbe }: Lease): void {
    this.#nobody.forget();
    const ms = this.#restraints.failed(id, { isProbe, size: this.size });
    if (ms === undefined) return;
    this.log.warn(`Account rests after failures in a row (${this.registry.get(id)?.email ?? id})`, { account_id: id });
    this.#tellCooling(id, ms);
  }

  /**
   * The upstream refused an access token that should be good: refreshes it by force, unless that has happened already.
   *
   * @returns a lease of the same account that takes the place of this one; or undefined, and this one released, when the
   * account cannot serve any more
   */
  async renew(lease: Lease): Promise<Lease | undefined> {
    const renewed = await this.#renewed(lease);
    if (!renewed) this.release(lease);
    return renewed;
  }

  async #renewed(lease: Lease): Promise<Lease | undefined> {
    const current = this.#members.accounts.get(lease.id);
    if (!current) return undefined;
    const isWorthRefreshing = current.grant.accessToken === lease.accessToken && !this.isJustRenewed(lease);
    if (isWorthRefreshing && (this.refresher.isRefreshing(lease.id) || this.refresher.restMs(current) === 0)) {
      await this.#atMost(LONGEST_WAIT_MS, this.refresher.refresh(lease.id));
    }
    const renewed = this.#members.accounts.get(lease.id);
    if (!renewed || !this.#hasLiveToken(renewed) || renewed.grant.accessToken === lease.accessToken) return undefined;
    const next = leaseOf(renewed, lease);
    this.#renewals.set(next.id, { accessToken: next.accessToken, atMs: this.clock.monotonicMs() });
    return next;
  }

  /** Refused again right after a renewal: one more would not help, and every request would cost one. */
  isJustRenewed({ id, accessToken }: Lease): boolean {
    const renewal = this.#renewals.get(id);
    return renewal?.accessToken === accessToken && this.clock.monotonicMs() - renewal.atMs < RENEWAL_COUNTS_MS;
  }

  /** Rebuilds the pool aside and swaps it in; it is never empty because of that. */
  reload(): { readonly loaded: number; readonly skipped: readonly Skipped[] } {
    // What it gives back or keeps back is in the accounts that are loaded then.
    this.quota.judgeAll();
    const members = noMembers();
    const skipped: Skipped[] = [];
    for (const account of this.registry.accounts()) {
      this.#restraints.followProtection(account.id, account);
      const membership = judgeMembership(account);
      if (membership.kind === 'member') this.#placeIn(members, account);
      else skipped.push(this.#skip(account));
      if (account.disabled) this.log.warn(`Skipping disabled account ${account.email}`, { account_id: account.id });
    }
    this.#members.ready.copyBarsTo(members.ready);
    this.#members = members;
    this.#state = this.#stateOf(members);
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

  /** Whether an account could serve a request now; for a model, where one is named. */
  isReady(id: string, model?: string): boolean {
    const account = this.#members.accounts.get(id);
    if (!account || !this.#hasLiveToken(account) || !this.#members.ready.has(id)) return false;
    return model === undefined || !this.#members.ready.isBarred(id, model);
  }

  /** It failed several times in a row, and is not known to work again. */
  isEjected(id: string): boolean {
    return this.#restraints.isEjected(id);
  }

  /** Whether any account could serve now, or right after a refresh. */
  get canServe(): boolean {
    for (const account of this.#members.accounts.values()) {
      if (this.isReady(account.id) || this.refresher.restMs(account) === 0) return true;
    }
    return false;
  }

  /**
   * Who can serve now (a model, where one is named), and why the others cannot.
   *
   * @param most  how many are told of at most
   */
  explain(
    model?: string,
    most = Number.POSITIVE_INFINITY,
  ): { readonly ready: readonly Account[]; readonly skipped: readonly Skipped[] } {
    const ready: Account[] = [];
    const skipped: Skipped[] = [];
    for (const account of this.registry.accounts()) {
      if (ready.length + skipped.length >= most) break;
      if (this.isReady(account.id, model)) ready.push(account);
      else skipped.push(this.#skip(account, model));
    }
    return { ready, skipped };
  }

  /** Requests in flight, of the accounts that have any. */
  get inFlight(): ReadonlyMap<string, number> {
    return new Map([...this.#restraints.inFlightCounts].filter(([, count]) => count > 0));
  }

  /** Cool-downs in force, of all accounts and models. */
  get coolDowns(): number {
    return this.#restraints.coolDowns;
  }

  /** The models that an account rests for, and how long still, milliseconds. */
  coolDownsOf(id: string): readonly { readonly model: string; readonly ms: number }[] {
    return this.#restraints.coolDownsOf(id);
  }

  /** What keeps an account from being chosen, in figures; for a model, where one is named. */
  factsOf(account: Account, model?: string): SkipFacts {
    return {
      membership: judgeMembership(account),
      refreshRestsMs: this.refresher.restMs(account),
      protectedMs: (model === undefined ? undefined : this.quota.protectedMs(account.id, model)) ?? 0,
      ...this.#restraints.factsOf(account, model),
    };
  }

  #skip(account: Account, model?: string): Skipped {
    const facts = this.factsOf(account, model);
    const state = skipState(facts);
    const skipped = { id: account.id, email: account.email, state, reason: skipReason(facts, model) };
    if (facts.protectedMs === 0 || state !== 'protected') return skipped;
    return { ...skipped, until: Math.ceil((this.clock.nowMs() + facts.protectedMs) / 1000) };
  }

  #whyNone(model: string): RegrantError {
    if (this.size === 0) return this.registry.size > 0 ? new ReauthRequiredError() : new PoolEmptyError();
    const { inMs, isForQuota } = this.#nobody.firstBack(model, this.clock.monotonicMs(), () => this.#firstBack(model));
    return isForQuota ? new PoolCoolingError(inMs) : new PoolExhaustedError(Math.max(1000, inMs));
  }

  #firstBack(model: string): FirstBack {
    let first: FirstBack = { inMs: Number.POSITIVE_INFINITY, isForQuota: false };
    for (const account of this.#members.accounts.values()) {
      const { coolsMs, ejectedMs, isProtected } = this.#restraints.factsOf(account, model);
      const protectedMs = isProtected ? (this.quota.protectedMs(account.id, model) ?? PROTECTED_ADVICE_MS) : 0;
      const inMs = Math.max(coolsMs, ejectedMs, protectedMs, this.refresher.restMs(account));
      if (inMs < first.inMs) first = { inMs, isForQuota: coolsMs > 0 || isProtected };
    }
    return first;
  }

  #follow({ id, before, after }: AccountChange): void {
    const wasMember = this.isMember(id);
    if (!after || (before && before.grant.refreshToken !== after.grant.refreshToken)) this.refresher.forgive(id);
    this.#restraints.followProtection(id, after);
    if (!after) this.#forget(id);
    if (!after || judgeMembership(after).kind === 'out') this.#leave(id);
    else this.#placeIn(this.#members, after);
    this.#wake();
    // A grant given back, an account added or resumed: the pool has been loaded anew, as its owner expects to read.
    if (!wasMember && this.isMember(id)) this.#tellReloadedSoon();
  }

  #leave(id: string): void {
    this.#members.accounts.delete(id);
    this.#members.ready.remove(id);
    this.#members.stale.delete(id);
    this.#sessions.leave(id);
  }

  #forget(id: string): void {
    this.#restraints.forget(id);
    this.#renewals.delete(id);
  }

  #placeIn(members: Members, account: Account): void {
    const { id, priority } = account;
    members.accounts.set(id, account);
    const isLive = this.#hasLiveToken(account);
    if (isLive) members.stale.delete(id);
    else members.stale.add(id);
    if (isLive && this.#restraints.lets(id)) members.ready.add({ id, priority });
    else members.ready.remove(id);
  }

  /** Whether it can serve may have changed. */
  #lookAgain(id: string): void {
    const account = this.#members.accounts.get(id);
    if (!account) return;
    this.#placeIn(this.#members, account);
    this.#wake();
  }

  /** Something has changed: nothing that was found out before holds. */
  #wake(): void {
    this.#nobody.forget();
    this.#waiting.wake();
  }

  /** @param waitedMs  how long this request has waited for its turn already */
  #choose(request: ChoiceRequest, waitedMs = 0): Choice {
    const nowMs = this.clock.monotonicMs();
    const rules = this.#rules(waitedMs);
    for (;;) {
      const choice = chooseAccount(request, rules, this.#state, nowMs, () => this.random.next());
      if (choice.kind !== 'account') return choice;
      const account = this.#members.accounts.get(choice.id);
      if (account && this.#hasLiveToken(account)) return choice;
      // Its token ran out since it was put there.
      if (account) this.#placeIn(this.#members, account);
      else this.#leave(choice.id);
    }
  }

  #lease({ id, why }: Extract<Choice, { kind: 'account' }>, model: string): Lease {
    const account = this.#members.accounts.get(id);
    if (!account) throw new Error('an account was chosen that is not in the pool');
    const isProbe = this.#restraints.enter(id);
    if (!this.#restraints.lets(id)) this.#members.ready.remove(id);
    this.quota.reserve(id, model);
    return leaseOf(account, { model, why, isProbe });
  }

  /** How long it is worth waiting for somebody, milliseconds; 0 or less when it is not. */
  #worthWaitingMs(request: ChoiceRequest, waitedMs: number): number {
    const { excluded } = request;
    // Parked for accounts that this request has not tried; an empty pool may get its first one.
    const mayPark = excluded.size === 0 || excluded.size < this.registry.size;
    const parkMs = mayPark ? this.settings.current.scheduling.park_seconds * 1000 : 0;
    // Busy accounts come free by themselves, usually soon.
    const isWorthTheUsual = this.#startRefreshes(excluded) || this.#isSomebodyBusy(request);
    return Math.max(isWorthTheUsual ? LONGEST_WAIT_MS : 0, parkMs) - waitedMs;
  }

  #isSomebodyBusy({ excluded, model }: ChoiceRequest): boolean {
    const { max_concurrent: most } = this.settings.current.scheduling;
    if (most === null) return false;
    const { accounts, ready } = this.#members;
    // Beyond that a wait would be in vain, and everybody who waits costs something each time somebody comes free.
    if (this.#waiting.size >= Math.max(FEW_WAITING, ROUNDS_WAITING * most * accounts.size)) return false;
    for (const id of this.#restraints.inFlightCounts.keys()) {
      const isBusy = accounts.has(id) && this.#restraints.isBusy(id);
      if (isBusy && !excluded.has(id) && !ready.isBarred(id, model)) return true;
    }
    return false;
  }

  /** Sets refreshes going, or joins them; each wakes those who wait when it has ended, however it has. */
  #startRefreshes(excluded: ReadonlySet<string>): boolean {
    const nowMs = this.clock.monotonicMs();
    if (this.#members.stale.size === 0 || !this.#nobody.mayRefresh(nowMs)) return false;
    let started = 0;
    let shortestRestMs = Number.POSITIVE_INFINITY;
    for (const id of this.#members.stale) {
      const account = this.#members.accounts.get(id);
      if (!account || excluded.has(id)) continue;
      const restMs = this.refresher.isRefreshing(id) ? 0 : this.refresher.restMs(account);
      shortestRestMs = Math.min(shortestRestMs, restMs);
      if (restMs > 0) continue;
      void this.refresher.refresh(id).then(() => this.#wake());
      started += 1;
      if (started >= REFRESHES_AT_ONCE) break;
    }
    // Those that this request has tried may be of use to the next.
    if (started === 0 && excluded.size === 0) this.#nobody.nothingToRefresh(nowMs, shortestRestMs);
    return started > 0;
  }

  #rules(waitedMs: number): ChoiceRules {
    const { mode, fixed_account: fixedAccount, max_wait_seconds: maxWaitSeconds } = this.settings.current.scheduling;
    return { mode, fixedAccount, maxWaitMs: maxWaitSeconds * 1000 - waitedMs };
  }

  /** Made once per reload, not once per request. */
  #stateOf({ ready }: Members): ChoiceState {
    return {
      ready,
      sessions: this.#sessions,
      inFlight: (id) => this.#restraints.inFlight(id),
      coolsUntilMs: (id, model) => this.#restraints.worthWaitingUntilMs(id, model),
    };
  }

  #hasLiveToken({ id, grant }: Account): boolean {
    const heldToken = this.#held.get(id);
    const isHeld = heldToken !== undefined && heldToken === grant.refreshToken;
    return !isHeld && isUsable(grant, unixSeconds(this.clock));
  }

  #setHeld(id: string, refreshToken: string, held: boolean): void {
    if (held) this.#held.set(id, refreshToken);
    else if (this.#held.get(id) === refreshToken) this.#held.delete(id);
    else return;
    this.#lookAgain(id);
  }

  async #atMost(ms: number, task: Promise<unknown>): Promise<void> {
    let cancel = () => {};
    const timeout = new Promise<void>((resolve) => (cancel = this.clock.schedule(ms, resolve)));
    await Promise.race([task, timeout]).finally(() => cancel());
  }

  #tellCooling(id: string, ms: number, model?: string): void {
    const email = this.registry.get(id)?.email;
    this.bus.publish({ type: 'account.cooling', account_id: id, email, model, seconds: Math.ceil(ms / 1000) });
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
    const loaded = this.size;
    const skipped = this.registry.size - loaded;
    this.log.info(`Pool reloaded: ${loaded} loaded, ${skipped} skipped`);
    this.bus.publish({ type: 'pool.reloaded', loaded, skipped });
  }
}

const noMembers = (): Members => ({ accounts: new Map(), ready: new ReadySet(), stale: new Set() });
