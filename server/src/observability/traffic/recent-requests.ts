import type { RequestRecord } from '../../core/traffic/request-record.js';

/** The requests that ended last, so that one that just ended is there at once, and some are there without a disk. */
export class RecentRequests {
  readonly #records: RequestRecord[] = [];
  #next = 0;

  constructor(private readonly limit = 500) {}

  push(record: RequestRecord): void {
    this.#records[this.#next] = record;
    this.#next = (this.#next + 1) % this.limit;
  }

  find(id: string): RequestRecord | undefined {
    return this.#records.find((record) => record.id === id);
  }

  /** In no order. */
  all(): readonly RequestRecord[] {
    return this.#records;
  }
}
