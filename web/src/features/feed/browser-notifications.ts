import { useLocalStorage } from '@vueuse/core';
import { computed, ref } from 'vue';

import type { LiveEvent } from '../../../../server/contract/events.js';
import { useMessages } from '../../messages/use-messages.js';
import { isAlarm } from './alarms.js';
import { describeEvent } from './event-sentence.js';

/** More than these at once become one, which counts them. */
const MOST_AT_ONCE = 3;

type Permission = NotificationPermission | 'unsupported';

/** A page without HTTPS, and some phones, have no notifications at all. */
function permissionNow(): Permission {
  return 'Notification' in window ? Notification.permission : 'unsupported';
}

const wanted = useLocalStorage('regrant.notify-alarms', false);
const permission = ref<Permission>('default');

/**
 * Alarms as notifications of the browser: asked for by a person, shown only while nobody looks at the page.
 *
 * @returns `state` for the switch; `tell` for whoever hears of events
 */
export function useBrowserNotifications() {
  const t = useMessages();
  permission.value = permissionNow();

  const state = computed(() => {
    if (permission.value === 'unsupported' || permission.value === 'denied') return permission.value;
    return wanted.value && permission.value === 'granted' ? 'on' : 'off';
  });

  /** To be called from a click: browsers ask only then. */
  async function enable(): Promise<void> {
    if (permissionNow() === 'unsupported') return;
    permission.value = await Notification.requestPermission();
    wanted.value = permission.value === 'granted';
  }

  function disable(): void {
    wanted.value = false;
  }

  function show(title: string, body: string, tag: string): void {
    try {
      // The same alarm in two tabs is one notification.
      const notification = new Notification(title, { body, tag, icon: '/favicon.svg' });
      notification.onclick = () => {
        window.focus();
        notification.close();
      };
    } catch {
      // Chrome on Android has the name but lets only service workers use it.
      permission.value = 'unsupported';
    }
  }

  function tell(events: readonly LiveEvent[]): void {
    if (state.value !== 'on' || document.visibilityState === 'visible') return;
    const alarms = events.filter(isAlarm).map((event) => ({ event, ...describeEvent(event, t.value) }));
    if (alarms.length > MOST_AT_ONCE) {
      const names = alarms.map(({ event, text }) => event.email ?? text).join(', ');
      show(`${t.value.product}: ${t.value.notifications.browser.many(alarms.length)}`, names, 'regrant-many');
      return;
    }
    for (const { event, text, detail } of alarms) show(text, detail, `regrant-${event.at}-${event.seq}`);
  }

  return { state, enable, disable, tell };
}
