import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AccountRegistry } from '../accounts/account-registry.js';
import { SettingsService } from '../config/settings.service.js';
import type { Account } from '../core/accounts/account.js';
import { protectModels, resume } from '../core/accounts/changes.js';
import type { AccountChange } from '../core/accounts/facts.js';
import { LEGACY_QUOTA_PAUSE } from '../core/pool/membership.js';
import { Clock } from '../core/ports/clock.js';
import { EventBus } from '../core/ports/event-bus.js';
import type { QuotaEntry } from '../core/usage/quota-entry.js';
import type { Shortage } from '../core/usage/quota-standing.js';
import type { UsedUpQuota } from '../core/usage/used-up-quota.js';
import { Log } from '../observability/logger.js';
import type { Lease } from './lease.js';
import { QuotaCounting } from './quota-counting.js';
import { QuotaTurns } from './quota-turns.js';

type Served = Pick<Lease, 'id' | 'model'>;

/** Timers keep time while a machine sleeps, windows do not: the time of day is looked at this often at least. */
const LONGEST_SLEEP_MS = 60_000;
/** At midnight a large pool comes back; requests are served in between. */
const AT_ONCE = 250;
/** A refusal names a quota or two; it comes from outside. */
const MOST_QUOTAS = 10;

/**
 * Keeps a rest of every quota: where less than the threshold is left, the model is kept back on that account, in memory at
 * once and in its file, until the window turns.
 */
