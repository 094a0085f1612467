import { z } from 'zod';

import { clientCheckSchema, type ClientCheck } from '../../../../server/contract/http/client-check.js';
import {
  mappedModelsSchema,
  type MappedModels,
  type MappingPreview,
} from '../../../../server/contract/http/mapping-preview.js';
import { sessionListSchema, type ChangePassword, type OpenSession } from '../../../../server/contract/http/sessions.js';
import type { PatchSettings } from '../../../../server/contract/http/settings.js';
import { request } from '../../http/request.js';

/** Merges what is named. What comes back is not read: the settings are loaded again. */
export async function patchSettings(patch: PatchSettings): Promise<void> {
  await request('/api/settings', z.unknown(), { method: 'PATCH', body: patch });
}

/** Tries rules out; nothing is saved. */
export async function previewMapping(question: MappingPreview): Promise<MappedModels['routes']> {
  return (await request('/api/settings/mapping-preview', mappedModelsSchema, { method: 'POST', body: question }))
    .routes;
}

/** Asks Google's token endpoint about the OAuth clients. */
export function checkClients(): Promise<ClientCheck> {
  return request('/api/oauth/google/check', clientCheckSchema, { method: 'POST' });
}

export async function fetchSessions(): Promise<readonly OpenSession[]> {
  return (await request('/api/sessions', sessionListSchema)).sessions;
}

export async function endSession(id: string): Promise<void> {
  await request(`/api/sessions/${encodeURIComponent(id)}`, z.undefined(), { method: 'DELETE' });
}

/** A wrong current password is a 401 about the password, not about the session. */
export async function changePassword(change: ChangePassword): Promise<void> {
  await request('/api/password', z.undefined(), { method: 'POST', body: change, expect401: true });
}
