import type { ImportResult } from '../../contract/http/import.js';
import { repeatedItems } from '../core/accounts/import-duplicates.js';
import { readImportItem, type ImportItem } from '../core/accounts/import-items.js';
import type { Source } from './import-sources.js';

/** The end of one item; `duplicate_of` counts in the whole list. */
export type Ending = Omit<ImportResult, 'index'>;

/** Small enough that a request ends before anybody gives it up, also when Google is slow. */
const ITEMS = 50;
const CHARACTERS = 4 * 1024 * 1024;

/** What need not be asked, and what is sent together: indexes into the list. */
export interface Plan {
  readonly endings: ReadonlyMap<number, Ending>;
  readonly batches: readonly (readonly number[])[];
}

/**
 * Plans an import: what is no account, or comes twice, ends here; the rest goes in batches. What a server would refuse
 * whole (a request too large) must not take good items with it.
 */
export function planImport(sources: readonly Source[]): Plan {
  const items = sources.map(itemOf);
  const endings = new Map<number, Ending>();
  items.forEach((item, index) => {
    if (item.kind !== 'invalid') return;
    const email = item.email === null ? {} : { email: item.email };
    endings.set(index, { ...email, outcome: 'invalid', detail: `This ${item.reason}.` });
  });
  for (const [index, first] of repeatedItems(items)) {
    endings.set(index, { outcome: 'duplicate', duplicate_of: first, detail: 'The same refresh token.' });
  }
  const rest = sources.flatMap((_source, index) => (endings.has(index) ? [] : [index]));
  return { endings, batches: inBatches(rest, (index) => JSON.stringify(valueOf(sources[index])).length) };
}

/** What is sent for a source. */
export const valueOf = (source: Source | undefined): unknown => (source && 'value' in source ? source.value : null);

function itemOf(source: Source): ImportItem {
  if ('value' in source) return readImportItem(source.value);
  return { kind: 'invalid', fault: 'not_an_account', reason: source.unreadable, email: null };
}

function inBatches(indexes: readonly number[], weigh: (index: number) => number): number[][] {
  const batches: number[][] = [];
  let weight = 0;
  for (const index of indexes) {
    const own = weigh(index);
    const last = batches.at(-1);
    if (last && last.length < ITEMS && weight + own <= CHARACTERS) {
      last.push(index);
      weight += own;
    } else {
      batches.push([index]);
      weight = own;
    }
  }
  return batches;
}
