import { QuotaStore, type QuotaPast, type ServedToday } from '../../src/core/ports/quota-store.js';
import type { QuotaRecord } from '../../src/core/usage/quota-entry.js';

/** Remembers as long as the test runs; its disk fails when a test wants it to. */
export class MemoryQuotaStore extends QuotaStore {
  readonly #entries = new Set<{ readonly record: QuotaRecord }>();
  #records: readonly QuotaRecord[] = [];
  served: readonly ServedToday[] = [];
  isFailing = false;
  loads = 0;

  override load(): Promise<QuotaPast> {
    this.loads += 1;
    if (this.isFailing) return Promise.reject(new Error('disk I/O error'));
    return Promise.resolve({ records: this.records, served: this.served });
  }

  override note(entry: { readonly record: QuotaRecord }): void {
    this.#entries.add(entry);
  }

  override forgetAll(): void {
    this.#entries.clear();
    this.#records = [];
  }

  /** What is on disk when the process is over: the start of the next one. */
  get records(): readonly QuotaRecord[] {
    const noted = [...this.#entries].map(({ record }) => record);
    const isNoted = (old: QuotaRecord) =>
      noted.some(({ accountId, model }) => accountId === old.accountId && model === old.model);
    return [...this.#records.filter((old) => !isNoted(old)), ...noted];
  }

  set records(records: readonly QuotaRecord[]) {
    this.#records = records;
    this.#entries.clear();
  }
}
