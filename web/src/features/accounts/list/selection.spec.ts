import { describe, expect, it } from 'vitest';
import { computed, nextTick, ref } from 'vue';

import { useSelection } from './selection.js';

function aSelection(...ids: string[]) {
  const list = ref(ids);
  const selection = useSelection(computed(() => list.value));
  return { list, selection, chosen: () => [...selection.selected.value].sort().join('') };
}

describe('selecting accounts', () => {
  it('toggles one at a time', () => {
    const { selection, chosen } = aSelection('a', 'b');
    selection.toggle('a');
    selection.toggle('b');
    selection.toggle('a');
    expect(chosen()).toBe('b');
  });

  it('takes a range in either direction, to what the last one becomes', () => {
    const { selection, chosen } = aSelection('a', 'b', 'c', 'd', 'e');
    selection.toggle('d');
    selection.toggle('b', { range: true });
    expect(chosen()).toBe('bcd');
    selection.toggle('a');
    selection.toggle('c', { range: true });
    expect(chosen()).toBe('d');
  });

  it('takes only the one where the range begins out of sight', () => {
    const { list, selection, chosen } = aSelection('a', 'b', 'c');
    selection.toggle('a');
    list.value = ['b', 'c'];
    selection.toggle('c', { range: true });
    expect(chosen()).toContain('c');
    expect(chosen()).not.toContain('b');
  });

  it('forgets what is no longer shown', async () => {
    const { list, selection, chosen } = aSelection('a', 'b', 'c');
    selection.selectAll();
    expect(selection.isAll.value).toBe(true);
    list.value = ['c', 'd'];
    await nextTick();
    expect(chosen()).toBe('c');
    expect(selection.isAll.value).toBe(false);
  });

  it('is not "all" of nothing', () => {
    expect(aSelection().selection.isAll.value).toBe(false);
  });
});
