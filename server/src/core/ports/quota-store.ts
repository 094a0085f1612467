import type { QuotaRecord } from '../usage/quota-entry.js';

/** What the request log knows of a day: of use where nothing was counted, because nobody had asked for it yet. */
export interface ServedToday {
  readonly accountId: string;
  readonly model: string;
  readonly requests: number;
  readonly tokens: number;
}

/** What was known of quotas before this process began. */
export interface QuotaPast {
  readonly records: readonly QuotaRecord[];
  readonly served: readonly ServedToday[];
}

/** Remembers over restarts what was spent and what the upstream told of its quotas. */
export abstract class QuotaStore {
  /**
   * Forgets what is too old on the way.
   *
   * @param dayStartsAtMs  of the upstream's day, epoch milliseconds
   */
  abstract load(dayStartsAtMs: number): Promise<QuotaPast>;

  /** It has changed. Returns at once; the record is read when it is written, soon, once for many changes. */
  abstract note(entry: { readonly record: QuotaRecord }): void;

  /** Nothing is counted any more: what was counted so far would be wrong later. */
  abstract forgetAll(): void;
}
