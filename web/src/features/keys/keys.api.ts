import { z } from 'zod';

import {
  callerKeyListSchema,
  createdCallerKeySchema,
  type CallerKey,
  type CreatedCallerKey,
  type NewCallerKey,
} from '../../../../server/contract/http/keys.js';
import { request } from '../../http/request.js';

export async function fetchKeys(): Promise<readonly CallerKey[]> {
  return (await request('/api/keys', callerKeyListSchema)).keys;
}

/** The one answer that holds a key's value. */
export function createKey(wanted: NewCallerKey): Promise<CreatedCallerKey> {
  return request('/api/keys', createdCallerKeySchema, { method: 'POST', body: wanted });
}

export async function revokeKey(id: string): Promise<void> {
  await request(`/api/keys/${encodeURIComponent(id)}`, z.undefined(), { method: 'DELETE' });
}
