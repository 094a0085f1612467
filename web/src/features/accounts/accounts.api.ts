import { z } from 'zod';

import {
  accountListSchema,
  addAccountResultSchema,
  refreshResultSchema,
  type AccountView,
  type AddAccount,
  type AddAccountResult,
  type PatchAccount,
  type RefreshResult,
} from '../../../../server/contract/http/accounts.js';
import { request } from '../../http/request.js';

const accountPath = (id: string): string => `/api/accounts/${encodeURIComponent(id)}`;

export async function fetchAccounts(): Promise<readonly AccountView[]> {
  return (await request('/api/accounts', accountListSchema)).accounts;
}

export function createAccount(account: AddAccount): Promise<AddAccountResult> {
  return request('/api/accounts', addAccountResultSchema, { method: 'POST', body: account });
}

/** Changes the named fields. What comes back is not read: the list is loaded again. */
export async function patchAccount(id: string, patch: PatchAccount): Promise<void> {
  await request(accountPath(id), z.unknown(), { method: 'PATCH', body: patch });
}

export async function removeAccount(id: string): Promise<void> {
  await request(accountPath(id), z.unknown(), { method: 'DELETE' });
}

export function refreshAccount(id: string): Promise<RefreshResult> {
  return request(`${accountPath(id)}/refresh`, refreshResultSchema, { method: 'POST' });
}
