import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { AccountRegistry } from '../accounts/account-registry.js';
import { SettingsService } from '../config/settings.service.js';
import { Clock } from '../core/ports/clock.js';
import { QuotaStore, type QuotaPast } from '../core/ports/quota-store.js';
import { QuotaBook } from '../core/usage/quota-book.js';
import type { QuotaEntry, Spent } from '../core/usage/quota-entry.js';
import { QuotaRules } from '../core/usage/quota-rules.js';
import { QuotaWindows, type WindowPair } from '../core/usage/quota-windows.js';
import { learnedLimit, type UsedUpQuota } from '../core/usage/used-up-quota.js';
import { Log } from '../observability/logger.js';

/** What was known before the start: not asked for yet, asked for, not to be had for now, or known. */
type History = 'unread' | 'being read' | 'missing' | 'known';

const RETRY_MS = 30_000;

/**
 * Counts what is spent of every quota, in memory; what was counted before a restart is read in the background. While
 * nobody limits anything and nothing was learned, nothing is counted.
 */
@Injectable()
export class QuotaCounting implements OnModuleDestroy {
  readonly book = new QuotaBook();
  readonly #windows = new QuotaWindows();
  /** Changed before it was known what they add to: written when that is known. */
  readonly #unnoted = new Set<QuotaEntry>();
  #rules: QuotaRules;
  #history: History = 'unread';
  #hasWarned = false;
  /** True until it is known that nothing was learned: the first request asks. */
  #isOn = true;
  #cancelRetry: (() => void) | undefined;
  #told: () => void = () => {};

  constructor(
    private readonly registry: AccountRegistry,
    private readonly settings: SettingsService,
    private readonly store: QuotaStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.#rules = this.#newRules();
  }

  onModuleDestroy(): void {
    this.#cancelRetry?.();
  }

  /** What is told when the past has become known. */
  onHistory(listener: () => void): void {
    this.#told = listener;
  }

  get rules(): QuotaRules {
    return this.#rules;
  }

  get windows(): WindowPair {
    return this.#windows.at(this.clock.nowMs());
  }

  /** Somebody limits something, or something was learned. */
  get isOn(): boolean {
    return this.#isOn && this.#history !== 'unread';
  }

  /** What was spent before the start is not known, so that nothing can be said to be enough. */
  get isPastKnown(): boolean {
    return this.#history === 'known';
  }

  /** A request sets out. @returns undefined where nothing is counted */
  reserve(accountId: string, model: string): QuotaEntry | undefined {
    if (!this.#isOn || model === '') return undefined;
    if (this.#history === 'unread') this.recall();
    const entry = this.book.entry(accountId, model, this.windows);
    entry.reserved += 1;
    return entry;
  }

  /** It is over, whatever came of it. */
  free(accountId: string, model: string): QuotaEntry | undefined {
    const entry = this.#isOn ? this.book.find(accountId, model) : undefined;
    if (entry && entry.reserved > 0) entry.reserved -= 1;
    return entry;
  }

  spend(accountId: string, model: string, spent: Spent): QuotaEntry | undefined {
    if (!this.#isOn || model === '') return undefined;
    const entry = this.book.entry(accountId, model, this.windows);
    entry.spend(spent, this.windows);
    this.note(entry);
    return entry;
  }

  /**
   * The upstream says that a quota is used up. Of a day's, others who use the same project have had their part, and this
   * is how it becomes known; a minute's is over before it matters.
   *
   * @returns what is known better now
   */
  learn(accountId: string, model: string, quota: UsedUpQuota): readonly QuotaEntry[] {
    const learned = learnedLimit(quota);
    if (!learned || model === '') return [];
    if (this.#history === 'unread') this.recall();
    this.#isOn = true;
    const { kind, limit } = learned;
    return [...new Set([model, learned.model ?? model])].map((name) => {
      const entry = this.book.entry(accountId, name, this.windows);
      entry.learn(kind, limit, this.clock.nowMs());
      if (kind === 'requests_per_day') entry.spentAtLeast({ requests: limit, tokens: 0 }, this.windows);
      if (kind === 'tokens_per_day') entry.spentAtLeast({ requests: 0, tokens: limit }, this.windows);
      this.note(entry);
      return entry;
    });
  }

  note(entry: QuotaEntry): void {
    if (!this.#isOn) return;
    if (this.#history === 'known') this.store.note(entry);
    else this.#unnoted.add(entry);
  }

  /** The settings have changed: what was counted under those before stays, unless nothing is to be counted. */
  follow(): void {
    const wasOn = this.#isOn;
    this.#rules = this.#newRules();
    this.#decide();
    if (wasOn && !this.#isOn) this.#forgetAll();
    if (!wasOn && this.#isOn) this.recall();
  }

  /** An account goes by another name now: other budgets may be about it. */
  renamed(accountId: string): void {
    for (const entry of this.book.of(accountId)) entry.found = undefined;
  }

  /** A day is over. */
  sweep(): void {
    this.book.sweep(this.windows, this.clock.nowMs());
    this.#decide();
  }

  /** Reads what was known before, in the background. */
  recall(): void {
    if (this.#history === 'being read') return;
    this.#history = 'being read';
    this.store.load(this.windows.day.startsAtMs).then(
      (past) => this.#remember(past),
      (error: unknown) => this.#notToBeHad(error),
    );
  }

  #remember({ records, served }: QuotaPast): void {
    const recorded = new Set<QuotaEntry>();
    for (const record of records) recorded.add(this.book.recall(record, this.windows));
    this.#history = 'known';
    this.#decide();
    // Of what was not counted while it happened, the request log still knows how much it was.
    for (const { accountId, model, requests, tokens } of this.#isOn ? served : []) {
      const entry = this.book.entry(accountId, model, this.windows);
      if (recorded.has(entry)) continue;
      entry.spentAtLeast({ requests, tokens }, this.windows);
      this.#unnoted.add(entry);
    }
    for (const entry of this.#isOn ? this.#unnoted : []) this.store.note(entry);
    this.#unnoted.clear();
    this.#told();
    if (this.#isOn) return;
    this.book.clear();
    if (records.length > 0) this.store.forgetAll();
  }

  #notToBeHad(error: unknown): void {
    if (!this.#hasWarned) {
      this.log.warn('What was spent of quotas before the start is not known yet; they are counted from now on', {
        error: String(error),
      });
    }
    this.#hasWarned = true;
    this.#history = 'missing';
    this.#cancelRetry = this.clock.schedule(RETRY_MS, () => this.recall());
  }

  #decide(): void {
    this.#isOn = this.#rules.isEnabled || this.#rules.hasBudgets || this.#hasLearned || this.#history !== 'known';
  }

  get #hasLearned(): boolean {
    for (const entry of this.book.all()) if (entry.hasLearned) return true;
    return false;
  }

  #forgetAll(): void {
    this.book.clear();
    this.store.forgetAll();
  }

  #newRules(): QuotaRules {
    return new QuotaRules(this.settings.current.quota_protection, (id) => this.registry.get(id));
  }
}
