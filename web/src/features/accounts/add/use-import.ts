import { computed, shallowRef } from 'vue';

import type { ImportResult } from '../../../../../server/contract/http/import.js';
import { useAccountsStore } from '../accounts.store.js';
import { sendImport } from './import.api.js';
import type { ReadSource, UnreadableSource } from './import-reading.js';

/** One thing to import, with what would become, or has become, of it. */
export interface ImportRow {
  readonly place: string;
  readonly value: unknown;
  /** Undefined while nobody knows. */
  readonly result: Omit<ImportResult, 'index'> | undefined;
  /** Why the text holds nothing to import. */
  readonly unreadable: UnreadableSource['reason'] | undefined;
}

type Stage = 'idle' | 'reading' | 'rehearsed' | 'importing' | 'done';

/** Outcomes of a rehearsal that are worth asking Google about. The same tokens change nothing, so they are left alone. */
const WORTH_IT: ReadonlySet<string> = new Set(['would_add', 'would_update', 'would_reenable']);

/** A rehearsal costs nothing; of the real thing, results are to be seen as they come. */
const REHEARSED_AT_A_TIME = 5_000;
const IMPORTED_AT_A_TIME = 8;
/** Well below what the server takes at once. */
const CHARACTERS_AT_A_TIME = 8 * 1024 * 1024;

/** Reads, rehearses, and then imports. Nothing is written before `run`. */
export function useImport() {
  const accounts = useAccountsStore();
  const rows = shallowRef<readonly ImportRow[]>([]);
  const stage = shallowRef<Stage>('idle');
  const error = shallowRef<unknown>();
  const answered = shallowRef(0);
  /** Rises when a person starts over: what was begun before is not gone on with. */
  let generation = 0;

  const chosen = computed(() =>
    rows.value.flatMap((row, index) => (WORTH_IT.has(row.result?.outcome ?? '') ? [index] : [])),
  );
  const toImport = shallowRef<readonly number[]>([]);

  /** @param read  may take long: thousands of files */
  async function rehearse(read: () => Promise<readonly ReadSource[]>): Promise<void> {
    const mine = restart('reading');
    try {
      const sources = await read();
      if (mine !== generation) return;
      rows.value = sources.map(toRow);
      const readable = sources.flatMap((source, index) => ('value' in source ? [index] : []));
      await send(readable, { isRehearsal: true, most: REHEARSED_AT_A_TIME, mine });
      if (mine === generation) stage.value = rows.value.length === 0 ? 'idle' : 'rehearsed';
    } catch (failure) {
      fail(failure, mine, 'idle');
    }
  }

  async function run(): Promise<void> {
    if (stage.value !== 'rehearsed' || chosen.value.length === 0) return;
    const mine = generation;
    toImport.value = chosen.value;
    answered.value = 0;
    stage.value = 'importing';
    error.value = undefined;
    forget(toImport.value);
    try {
      await send(toImport.value, { isRehearsal: false, most: IMPORTED_AT_A_TIME, mine });
      if (mine === generation) stage.value = 'done';
    } catch (failure) {
      fail(failure, mine, 'done');
    } finally {
      accounts.requestReload();
    }
  }

  async function send(
    indexes: readonly number[],
    { isRehearsal, most, mine }: { isRehearsal: boolean; most: number; mine: number },
  ): Promise<void> {
    for (const part of inParts(indexes, most, (index) => weigh(rows.value[index]))) {
      if (mine !== generation) return;
      const results = await sendImport(
        part.map((index) => rows.value[index]?.value),
        isRehearsal,
      );
      if (mine !== generation) return;
      note(part, results);
      answered.value += part.length;
      if (!isRehearsal) accounts.requestReload();
    }
  }

  function note(part: readonly number[], results: readonly ImportResult[]): void {
    const next = [...rows.value];
    for (const { index, ...result } of results) {
      const at = part[index];
      const row = at === undefined ? undefined : next[at];
      if (at !== undefined && row) next[at] = { ...row, result };
    }
    rows.value = next;
  }

  function forget(indexes: readonly number[]): void {
    const due = new Set(indexes);
    rows.value = rows.value.map((row, index) => (due.has(index) ? { ...row, result: undefined } : row));
  }

  function fail(failure: unknown, mine: number, next: Stage): void {
    if (mine !== generation) return;
    error.value = failure;
    stage.value = next;
  }

  function restart(next: Stage): number {
    generation += 1;
    rows.value = [];
    toImport.value = [];
    answered.value = 0;
    error.value = undefined;
    stage.value = next;
    return generation;
  }

  return { rows, stage, error, answered, chosen, toImport, rehearse, run, reset: () => void restart('idle') };
}

const toRow = (source: ReadSource): ImportRow =>
  'value' in source
    ? { place: source.place, value: source.value, result: undefined, unreadable: undefined }
    : { place: source.place, value: undefined, result: { outcome: 'invalid' }, unreadable: source.reason };

const weigh = (row: ImportRow | undefined): number => JSON.stringify(row?.value ?? null).length;

function inParts(indexes: readonly number[], most: number, weight: (index: number) => number): readonly number[][] {
  const parts: number[][] = [];
  let characters = 0;
  for (const index of indexes) {
    const own = weight(index);
    const last = parts.at(-1);
    if (last && last.length < most && characters + own <= CHARACTERS_AT_A_TIME) {
      last.push(index);
      characters += own;
    } else {
      parts.push([index]);
      characters = own;
    }
  }
  return parts;
}
