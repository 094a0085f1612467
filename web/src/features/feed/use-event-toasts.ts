import type { EventType, LiveEvent } from '../../../../server/contract/events.js';
import { helpPathOf } from '../../messages/help-causes.js';
import { useMessages } from '../../messages/use-messages.js';
import { isAlarm } from './alarms.js';
import { lookOf } from './event-look.js';
import { describeEvent } from './event-sentence.js';
import { useToasts } from '../../ui/toasts.js';

/** What is worth a glance the moment it happens; the rest is in the feed. */
const ANNOUNCED: ReadonlySet<EventType> = new Set<EventType>([
  'account.disabled',
  'account.reenabled',
  'account.blocked',
  'pool.reloaded',
  'oauth_client.misconfigured',
  'oauth_client.recovered',
  'storage.degraded',
  'storage.recovered',
]);

/** Shows events as toasts. Alarms stay longer. */
export function useEventToasts(): (events: readonly LiveEvent[]) => void {
  const t = useMessages();
  const toasts = useToasts();

  return (events) => {
    for (const event of events.filter((candidate) => ANNOUNCED.has(candidate.type))) {
      const { text, detail } = describeEvent(event, t.value);
      const look = lookOf(event.type);
      toasts.add({
        id: `event-${event.at}-${event.seq}`,
        title: text,
        description: detail,
        tone: look.tone,
        icon: look.icon,
        ...(event.type === 'account.disabled'
          ? { link: { to: helpPathOf(event['cause']), label: t.value.help.explain } }
          : {}),
        durationMs: isAlarm(event) ? 20_000 : 6000,
      });
    }
  };
}
