import {
  poolReloadSchema,
  poolViewSchema,
  type PoolReload,
  type PoolView,
} from '../../../../server/contract/http/pool.js';
import { request } from '../../http/request.js';

export function fetchPool(): Promise<PoolView> {
  return request('/api/pool', poolViewSchema);
}

export function reloadPool(): Promise<PoolReload> {
  return request('/api/pool/reload', poolReloadSchema, { method: 'POST' });
}
