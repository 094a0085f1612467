import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h, ref } from 'vue';

import { mountInApp } from '../../testing/mounted.js';
import CommandPalette from './CommandPalette.vue';
import type { PaletteEntry } from './entry.js';

const run = vi.fn<(what: string) => void>();
const ENTRIES: readonly PaletteEntry[] = [
  ...['Overview', 'Accounts', 'Usage'].map((label) => ({
    id: label,
    group: 'pages' as const,
    label,
    icon: 'i-lucide-dot',
    isSuggested: true,
    run: () => run(label),
  })),
  {
    id: 'pause',
    group: 'accounts',
    label: 'Pause ada@example.com',
    icon: 'i-lucide-pause',
    run: () => run('pause'),
  },
];

describe('the command palette', () => {
  let wrapper: VueWrapper;
  const open = ref(true);

  afterEach(() => {
    wrapper.unmount();
    run.mockReset();
  });

  async function show(): Promise<HTMLInputElement> {
    open.value = true;
    const Host = defineComponent(
      () => () =>
        h(CommandPalette, {
          entries: ENTRIES,
          open: open.value,
          'onUpdate:open': (now: boolean) => (open.value = now),
        }),
    );
    ({ wrapper } = await mountInApp(Host));
    await flushPromises();
    return document.querySelector<HTMLInputElement>('[role=combobox]')!;
  }

  const options = () => [...document.querySelectorAll('[role=option]')].map((option) => option.textContent.trim());
  const chosen = () => document.querySelector('[role=option][aria-selected=true]')?.textContent.trim();

  async function press(input: HTMLElement, key: string, difference: KeyboardEventInit = {}): Promise<void> {
    input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...difference }));
    await flushPromises();
  }

  async function type(input: HTMLInputElement, text: string): Promise<void> {
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await flushPromises();
  }

  it('begins with the suggestions, and goes round them by the arrow keys', async () => {
    const input = await show();
    expect(options()).toEqual(['Overview', 'Accounts', 'Usage']);
    expect(chosen()).toBe('Overview');
    await press(input, 'ArrowUp');
    expect(chosen()).toBe('Usage');
    await press(input, 'ArrowDown');
    await press(input, 'ArrowDown');
    expect(chosen()).toBe('Accounts');
    expect(document.getElementById(input.getAttribute('aria-activedescendant')!)?.textContent).toContain('Accounts');
  });

  it('finds an action while typing, does it by Enter, and is gone', async () => {
    const input = await show();
    await type(input, 'ada pause');
    expect(options()).toEqual(['Pause ada@example.com']);
    await press(input, 'Enter');
    expect(run.mock.calls).toEqual([['pause']]);
    expect(open.value).toBe(false);
  });

  it('leaves Enter to the input method while a syllable is composed', async () => {
    const input = await show();
    await press(input, 'Enter', { isComposing: true });
    expect(run).not.toHaveBeenCalled();
  });

  it('says when there is nothing, and Enter then does nothing', async () => {
    const input = await show();
    await type(input, 'zzz');
    expect(document.querySelector('[role=status]')?.textContent).toBe('Nothing found for “zzz”');
    await press(input, 'Enter');
    await press(input, 'ArrowDown');
    expect(run).not.toHaveBeenCalled();
    expect(open.value).toBe(true);
  });
});
