import type { LiveEvent } from '../../../../server/contract/events.js';

/** What raises an alarm, and what ends it. Ends concern the same account, or the same subject without one. */
const ALARM_ENDS: Partial<Record<LiveEvent['type'], readonly LiveEvent['type'][]>> = {
  'account.disabled': ['account.reenabled', 'account.removed'],
  'account.blocked': ['account.unblocked', 'account.reenabled', 'account.removed'],
  'oauth_client.misconfigured': ['oauth_client.recovered'],
  'storage.degraded': ['storage.recovered'],
};

/** Worth knowing even to someone who comes back after a day, besides alarms and their ends. */
const NEWS: ReadonlySet<LiveEvent['type']> = new Set<LiveEvent['type']>(['account.added', 'grant.expiring']);

/** Whom an event is about: an account, an OAuth client, or the installation. */
export function subjectOf(event: LiveEvent): string {
  const client = typeof event['client_key'] === 'string' ? event['client_key'] : '';
  return event.account_id ?? `${event.type.split('.')[0]} ${client}`;
}

/** Whether an event belongs into the notification centre. */
export function isNotable(event: LiveEvent): boolean {
  return isAlarm(event) || NEWS.has(event.type) || Object.values(ALARM_ENDS).some((ends) => ends.includes(event.type));
}

export function isAlarm(event: LiveEvent): boolean {
  return event.type in ALARM_ENDS;
}

/**
 * Counts what went wrong, has not been read, and is still wrong.
 *
 * @param events  newest first
 * @param readAtMs  alarms up to this moment count as read, epoch milliseconds
 * @returns one per subject, however often it failed
 */
export function countUnreadAlarms(events: readonly LiveEvent[], readAtMs: number): number {
  const settled = new Set<string>();
  let unread = 0;
  for (const event of events) {
    if (event.at <= readAtMs) break;
    for (const [alarm, ends] of Object.entries(ALARM_ENDS)) {
      const subject = `${alarm} ${subjectOf(event)}`;
      if (ends.includes(event.type)) settled.add(subject);
      if (event.type === alarm && !settled.has(subject)) {
        settled.add(subject);
        unread += 1;
      }
    }
  }
  return unread;
}
