import type { QuotaPast } from '../../core/ports/quota-store.js';
import type { RequestFilter } from '../../core/traffic/request-filter.js';
import type { RequestRecord } from '../../core/traffic/request-record.js';
import type { UsageQuery, UsageRow } from '../../core/traffic/usage-report.js';
import type { QuotaBatch } from './quota-table.js';
import type { Keeping, TrafficBatch } from './sqlite-traffic.js';
import type { TrafficCall } from './traffic-calls.js';
import { TrafficStore } from './traffic-store.js';

/** A store that turns everything into calls; where these are done is its subclasses' choice. */
export abstract class CallingTrafficStore extends TrafficStore {
  protected abstract call(call: TrafficCall): Promise<unknown>;

  override async append(batch: TrafficBatch): Promise<void> {
    await this.call({ does: 'append', batch });
  }

  override async list(filter: RequestFilter, limit: number): Promise<readonly RequestRecord[]> {
    return (await this.call({ does: 'list', filter, limit })) as readonly RequestRecord[];
  }

  override async find(id: string): Promise<RequestRecord | null> {
    return (await this.call({ does: 'find', id })) as RequestRecord | null;
  }

  override async usage(query: UsageQuery): Promise<readonly UsageRow[]> {
    return (await this.call({ does: 'usage', query })) as readonly UsageRow[];
  }

  override async prune(keeping: Keeping): Promise<number> {
    return (await this.call({ does: 'prune', keeping })) as number;
  }

  override async saveQuotas(batch: QuotaBatch): Promise<void> {
    await this.call({ does: 'saveQuotas', batch });
  }

  override async loadQuotas(dayStartsAtMs: number): Promise<QuotaPast> {
    return (await this.call({ does: 'loadQuotas', dayStartsAtMs })) as QuotaPast;
  }
}
