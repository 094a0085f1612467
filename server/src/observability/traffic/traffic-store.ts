import type { QuotaPast } from '../../core/ports/quota-store.js';
import type { RequestFilter } from '../../core/traffic/request-filter.js';
import type { RequestRecord } from '../../core/traffic/request-record.js';
import type { UsageQuery, UsageRow } from '../../core/traffic/usage-report.js';
import type { QuotaBatch } from './quota-table.js';
import type { Keeping, TrafficBatch } from './sqlite-traffic.js';

/** Where the traffic is kept. Every call rejects when the disk refuses it, and a later one may work again. */
export abstract class TrafficStore {
  /** Stores all or nothing; a batch that comes again changes nothing. */
  abstract append(batch: TrafficBatch): Promise<void>;
  /** Newest first. */
  abstract list(filter: RequestFilter, limit: number): Promise<readonly RequestRecord[]>;
  abstract find(id: string): Promise<RequestRecord | null>;
  abstract usage(query: UsageQuery): Promise<readonly UsageRow[]>;
  /** @returns how many requests have gone */
  abstract prune(keeping: Keeping): Promise<number>;
  /** Rows are whole: saved again, they change nothing. */
  abstract saveQuotas(batch: QuotaBatch): Promise<void>;
  abstract loadQuotas(dayStartsAtMs: number): Promise<QuotaPast>;
  abstract close(): Promise<void>;
}
