import { mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { nextTick } from 'vue';

import { useFeedStore } from '../features/feed/feed.store.js';
import { anEvent } from '../testing/fixtures.js';
import { faviconFor, useFaviconBadge } from './use-favicon-badge.js';

const drawing = (href: string) => decodeURIComponent(href.replace('data:image/svg+xml,', ''));

describe('the mark of the tab', () => {
  beforeEach(() => {
    localStorage.clear();
    setActivePinia(createPinia());
    document.head.innerHTML = '<link rel="icon" href="/favicon.svg" />';
  });

  const href = () => document.querySelector('link[rel=icon]')?.getAttribute('href') ?? '';

  it('carries the number of unread alarms, and is plain again when they are read', async () => {
    const wrapper = mount({ setup: () => useFaviconBadge(), render: () => null });
    const feed = useFeedStore();
    feed.readAtMs = 0;
    feed.append([
      anEvent(1, 'account.disabled', { account_id: 'a' }),
      anEvent(2, 'account.disabled', { account_id: 'b' }),
    ]);
    await nextTick();
    expect(drawing(href())).toContain('>2</text>');
    feed.markRead();
    await nextTick();
    expect(href()).toBe('/favicon.svg');
    wrapper.unmount();
  });

  it('is plain when nobody is signed in any more', async () => {
    const wrapper = mount({ setup: () => useFaviconBadge(), render: () => null });
    const feed = useFeedStore();
    feed.readAtMs = 0;
    feed.append([anEvent(1, 'account.disabled', { account_id: 'a' })]);
    await nextTick();
    wrapper.unmount();
    expect(href()).toBe('/favicon.svg');
  });

  it('counts no further than it can show', () => {
    expect(drawing(faviconFor(250))).toContain('>99</text>');
  });
});
