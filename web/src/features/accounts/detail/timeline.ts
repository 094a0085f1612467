import type { AccountHistory } from '../../../../../server/contract/http/accounts.js';

type Entry = AccountHistory['history'][number];

/** One line of the timeline: a fact, or a run of the same quiet fact. */
export interface TimelineItem {
  readonly key: string;
  readonly fact: string;
  /** Epoch milliseconds; of the newest in a run. */
  readonly at: number;
  /** When the run began; the same as `at` for one fact. */
  readonly since: number;
  readonly count: number;
  readonly entry: Entry;
}

/** Facts that come every hour and mean that all is well. */
const QUIET: ReadonlySet<string> = new Set(['refreshed']);

/** @returns newest first, runs of quiet facts as one line: what happened stands out from what goes on */
export function foldHistory(history: readonly Entry[]): readonly TimelineItem[] {
  const items: TimelineItem[] = [];
  history.forEach((entry, index) => {
    const last = items.at(-1);
    if (last?.fact === entry.fact && QUIET.has(entry.fact)) {
      items[items.length - 1] = { ...last, at: entry.at, count: last.count + 1, entry };
    } else {
      items.push({ key: String(index), fact: entry.fact, at: entry.at, since: entry.at, count: 1, entry });
    }
  });
  return items.reverse();
}

/** When a fact was last seen, epoch milliseconds. */
export function lastOf(history: readonly Entry[], ...facts: readonly string[]): number | undefined {
  return history.findLast(({ fact }) => facts.includes(fact))?.at;
}

/** A detail of a fact, where it is a text. */
export function textOf(entry: Entry, name: string): string {
  const value = entry[name];
  return typeof value === 'string' ? value : '';
}
