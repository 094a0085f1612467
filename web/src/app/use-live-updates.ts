import { onScopeDispose } from 'vue';

import type { EventType, LiveEvent } from '../../../server/contract/events.js';
import { useAccountsStore } from '../features/accounts/accounts.store.js';
import { useFeedStore } from '../features/feed/feed.store.js';
import { useBrowserNotifications } from '../features/feed/browser-notifications.js';
import { useEventToasts } from '../features/feed/use-event-toasts.js';
import { usePoolStore } from '../features/pool/pool.store.js';
import { useSessionStore } from '../features/session/session.store.js';
import { useSettingsStore } from '../features/setup/settings.store.js';
import { usePulseStore } from '../features/traffic/pulse.store.js';
import { reportSignedOut } from '../http/request.js';
import { useLiveStore } from '../live/live.store.js';
import type { LiveSocket } from '../live/live-socket.js';
import type { Delivery } from '../live/live-connection.js';

const CHANGES_ACCOUNTS = /^(account|grant|pool|model|storage)\./;
const CHANGES_SETTINGS: ReadonlySet<EventType> = new Set<EventType>([
  'oauth_client.misconfigured',
  'oauth_client.recovered',
]);

/**
 * Hands what the connection brings to the stores, for as long as the calling component lives.
 *
 * @param open  how to open the socket; tests put a fake in its place
 */
export function useLiveUpdates(open?: () => LiveSocket): void {
  const accounts = useAccountsStore();
  const pool = usePoolStore();
  const settings = useSettingsStore();
  const feed = useFeedStore();
  const pulse = usePulseStore();
  const session = useSessionStore();
  const live = useLiveStore();
  const showToasts = useEventToasts();
  const browser = useBrowserNotifications();

  function reloadEverything(): void {
    accounts.requestReload();
    pool.requestReload();
    settings.requestReload();
    pulse.renew();
  }

  function onEvents(events: readonly LiveEvent[], delivery: Delivery): void {
    feed.append(events);
    pulse.beat(events, delivery === 'history');
    // History is what happened before this page was opened: no news, and already part of the snapshot.
    if (delivery === 'history') return;
    showToasts(events);
    browser.tell(events);
    if (events.some((event) => CHANGES_ACCOUNTS.test(event.type))) {
      accounts.requestReload();
      pool.requestReload();
    }
    if (events.some((event) => CHANGES_SETTINGS.has(event.type))) settings.requestReload();
  }

  async function probe(): Promise<'answers' | 'unreachable' | 'signed-out'> {
    const status = await session.load();
    if (status === 'unreachable') return 'unreachable';
    if (status === 'signed-in') return 'answers';
    reportSignedOut();
    return 'signed-out';
  }

  live.start({ onEvents, onSnapshotDue: reloadEverything, onGap: feed.markGap, probe }, open);
  onScopeDispose(() => {
    live.stop();
    accounts.cancelReload();
    pool.cancelReload();
    settings.cancelReload();
  });
}
