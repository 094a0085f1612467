import type { QuotaPast } from '../../src/core/ports/quota-store.js';
import type { RequestRecord } from '../../src/core/traffic/request-record.js';
import type { QuotaBatch } from '../../src/observability/traffic/quota-table.js';
import type { TrafficBatch } from '../../src/observability/traffic/sqlite-traffic.js';
import { TrafficStore } from '../../src/observability/traffic/traffic-store.js';

/** A store in memory whose disk fails, or takes its time, when a test wants it to. */
export class ScriptedTrafficStore extends TrafficStore {
  readonly batches: TrafficBatch[] = [];
  readonly refused: TrafficBatch[] = [];
  readonly quotas: QuotaBatch[] = [];
  isFailing = false;
  /** While set, an append waits for it. */
  gate: Promise<void> | undefined;
  isClosed = false;

  override async append(batch: TrafficBatch): Promise<void> {
    await this.gate;
    if (this.isFailing) {
      this.refused.push(batch);
      throw new Error('database or disk is full');
    }
    this.batches.push(batch);
  }

  get records(): readonly RequestRecord[] {
    return this.batches.flatMap(({ records }) => records);
  }

  get ids(): readonly string[] {
    return this.records.map(({ id }) => id);
  }

  /** Requests in the usage of all batches. */
  get counted(): number {
    return this.batches.flatMap(({ usage }) => usage).reduce((sum, { counters }) => sum + counters.requests, 0);
  }

  override list(): Promise<readonly RequestRecord[]> {
    return this.isFailing ? Promise.reject(new Error('disk I/O error')) : Promise.resolve(this.records);
  }

  override find(id: string): Promise<RequestRecord | null> {
    return Promise.resolve(this.records.find((record) => record.id === id) ?? null);
  }

  override usage(): Promise<never[]> {
    return this.isFailing ? Promise.reject(new Error('disk I/O error')) : Promise.resolve([]);
  }

  override prune(): Promise<number> {
    return Promise.resolve(0);
  }

  override async saveQuotas(batch: QuotaBatch): Promise<void> {
    await this.gate;
    if (this.isFailing) throw new Error('database or disk is full');
    this.quotas.push(batch);
  }

  override loadQuotas(): Promise<QuotaPast> {
    return this.isFailing ? Promise.reject(new Error('disk I/O error')) : Promise.resolve({ records: [], served: [] });
  }

  override close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}
