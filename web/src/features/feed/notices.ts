import type { LiveEvent } from '../../../../server/contract/events.js';
import { subjectOf } from './alarms.js';
import type { FeedEntry } from './feed.store.js';

/** What happened to one account (or client, or the disk), told by the last of it. */
export interface Notice {
  readonly key: string;
  readonly event: LiveEvent;
  /** How many more there are of the same subject, all older. */
  readonly older: number;
}

/** The notices, those nobody has read apart. Both newest first. */
export interface Notices {
  readonly fresh: readonly Notice[];
  readonly seen: readonly Notice[];
}

function grouped(entries: readonly FeedEntry[]): Notice[] {
  const bySubject = new Map<string, { key: string; event: LiveEvent; older: number }>();
  for (const { key, event } of entries) {
    const subject = subjectOf(event);
    const notice = bySubject.get(subject);
    if (notice) notice.older += 1;
    else bySubject.set(subject, { key, event, older: 0 });
  }
  return [...bySubject.values()];
}

/**
 * Gathers what happened into one notice a subject: an account that died and came back five times in a night is one
 * line, and it says how it is now.
 *
 * @param entries  newest first
 * @param readAtMs  what is not younger counts as read, epoch milliseconds
 */
export function gatherNotices(entries: readonly FeedEntry[], readAtMs: number): Notices {
  return {
    fresh: grouped(entries.filter(({ event }) => event.at > readAtMs)),
    seen: grouped(entries.filter(({ event }) => event.at <= readAtMs)),
  };
}
