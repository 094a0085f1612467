import { stateOf, type RequestRecord, type RequestState } from './request-record.js';

/** Which requests are wanted; what is absent does not matter. */
export interface RequestFilter {
  /** Only those that ended before the one with this `seq`. */
  readonly beforeSeq?: number | undefined;
  /** Only those that ended after the one with this `seq`. */
  readonly afterSeq?: number | undefined;
  readonly state?: RequestState | undefined;
  /** As asked for or as used. */
  readonly model?: string | undefined;
  readonly accountId?: string | undefined;
  readonly callerKeyId?: string | undefined;
  readonly wire?: string | undefined;
  /** Those that took at least this long, milliseconds. */
  readonly slowMs?: number | undefined;
}

/** Whether a request is among those wanted. */
export function isWanted(record: RequestRecord, filter: RequestFilter): boolean {
  return (
    (filter.beforeSeq === undefined || record.seq < filter.beforeSeq) &&
    (filter.afterSeq === undefined || record.seq > filter.afterSeq) &&
    (filter.state === undefined || stateOf(record) === filter.state) &&
    (filter.model === undefined || record.modelAsked === filter.model || record.modelUsed === filter.model) &&
    (filter.accountId === undefined || record.accountId === filter.accountId) &&
    (filter.callerKeyId === undefined || record.callerKeyId === filter.callerKeyId) &&
    (filter.wire === undefined || record.wire === filter.wire) &&
    (filter.slowMs === undefined || record.durationMs >= filter.slowMs)
  );
}
