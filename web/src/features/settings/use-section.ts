import { computed, reactive, ref, shallowRef, watch, type Ref } from 'vue';

import type { PatchSettings } from '../../../../server/contract/http/settings.js';
import { patchSettings } from './settings.api.js';

/** One part of the settings, as a form. */
export interface Section<T extends object = object> {
  /** What is typed; starts as what is in force, and follows it until it is touched. */
  draft: T;
  readonly isChanged: boolean;
  /** Whether it can be sent as it is. */
  readonly isValid: boolean;
  readonly isSaving: boolean;
  readonly error: unknown;
  reset(): void;
  save(): Promise<void>;
}

/**
 * A part of the settings that is edited and saved by itself.
 *
 * @param current  what is in force, as the form shows it
 * @param read  what to send for a draft; undefined while it cannot be sent
 * @param onSaved  told when the server has it
 */
export function useSection<T extends object>(
  current: () => T,
  read: (draft: T) => PatchSettings | undefined,
  onSaved: () => void,
): Section<T> {
  const draft = ref(copyOf(current())) as Ref<T>;
  const isSaving = ref(false);
  const error = shallowRef<unknown>();
  const isChanged = computed(() => JSON.stringify(draft.value) !== JSON.stringify(current()));

  const patch = computed(() => read(draft.value));
  const isValid = computed(() => patch.value !== undefined);

  function reset(): void {
    draft.value = copyOf(current());
    error.value = undefined;
  }
  watch(current, (now, before) => {
    // What somebody is typing is not taken away by a change from elsewhere.
    if (JSON.stringify(draft.value) === JSON.stringify(before)) draft.value = copyOf(now);
  });

  async function save(): Promise<void> {
    if (isSaving.value || patch.value === undefined) return;
    isSaving.value = true;
    error.value = undefined;
    try {
      await patchSettings(patch.value);
      onSaved();
    } catch (failure) {
      error.value = failure;
    } finally {
      isSaving.value = false;
    }
  }
  return reactive({ draft, isChanged, isValid, isSaving, error, reset, save });
}

const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
