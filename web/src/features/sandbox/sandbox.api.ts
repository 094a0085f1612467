import { z } from 'zod';

import {
  accountListSchema,
  addAccountResultSchema,
  refreshResultSchema,
} from '../../../../server/contract/http/accounts.js';
import { createdCallerKeySchema } from '../../../../server/contract/http/keys.js';
import {
  sandboxOutcomeSchema,
  sandboxViewSchema,
  type SandboxAction,
  type SandboxOutcome,
  type SandboxView,
} from '../../../../server/contract/http/sandbox.js';
import { requestDetailSchema } from '../../../../server/contract/http/traffic.js';
import { request } from '../../http/request.js';

export function fetchSandbox(): Promise<SandboxView> {
  return request('/api/sandbox', sandboxViewSchema);
}

export function act(action: SandboxAction): Promise<SandboxOutcome> {
  return request('/api/sandbox', sandboxOutcomeSchema, { method: 'POST', body: action });
}

/** What the fire drill does to Regrant, as any admin could. */
export const drillApi = {
  act,
  accounts: async () => (await request('/api/accounts', accountListSchema)).accounts,
  refresh: (id: string) =>
    request(`/api/accounts/${encodeURIComponent(id)}/refresh`, refreshResultSchema, { method: 'POST' }),
  add: (refreshToken: string) =>
    request('/api/accounts', addAccountResultSchema, { method: 'POST', body: { refresh_token: refreshToken } }),
  createKey: (name: string) => request('/api/keys', createdCallerKeySchema, { method: 'POST', body: { name } }),
  revokeKey: (id: string) => request(`/api/keys/${encodeURIComponent(id)}`, z.undefined(), { method: 'DELETE' }),
  requestDetail: (id: string) => request(`/api/requests/${encodeURIComponent(id)}`, requestDetailSchema),
};
export type DrillApi = typeof drillApi;
