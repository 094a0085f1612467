import { z } from 'zod';

import {
  accountHistorySchema,
  accountListSchema,
  accountViewSchema,
  addAccountResultSchema,
  batchResultSchema,
  refreshResultSchema,
  type AccountHistory,
  type AccountView,
  type AddAccount,
  type AddAccountResult,
  type Batch,
  type BatchResult,
  type PatchAccount,
  type RefreshResult,
} from '../../../../server/contract/http/accounts.js';
import { exportAnswerSchema, type ExportAnswer, type ExportRequest } from '../../../../server/contract/http/import.js';
import {
  poolActivitySchema,
  standingSchema,
  type PoolActivity,
  type Standing,
} from '../../../../server/contract/http/pool.js';
import { projectListSchema, type ProjectList } from '../../../../server/contract/http/projects.js';
import { request } from '../../http/request.js';

const accountPath = (id: string): string => `/api/accounts/${encodeURIComponent(id)}`;

export async function fetchAccounts(): Promise<readonly AccountView[]> {
  return (await request('/api/accounts', accountListSchema)).accounts;
}

/** One account, with all its quotas: the list carries fewer of them. */
export function fetchAccount(id: string): Promise<AccountView> {
  return request(accountPath(id), accountViewSchema);
}

export function createAccount(account: AddAccount): Promise<AddAccountResult> {
  return request('/api/accounts', addAccountResultSchema, { method: 'POST', body: account });
}

/** Changes the named fields. What comes back is not read: the list is loaded again. */
export async function patchAccount(id: string, patch: PatchAccount): Promise<void> {
  await request(accountPath(id), z.unknown(), { method: 'PATCH', body: patch });
}

export function refreshAccount(id: string): Promise<RefreshResult> {
  return request(`${accountPath(id)}/refresh`, refreshResultSchema, { method: 'POST' });
}

/** The same for many, with a result for each. */
export function sendBatch(batch: Batch): Promise<BatchResult> {
  return request('/api/accounts/batch', batchResultSchema, { method: 'POST', body: batch });
}

/** Accounts with their tokens, for the admin's secret. A refused secret does not end the session. */
export function exportAccounts(wish: ExportRequest): Promise<ExportAnswer> {
  return request('/api/accounts/export', exportAnswerSchema, { method: 'POST', body: wish, expect401: true });
}

export async function fetchHistory(id: string): Promise<AccountHistory['history']> {
  return (await request(`${accountPath(id)}/history`, accountHistorySchema)).history;
}

/** @param model  empty for any */
export function fetchStanding(id: string, model: string): Promise<Standing> {
  const query = model === '' ? '' : `?model=${encodeURIComponent(model)}`;
  return request(`${accountPath(id)}/standing${query}`, standingSchema);
}

export function fetchProjects(id: string): Promise<ProjectList> {
  return request(`${accountPath(id)}/projects`, projectListSchema);
}

export function fetchActivity(): Promise<PoolActivity> {
  return request('/api/pool/activity', poolActivitySchema);
}