@Injectable()
export class QuotaProtection implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #turns = new QuotaTurns();
  /** To be judged when the present call is over: a change must not be answered by another before all have heard of it. */
  readonly #waiting = { accounts: new Set<string>(), entries: new Set<QuotaEntry>(), isQueued: false };
  readonly #stopListening: (() => void)[] = [];
  #wake: { readonly atMs: number; readonly cancel: () => void } | undefined;
  #dayStartsAtMs = 0;

  constructor(
    private readonly counting: QuotaCounting,
    private readonly registry: AccountRegistry,
    private readonly settings: SettingsService,
    private readonly clock: Clock,
    private readonly bus: EventBus,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    const { counting, registry, settings } = this;
    this.#dayStartsAtMs = counting.windows.day.startsAtMs;
    counting.onHistory(() => this.judgeAll());
    this.#stopListening.push(
      settings.onChange(() => this.#followSettings()),
      registry.onChange((change) => this.#follow(change)),
    );
    // Where nothing is limited and nothing kept back, the past has time until the first request.
    const { isEnabled, hasBudgets } = counting.rules;
    if (isEnabled || hasBudgets || this.#isSomethingKeptBack) counting.recall();
    this.judgeAll();
  }

  onModuleDestroy(): void {
    for (const stop of this.#stopListening.splice(0)) stop();
    this.#wake?.cancel();
  }

  /** A request sets out with an account: what it will take is spoken for. */
  reserve(id: string, model: string): void {
    this.#watch(this.counting.reserve(id, model));
  }

  /** It is over. What it did take is told by `spent`, in the same call. */
  free({ id, model }: Served): void {
    const entry = this.counting.free(id, model);
    // It may not have taken anything: then it was kept back for nothing.
    if (entry && entry.protectedUntilMs !== null) this.#judgeSoon(this.#waiting.entries, entry);
  }

  /** @param tokens  in and out together */
  spent({ id, model }: Served, tokens: number): void {
    this.#watch(this.counting.spend(id, model, { requests: 1, tokens }));
  }

  /** The upstream refused for these quotas. */
  learn({ id, model }: Served, quotas: readonly UsedUpQuota[]): void {
    for (const quota of quotas.slice(0, MOST_QUOTAS))
      for (const entry of this.counting.learn(id, model, quota)) this.#judge(entry);
    this.#wakeInTime();
  }

  /** How long a model is kept back on an account, milliseconds; undefined where it is not, or not by us. */
  protectedMs(id: string, model: string): number | undefined {
    const untilMs = this.counting.book.find(id, model)?.protectedUntilMs ?? null;
    return untilMs === null ? undefined : Math.max(0, untilMs - this.clock.nowMs());
  }

  /** Judges every account anew: at load, and when the rules have changed. */
  judgeAll(): void {
    for (const entry of [...this.counting.book.all()]) this.#judge(entry);
    for (const account of this.registry.accounts()) this.#judgeAccount(account);
    this.#wakeInTime();
  }

  get #isSomethingKeptBack(): boolean {
    for (const { protectedModels } of this.registry.accounts()) if (protectedModels.length > 0) return true;
    return false;
  }

  /** What its file says. */
  #judgeAccount(account: Account): void {
    // How an earlier tool kept accounts back as a whole; here a model is kept back, if any.
    if (account.proxyDisabled?.reason === LEGACY_QUOTA_PAUSE) {
      this.registry.change(account.id, () => resume(), 'quota_protection');
    }
    for (const model of account.protectedModels) {
      const known = this.counting.book.find(account.id, model);
      if (known) this.#judge(known);
      else if (this.counting.rules.isEnabled)
        this.#judge(this.counting.book.entry(account.id, model, this.counting.windows));
    }
  }

  /** Something was taken: asked twice for each request. */
  #watch(entry: QuotaEntry | undefined): void {
    if (entry?.protectedUntilMs !== null) return;
    const shortage = this.counting.rules.shortageOf(entry, this.counting.windows);
    if (shortage) this.#protect(entry, shortage);
  }

  #judge(entry: QuotaEntry): void {
    const { rules, windows, isPastKnown } = this.counting;
    const shortage = rules.shortageOf(entry, windows);
    if (shortage) {
      this.#protect(entry, shortage);
      return;
    }
    const isOurs = entry.protectedUntilMs !== null;
    if (!isOurs && !rules.isEnabled) return;
    // Kept back before the start, and why is not known yet: what is a day's is over by then.
    if (!isPastKnown && rules.isEnabled && this.#isInFile(entry)) this.#hold(entry, windows.day.endsAtMs);
    else if (isOurs || this.#isInFile(entry)) this.#restore(entry);
  }

  #protect(entry: QuotaEntry, { untilMs, ...shortage }: Shortage): void {
    const { accountId, model } = entry;
    this.#hold(entry, untilMs);
    this.counting.note(entry);
    const changed = this.registry.change(
      accountId,
      ({ protectedModels }) => (protectedModels.includes(model) ? null : protectModels([...protectedModels, model])),
      'quota_protection',
    );
    // It was kept back before a restart: nothing has happened.
    if (!changed) return;
    this.log.info(`Quota protection keeps ${model} back (${changed.email}): ${shortage.reason}`, {
      account_id: accountId,
    });
    const about = { account_id: accountId, email: changed.email, model };
    this.bus.publish({ type: 'model.protected', ...about, ...shortage, until: untilMs });
  }

  #restore(entry: QuotaEntry): void {
    const { accountId, model } = entry;
    this.#turns.release(entry);
    this.counting.note(entry);
    const changed = this.registry.change(
      accountId,
      ({ protectedModels }) =>
        protectedModels.includes(model) ? protectModels(protectedModels.filter((name) => name !== model)) : null,
      'quota_protection',
    );
    if (!changed) return;
    this.log.info(`Quota protection gives ${model} back (${changed.email})`, { account_id: accountId });
    this.bus.publish({ type: 'model.restored', account_id: accountId, email: changed.email, model });
  }

  #hold(entry: QuotaEntry, untilMs: number): void {
    this.#turns.hold(entry, untilMs);
    this.#wakeInTime();
  }

  #isInFile({ accountId, model }: QuotaEntry): boolean {
    return this.registry.get(accountId)?.protectedModels.includes(model) ?? false;
  }

  #followSettings(): void {
    // Where nothing is counted any more, nothing is known of what was kept back.
    const held = [...this.counting.book.all()].filter(({ protectedUntilMs }) => protectedUntilMs !== null);
    this.counting.follow();
    for (const entry of held) this.#judge(entry);
    this.judgeAll();
  }

  #follow({ id, before, after, origin }: AccountChange): void {
    if (!after || origin === 'quota_protection') return;
    if (before && before.email !== after.email) this.counting.renamed(id);
    if (!isMarked(before) && !isMarked(after)) return;
    for (const entry of this.counting.book.of(id)) this.#judgeSoon(this.#waiting.entries, entry);
    this.#judgeSoon(this.#waiting.accounts, id);
  }

  #judgeSoon<T>(waiting: Set<T>, what: T): void {
    waiting.add(what);
    if (this.#waiting.isQueued) return;
    this.#waiting.isQueued = true;
    queueMicrotask(() => {
      const { entries, accounts } = this.#waiting;
      const [soon, named] = [[...entries], [...accounts]];
      entries.clear();
      accounts.clear();
      this.#waiting.isQueued = false;
      for (const entry of soon) this.#judge(entry);
      for (const id of named) {
        const account = this.registry.get(id);
        if (account) this.#judgeAccount(account);
      }
    });
  }

  /** One timer, for whatever turns first. */
  #wakeInTime(): void {
    if (!this.counting.isOn) return;
    const nowMs = this.clock.nowMs();
    const atMs = Math.min(this.#turns.nextMs, this.counting.windows.day.endsAtMs, nowMs + LONGEST_SLEEP_MS);
    if (this.#wake && this.#wake.atMs <= atMs) return;
    this.#wake?.cancel();
    this.#wake = { atMs, cancel: this.clock.schedule(Math.max(0, atMs - nowMs), () => this.#look()) };
  }

  #look(): void {
    this.#wake = undefined;
    const { startsAtMs } = this.counting.windows.day;
    if (startsAtMs !== this.#dayStartsAtMs) {
      this.#dayStartsAtMs = startsAtMs;
      this.counting.sweep();
    }
    for (const entry of this.#turns.due(this.clock.nowMs(), AT_ONCE)) this.#judge(entry);
    this.#wakeInTime();
  }
}

const isMarked = (account: Account | null): boolean =>
  account !== null && (account.protectedModels.length > 0 || account.proxyDisabled?.reason === LEGACY_QUOTA_PAUSE);
