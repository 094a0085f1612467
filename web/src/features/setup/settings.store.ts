import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';

import type { SettingsView } from '../../../../server/contract/http/settings.js';
import { coalesce } from '../../http/coalesced.js';
import { fetchSettings, patchSettings } from './settings.api.js';

/** What the server is set up to do, as far as this page needs it. */
export const useSettingsStore = defineStore('settings', () => {
  const settings = shallowRef<SettingsView>();

  /** Undefined while unknown. */
  const configured = computed(() => settings.value?.oauth.configured);
  const clientId = computed(() => settings.value?.settings.oauth_clients['default']?.client_id);
  const sandbox = computed(() => settings.value?.sandbox.enabled ?? false);
  /** Keys of OAuth clients that Google refuses now. */
  const refusedClients = computed(() => settings.value?.oauth.refused_clients ?? []);
  const foreignAddresses = computed(() => Object.entries(settings.value?.foreign_addresses ?? {}));

  async function load(): Promise<void> {
    settings.value = await fetchSettings();
  }

  const reloading = coalesce(load);

  /** Stores the OAuth client that accounts sign in with. @throws what `request` throws */
  async function saveClient(client: { readonly id: string; readonly secret: string }): Promise<void> {
    await patchSettings({
      oauth_clients: { default: { client_id: client.id.trim(), client_secret: client.secret.trim() } },
    });
    await load();
  }

  return {
    settings,
    configured,
    clientId,
    sandbox,
    refusedClients,
    foreignAddresses,
    load,
    requestReload: reloading.request,
    cancelReload: reloading.cancel,
    saveClient,
  };
});
