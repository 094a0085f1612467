import { onScopeDispose, watch } from 'vue';

import { useFeedStore } from '../features/feed/feed.store.js';

const PLAIN = '/favicon.svg';
/** Two digits is what sixteen pixels hold. */
const MOST = 99;

/**
 * The mark of the tab with a number on it. Drawn as SVG in a `data:` address, which the page's policy allows for images;
 * a number needs nothing that would have to be escaped.
 */
export function faviconFor(unread: number): string {
  if (unread <= 0) return PLAIN;
  const text = String(Math.min(unread, MOST));
  const width = text.length > 1 ? 22 : 17;
  const svg = [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">',
    '<rect width="32" height="32" rx="8" fill="#0f766e"/>',
    '<path d="M22.5 11.5A8 8 0 1 0 24 16" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/>',
    '<circle cx="16" cy="16" r="2.5" fill="#5eead4"/>',
    `<rect x="${32 - width}" y="0" width="${width}" height="17" rx="8.5" fill="#e11d48"/>`,
    `<text x="${32 - width / 2}" y="13" text-anchor="middle" font-family="sans-serif" font-weight="700" font-size="13" fill="#fff">${text}</text>`,
    '</svg>',
  ].join('');
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Keeps the number of unread alarms in the tab's mark. */
export function useFaviconBadge(): void {
  const feed = useFeedStore();
  const put = (unread: number): void => {
    document.querySelector('link[rel~="icon"]')?.setAttribute('href', faviconFor(unread));
  };
  watch(() => feed.unreadAlarms, put, { immediate: true });
  onScopeDispose(() => put(0));
}
