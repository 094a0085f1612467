import { z } from 'zod';

import {
  settingsViewSchema,
  type PatchSettings,
  type SettingsView,
} from '../../../../server/contract/http/settings.js';
import { request } from '../../http/request.js';

export function fetchSettings(): Promise<SettingsView> {
  return request('/api/settings', settingsViewSchema);
}

/** Merges the named settings. What comes back is not read: the settings are loaded again. */
export async function patchSettings(patch: PatchSettings): Promise<void> {
  await request('/api/settings', z.unknown(), { method: 'PATCH', body: patch });
}
