import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { aRouter } from '../testing/mounted.js';
import ToastCard from './ToastCard.vue';
import { useToasts, type Toast } from './toasts.js';

const TOAST: Toast = {
  id: '1',
  title: 'Hello',
  description: '',
  tone: 'info',
  icon: 'i-lucide-info',
  durationMs: 5000,
};

const mountCard = (toast: Toast = TOAST) => mount(ToastCard, { props: { toast }, global: { plugins: [aRouter()] } });

describe('a toast', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('leads to a page that says more, and goes when it is followed', async () => {
    const wrapper = mountCard({ ...TOAST, link: { to: '/help#causes', label: 'What is this?' } });
    const link = wrapper.get('a');
    expect(link.text()).toBe('What is this?');
    expect(link.attributes('href')).toBe('/help#causes');
    await link.trigger('click');
    expect(wrapper.emitted('close')).toHaveLength(1);
  });

  it('goes by itself', () => {
    const wrapper = mountCard();
    vi.advanceTimersByTime(4999);
    expect(wrapper.emitted('close')).toBeUndefined();
    vi.advanceTimersByTime(1);
    expect(wrapper.emitted('close')).toHaveLength(1);
    wrapper.unmount();
  });

  it('stays while it is pointed at', async () => {
    const wrapper = mountCard();
    await wrapper.trigger('pointerenter');
    vi.advanceTimersByTime(60_000);
    expect(wrapper.emitted('close')).toBeUndefined();
    await wrapper.trigger('pointerleave');
    vi.advanceTimersByTime(5000);
    expect(wrapper.emitted('close')).toHaveLength(1);
    wrapper.unmount();
  });

  it('leaves no timer behind', () => {
    const wrapper = mountCard();
    // The kit's own plugins have timers too, so it is the difference that tells.
    const running = vi.getTimerCount();
    wrapper.unmount();
    expect(vi.getTimerCount()).toBe(running - 1);
  });
});

describe('toasts', () => {
  it('are never more than a person can read, and one per id', () => {
    const { toasts, add, clear } = useToasts();
    clear();
    for (let count = 0; count < 10; count += 1) add({ title: `${count}`, tone: 'info', icon: 'i-lucide-info' });
    expect(toasts.value.map(({ title }) => title)).toEqual(['5', '6', '7', '8', '9']);
    add({ id: 'same', title: 'first', tone: 'info', icon: 'i-lucide-info' });
    add({ id: 'same', title: 'second', tone: 'info', icon: 'i-lucide-info' });
    expect(toasts.value.filter(({ id }) => id === 'same').map(({ title }) => title)).toEqual(['second']);
    clear();
  });
});
