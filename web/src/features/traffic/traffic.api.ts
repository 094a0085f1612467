import {
  requestDetailSchema,
  requestListSchema,
  type RequestDetail,
  type RequestList,
} from '../../../../server/contract/http/traffic.js';
import { request } from '../../http/request.js';
import type { RequestFilters } from './request-filters.js';

/** Which part of the log is wanted: what ended before a request, or what came after one. */
export interface RequestStretch {
  readonly limit: number;
  /** A `seq`. */
  readonly before?: number | undefined;
  /** A `seq`. */
  readonly after?: number | undefined;
}

/** Newest first. */
export function fetchRequests(filters: RequestFilters, { limit, before, after }: RequestStretch): Promise<RequestList> {
  const { slow, ...same } = filters;
  const wanted = { ...same, slow_ms: slow, limit, before, after };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(wanted)) {
    if (value !== undefined) query.set(name, String(value));
  }
  return request(`/api/requests?${query}`, requestListSchema);
}

export function fetchRequest(id: string): Promise<RequestDetail> {
  return request(`/api/requests/${encodeURIComponent(id)}`, requestDetailSchema);
}
