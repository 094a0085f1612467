import { matchWildcard } from '../models/wildcard.js';
import type { QuotaEntry } from './quota-entry.js';
import { limitsFor, namedModels, type Budget, type BudgetedAccount, type QuotaLimit } from './quota-limits.js';
import { shortageOf, standingsOf, type QuotaStanding, type Shortage } from './quota-standing.js';
import type { WindowPair } from './quota-windows.js';

/** What a person has decided about quotas. @see design.md §7 */
export interface QuotaSettings {
  readonly enabled: boolean;
  readonly threshold_percentage: number;
  readonly monitored_models: readonly string[];
  readonly budgets: readonly Budget[];
}

type Found = NonNullable<QuotaEntry['found']>;

const NOTHING_KNOWN: readonly QuotaLimit[] = [];

/** The settings in force, applied. Which limits an entry has is found once; made anew when the settings change. */
export class QuotaRules {
  constructor(
    private readonly settings: QuotaSettings,
    private readonly accountOf: (id: string) => BudgetedAccount | undefined,
  ) {}

  get isEnabled(): boolean {
    return this.settings.enabled;
  }

  get hasBudgets(): boolean {
    return this.settings.budgets.length > 0;
  }

  /** Whether the model is to be kept back on the account, and until when. Undefined while protection is off. */
  shortageOf(entry: QuotaEntry, windows: WindowPair): Shortage | undefined {
    if (!this.settings.enabled) return undefined;
    const { isWatched, limits } = this.#find(entry);
    return isWatched ? shortageOf(entry, limits, windows, this.settings.threshold_percentage) : undefined;
  }

  /** How its quotas stand, watched or not. */
  standingsOf(entry: QuotaEntry, windows: WindowPair): readonly QuotaStanding[] {
    return standingsOf(entry, this.#find(entry).limits, windows);
  }

  /** Models of which something is known before anything was spent on them. */
  namedModels(account: BudgetedAccount): readonly string[] {
    return namedModels(this.settings.budgets, account);
  }

  #find(entry: QuotaEntry): Found {
    if (entry.found?.by === this) return entry.found;
    const account = this.accountOf(entry.accountId);
    if (!account) return { by: this, isWatched: false, limits: NOTHING_KNOWN };
    const { budgets, monitored_models: monitored } = this.settings;
    entry.found = {
      by: this,
      isWatched: monitored.some((pattern) => matchWildcard(pattern, entry.model) !== undefined),
      limits: limitsFor(budgets, account, entry.model, entry.learned),
    };
    return entry.found;
  }
}
