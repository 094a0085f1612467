import type { Clock } from '../../core/ports/clock.js';
import { stateOf, type RequestRecord } from '../../core/traffic/request-record.js';
import { UsageTally } from '../../core/traffic/usage-tally.js';
import type { Log } from '../logger.js';
import { Allowance, type Rate } from './allowance.js';
import type { TrafficBatch } from './sqlite-traffic.js';
import type { TrafficStore } from './traffic-store.js';

/** How much waits for how long. */
export interface QueueLimits {
  /** Requests that wait or are being written; more are dropped and counted. */
  readonly length: number;
  /** Requests in one transaction. Handing one over costs about 2 µs, so this also bounds a pause of the main thread. */
  readonly batch: number;
  readonly delayMs: number;
  /**
   * Sums are written this often, so many at a time, or all when somebody asks: adding to one costs as much as storing a
   * request, and a large pool has one for each account.
   */
  readonly sums: { readonly everyMs: number; readonly atOnce: number };
  /**
   * Requests that went well and are stored one by one; beyond, they are counted only. Storing one costs a third of what
   * serving one costs, and a log of ten thousands a second would be full within a minute. What failed is always stored.
   */
  readonly served: Rate;
}

const DEFAULT_LIMITS: QueueLimits = {
  length: 20_000,
  batch: 500,
  delayMs: 200,
  sums: { everyMs: 2000, atOnce: 1000 },
  served: { burst: 5000, perSecond: 250 },
};
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 60_000;

/**
 * The requests that have ended and are not stored yet. Pushing is all that the end of a request costs; writing happens
 * later, in batches, and is tried again for as long as the disk refuses. Usage is counted of every request, whatever
 * becomes of its record.
 */
export class WriteQueue {
  readonly #waiting: RequestRecord[] = [];
  readonly #tally = new UsageTally();
  readonly #allowance: Allowance;
  /** On its way, or refused and to come again as it is. */
  #batch: TrafficBatch | undefined;
  #batchNumber: number;
  #dropped = 0;
  #written = 0;
  #retryMs = FIRST_RETRY_MS;
  #isFailing = false;
  #isUrgent = false;
  #isClosed = false;
  /** When sums were written last, monotonic milliseconds. */
  #sumsAtMs: number;
  /** Somebody waits for all that has been pushed. */
  #flushes = 0;
  #writing: Promise<void> | undefined;
  #cancelTimer: (() => void) | undefined;

  constructor(
    private readonly store: TrafficStore,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly limits: QueueLimits = DEFAULT_LIMITS,
  ) {
    this.#allowance = new Allowance(limits.served, clock);
    // Of another start: the last batch of that one is not to be taken for the first of this one.
    this.#batchNumber = clock.nowMs();
    this.#sumsAtMs = clock.monotonicMs();
  }

  /** Waiting or being written. */
  get length(): number {
    return this.#waiting.length;
  }

  /** Requests that are counted, but not listed: too many ended at once, or the disk refused them for too long. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Requests stored since the start. */
  get written(): number {
    return this.#written;
  }

  /** The disk refused the last attempt to write. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  push(record: RequestRecord): void {
    if (this.#isClosed) return;
    this.#tally.add(record);
    const isListed =
      this.#waiting.length < this.limits.length && (stateOf(record) !== 'served' || this.#allowance.take());
    if (isListed) this.#waiting.push(record);
    else this.#dropped += 1;
    if (this.#writing) return;
    if (this.#cancelTimer === undefined) this.#writeAfter(this.limits.delayMs);
    else if (this.#waiting.length >= this.limits.batch && !this.#isUrgent && !this.#isFailing) {
      this.#isUrgent = true;
      this.#writeAfter(0);
    }
  }

  /** Resolves when what has been pushed so far is stored, or the disk has refused it. */
  async flush(): Promise<void> {
    // What was pushed while a batch was on its way is not in that batch.
    await this.#writing;
    this.#flushes += 1;
    this.#write();
    await this.#writing;
    this.#flushes -= 1;
  }

  /** Stores what can be stored, and writes no more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.flush();
    this.#cancelTimer?.();
    const lost = this.#waiting.length;
    if (lost > 0) this.log.warn(`The request log could not be written before the end: ${lost} requests are lost to it`);
  }

  #writeAfter(delayMs: number): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.clock.schedule(delayMs, () => this.#write());
  }

  #write(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#isUrgent = false;
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
      // Pushed between the last look at what waits and now.
      const isAllWritten = this.#waiting.length === 0 && this.#tally.size === 0;
      if (!isAllWritten && !this.#cancelTimer) this.#writeAfter(this.limits.delayMs);
    });
  }

  get #isDue(): boolean {
    return this.#waiting.length > 0 || this.#areSumsDue;
  }

  get #areSumsDue(): boolean {
    const isTime = this.#flushes > 0 || this.clock.monotonicMs() - this.#sumsAtMs >= this.limits.sums.everyMs;
    return isTime && this.#tally.size > 0;
  }

  async #writeAll(): Promise<void> {
    while (this.#batch || this.#isDue) {
      const batch = (this.#batch ??= this.#nextBatch());
      try {
        await this.store.append(batch);
      } catch (error) {
        this.#failed(error);
        return;
      }
      this.#batch = undefined;
      this.#waiting.splice(0, batch.records.length);
      this.#written += batch.records.length;
      this.#worked();
    }
  }

  #nextBatch(): TrafficBatch {
    this.#batchNumber += 1;
    const records = this.#waiting.slice(0, this.limits.batch);
    if (!this.#areSumsDue) return { number: this.#batchNumber, records, usage: [] };
    this.#sumsAtMs = this.clock.monotonicMs();
    return { number: this.#batchNumber, records, usage: this.#tally.take(this.limits.sums.atOnce) };
  }

  #failed(error: unknown): void {
    if (!this.#isFailing) {
      this.log.error('The request log cannot be written; requests are served all the same', {
        error: error instanceof Error ? error.message : String(error),
        waiting: this.#waiting.length,
      });
    }
    this.#isFailing = true;
    this.#writeAfter(this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
  }

  #worked(): void {
    if (!this.#isFailing) return;
    this.#isFailing = false;
    this.#retryMs = FIRST_RETRY_MS;
    this.log.info('The request log is written again', { dropped: this.#dropped });
  }
}
