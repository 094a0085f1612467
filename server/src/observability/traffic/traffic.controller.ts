import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  requestListQuerySchema,
  usageQuerySchema,
  type RequestDetail,
  type RequestList,
  type RequestListQuery,
  type UsageList,
  type UsageQueryInput,
} from '../../../contract/http/traffic.js';
import { AccountNames } from '../../core/ports/account-names.js';
import { Clock } from '../../core/ports/clock.js';
import { TrafficLog } from './traffic-log.js';
import { viewRequest, viewRequestDetail, viewUsage } from './traffic-views.js';

const HOUR_MS = 3_600_000;
const DEFAULT_SPAN_MS = { hour: 24 * HOUR_MS, day: 30 * 24 * HOUR_MS } as const;

/** What callers asked for, how each request went and why, and what it all came to. */
@Controller('api')
export class TrafficController {
  constructor(
    private readonly traffic: TrafficLog,
    private readonly names: AccountNames,
    private readonly clock: Clock,
  ) {}

  @Get('requests')
  async list(@Query({ schema: requestListQuerySchema }) query: RequestListQuery): Promise<RequestList> {
    const { limit, before, after, state, model, account, key, wire, slow_ms: slowMs } = query;
    const filter = {
      beforeSeq: before,
      afterSeq: after,
      state,
      model,
      accountId: account,
      callerKeyId: key,
      wire,
      slowMs,
    };
    const { requests, next, isWhole } = await this.traffic.list(filter, limit);
    return { requests: requests.map((record) => viewRequest(record, this.names)), next, complete: isWhole };
  }

  @Get('requests/:id')
  async one(@Param('id') id: string): Promise<RequestDetail> {
    return viewRequestDetail(await this.traffic.find(id), this.names);
  }

  @Get('usage')
  async usage(@Query({ schema: usageQuerySchema }) query: UsageQueryInput): Promise<UsageList> {
    const { by, group } = query;
    const toMs = query.to ?? this.clock.nowMs();
    const fromMs = query.from ?? toMs - DEFAULT_SPAN_MS[by];
    const rows = await this.traffic.usage({ by, group, fromMs, toMs });
    return { by, group, from_ms: fromMs, to_ms: toMs, rows: rows.map((row) => viewUsage(row, group, this.names)) };
  }
}
