import { Injectable } from '@nestjs/common';
import type { Account } from '../core/accounts/account.js';
import type { ModelQuota } from '../core/ports/serving.js';
import { QuotaEntry } from '../core/usage/quota-entry.js';
import { QuotaCounting } from './quota-counting.js';

/** Shows how the quotas of accounts stand. */
@Injectable()
export class QuotaViews {
  constructor(private readonly counting: QuotaCounting) {}

  /** Those with the least left first. */
  of(account: Account, most: number): readonly ModelQuota[] {
    const { book, rules, windows } = this.counting;
    const entries = [...book.of(account.id)];
    const spent = new Set(entries.map(({ model }) => model));
    const unspent = rules.namedModels(account).filter((model) => !spent.has(model));
    return [...entries, ...unspent.map((model) => new QuotaEntry(account.id, model))]
      .flatMap((entry) =>
        rules
          .standingsOf(entry, windows)
          .map((standing) => ({ ...standing, model: entry.model, isProtected: entry.protectedUntilMs !== null })),
      )
      .sort((one, other) => one.left / one.value - other.left / other.value)
      .slice(0, most);
  }
}
