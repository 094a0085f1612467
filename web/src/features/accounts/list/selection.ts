import { computed, shallowRef, watch, type ComputedRef } from 'vue';

/**
 * Which of the shown accounts are selected.
 *
 * @param shown  ids in the order of the page; what is no longer shown is no longer selected, so that nothing out of sight
 * is ever acted on
 */
export function useSelection(shown: ComputedRef<readonly string[]>) {
  const selected = shallowRef<ReadonlySet<string>>(new Set());
  /** Where a range begins: what was clicked last. */
  let anchor: string | undefined;

  watch(shown, (ids) => {
    if (selected.value.size === 0) return;
    const here = new Set(ids);
    const left = [...selected.value].filter((id) => here.has(id));
    if (left.length < selected.value.size) selected.value = new Set(left);
  });

  const isAll = computed(() => shown.value.length > 0 && selected.value.size === shown.value.length);

  /** @param options.range  everything from the last click to this one becomes what this one becomes */
  function toggle(id: string, { range = false }: { readonly range?: boolean } = {}): void {
    const on = !selected.value.has(id);
    const next = new Set(selected.value);
    for (const one of range ? between(shown.value, anchor, id) : [id]) {
      if (on) next.add(one);
      else next.delete(one);
    }
    selected.value = next;
    anchor = id;
  }

  return {
    selected,
    isAll,
    toggle,
    selectAll: () => void (selected.value = new Set(shown.value)),
    clear: () => void (selected.value = new Set()),
  };
}

/** @returns the ids from one to the other, both included; only the other where the first is not shown */
function between(ids: readonly string[], from: string | undefined, to: string): readonly string[] {
  const start = from === undefined ? -1 : ids.indexOf(from);
  const end = ids.indexOf(to);
  if (start === -1 || end === -1) return [to];
  return ids.slice(Math.min(start, end), Math.max(start, end) + 1);
}
