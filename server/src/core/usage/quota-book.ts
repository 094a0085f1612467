import { QuotaEntry, type QuotaRecord } from './quota-entry.js';
import type { WindowPair } from './quota-windows.js';

/** Callers name models as they like: of one account, no more than this many are kept. */
const MOST_MODELS = 256;

/** What every account has spent on every model. Finding an entry costs two looks into a map. */
export class QuotaBook {
  readonly #accounts = new Map<string, Map<string, QuotaEntry>>();

  find(accountId: string, model: string): QuotaEntry | undefined {
    return this.#accounts.get(accountId)?.get(model);
  }

  /** The entry, made where there was none. */
  entry(accountId: string, model: string, windows: WindowPair): QuotaEntry {
    const entries = this.#accounts.get(accountId) ?? new Map<string, QuotaEntry>();
    const known = entries.get(model);
    if (known) return known;
    if (entries.size >= MOST_MODELS) makeRoom(entries, windows);
    const entry = new QuotaEntry(accountId, model);
    entries.set(model, entry);
    this.#accounts.set(accountId, entries);
    return entry;
  }

  /** @returns the entry that the record was added to */
  recall(record: QuotaRecord, windows: WindowPair): QuotaEntry {
    const entry = this.entry(record.accountId, record.model, windows);
    entry.recall(record, windows);
    return entry;
  }

  of(accountId: string): Iterable<QuotaEntry> {
    return this.#accounts.get(accountId)?.values() ?? [];
  }

  *all(): Generator<QuotaEntry> {
    for (const entries of this.#accounts.values()) yield* entries.values();
  }

  /** Lets go of what belongs to windows that have turned, and of limits that are too old to be true. */
  sweep(windows: WindowPair, nowMs: number): void {
    for (const [accountId, entries] of this.#accounts) {
      for (const [model, entry] of entries) {
        entry.forgetOld(nowMs);
        if (entry.isIdle(windows)) entries.delete(model);
      }
      if (entries.size === 0) this.#accounts.delete(accountId);
    }
  }

  clear(): void {
    this.#accounts.clear();
  }
}

/** One on which nothing was spent goes first; then the one that has been known for longest, unless it is kept back or in use. */
function makeRoom(entries: Map<string, QuotaEntry>, windows: WindowPair): void {
  let oldest: string | undefined;
  for (const [model, entry] of entries) {
    if (entry.isIdle(windows)) {
      entries.delete(model);
      return;
    }
    if (entry.protectedUntilMs === null && entry.reserved === 0) oldest ??= model;
  }
  oldest ??= entries.keys().next().value;
  if (oldest !== undefined) entries.delete(oldest);
}
