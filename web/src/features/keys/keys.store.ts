import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';

import type { CallerKey, NewCallerKey } from '../../../../server/contract/http/keys.js';
import { createKey, fetchKeys, revokeKey } from './keys.api.js';

/** The key that only the environment can change; it has no row to revoke. */
export const ENVIRONMENT_KEY_ID = 'environment';

/** Who may send requests through this Regrant. The values are never here: the server tells each once, to one caller. */
export const useKeysStore = defineStore('keys', () => {
  /** Undefined until they have been told once. */
  const keys = shallowRef<readonly CallerKey[]>();

  const newestFirst = computed(() =>
    [...(keys.value ?? [])].sort((a, b) => (b.created_at ?? Infinity) - (a.created_at ?? Infinity)),
  );

  /** @throws what `request` throws */
  async function load(): Promise<void> {
    keys.value = await fetchKeys();
  }

  /** @returns the value of the new key, to be shown this once. @throws what `request` throws */
  async function create(wanted: NewCallerKey): Promise<string> {
    const { key, value } = await createKey(wanted);
    keys.value = [...(keys.value ?? []), key];
    return value;
  }

  /** @throws what `request` throws */
  async function revoke(id: string): Promise<void> {
    await revokeKey(id);
    keys.value = keys.value?.filter((key) => key.id !== id);
  }

  return { keys, newestFirst, load, create, revoke };
});
