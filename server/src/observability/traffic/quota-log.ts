import { Injectable } from '@nestjs/common';
import { Clock } from '../../core/ports/clock.js';
import { QuotaStore, type QuotaPast } from '../../core/ports/quota-store.js';
import type { QuotaRecord } from '../../core/usage/quota-entry.js';
import { Log } from '../logger.js';
import { TrafficLog } from './traffic-log.js';
import { TrafficStore } from './traffic-store.js';

/** What a killed process loses at most: a row is written once for all that was spent meanwhile. */
const DELAY_MS = 500;
const LONGEST_RETRY_MS = 60_000;

/** Keeps quotas beside the request log, in its thread: noting a change costs a look into a set. */
@Injectable()
export class QuotaLog extends QuotaStore {
  #changed = new Set<{ readonly record: QuotaRecord }>();
  #isFresh = false;
  #retryMs = DELAY_MS;
  #cancelTimer: (() => void) | undefined;
  #writing: Promise<void> | undefined;

  constructor(
    private readonly store: TrafficStore,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly traffic: TrafficLog,
  ) {
    super();
    traffic.beforeClose(() => this.close());
  }

  override async load(dayStartsAtMs: number): Promise<QuotaPast> {
    if (this.#hasMore) await this.#write();
    return this.traffic.ask(() => this.store.loadQuotas(dayStartsAtMs));
  }

  override note(entry: { readonly record: QuotaRecord }): void {
    this.#changed.add(entry);
    this.#cancelTimer ??= this.clock.schedule(DELAY_MS, () => void this.#write());
  }

  override forgetAll(): void {
    this.#changed.clear();
    this.#isFresh = true;
    this.#cancelTimer ??= this.clock.schedule(DELAY_MS, () => void this.#write());
  }

  /** Writes what is still to be written, and waits for it. Never rejects. */
  async close(): Promise<void> {
    await this.#writing;
    if (this.#hasMore) await this.#write();
    this.#cancelTimer?.();
  }

  get #hasMore(): boolean {
    return this.#changed.size > 0 || this.#isFresh;
  }

  #write(): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#writing ??= this.#save().finally(() => (this.#writing = undefined));
    return this.#writing;
  }

  async #save(): Promise<void> {
    const [entries, isFresh] = [this.#changed, this.#isFresh];
    this.#changed = new Set();
    this.#isFresh = false;
    const records = [...entries].map(({ record }) => record);
    try {
      await this.store.saveQuotas({ isFresh, records, atMs: this.clock.nowMs() });
      if (this.#retryMs > DELAY_MS) this.log.info('What was spent of quotas is written again');
      this.#retryMs = DELAY_MS;
    } catch (error) {
      this.#keep(entries, isFresh);
      this.#failed(error);
    }
  }

  /** For later, unless everything was to be forgotten meanwhile. */
  #keep(entries: Iterable<{ readonly record: QuotaRecord }>, isFresh: boolean): void {
    if (!this.#isFresh) for (const entry of entries) this.#changed.add(entry);
    this.#isFresh ||= isFresh;
  }

  #failed(error: unknown): void {
    if (this.#retryMs === DELAY_MS) {
      this.log.error('What was spent of quotas cannot be written; it is counted all the same', {
        error: error instanceof Error ? error.message : String(error),
      });
    }
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
    this.#cancelTimer?.();
    this.#cancelTimer = this.clock.schedule(this.#retryMs, () => void this.#write());
  }
}
