import { useTitle } from '@vueuse/core';
import { computed } from 'vue';
import { useRoute } from 'vue-router';

import { useFeedStore } from '../features/feed/feed.store.js';
import { useMessages } from '../messages/use-messages.js';

/** Names the page in the browser's tab, after the number of alarms nobody has read: that much is seen from afar. */
export function useDocumentTitle(): void {
  const t = useMessages();
  const route = useRoute();
  const feed = useFeedStore();

  const title = computed(() => {
    const page = route.meta.titleKey === undefined ? undefined : t.value.pages[route.meta.titleKey];
    const name = page === undefined ? t.value.product : `${page} · ${t.value.product}`;
    return feed.unreadAlarms > 0 ? `(${feed.unreadAlarms}) ${name}` : name;
  });
  useTitle(title, { restoreOnUnmount: () => t.value.product });
}
