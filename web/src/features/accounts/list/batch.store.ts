import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

import type { AccountView, Batch, BatchResult } from '../../../../../server/contract/http/accounts.js';
import { useAccountsStore } from '../accounts.store.js';
import { sendBatch } from '../accounts.api.js';
import { undoOf } from './batch-undo.js';

/** One account for which it did not work. */
interface BatchFailure {
  readonly id: string;
  readonly email: string;
  readonly code: string;
  readonly hint: string;
}

/** A batch under way, or how it ended. */
export interface BatchRun {
  readonly action: Batch['action'];
  readonly total: number;
  /** Answered so far, failures included. */
  readonly answered: number;
  readonly failures: readonly BatchFailure[];
  /** Set when the server did not answer: what was not answered was perhaps not done. */
  readonly error: unknown;
  readonly isOver: boolean;
  /** What puts it back; empty where nothing does. */
  readonly undo: readonly Batch[];
  readonly isUndo: boolean;
}

/** So many at a time: progress is seen, and no request lasts longer than anybody waits. A refresh asks Google. */
const AT_A_TIME = { refresh: 10, others: 100 };

/** Does one thing to many accounts, and tells of each what became of it. */
export const useBatchStore = defineStore('account-batch', () => {
  const run = shallowRef<BatchRun>();
  const accounts = useAccountsStore();

  /** Ends with the batch that was asked for last: they go one after another. Never rejects. */
  let queue = Promise.resolve();

  function start(batch: Batch): Promise<void> {
    queue = queue.then(() => perform([batch], false));
    return queue;
  }

  function undo(): Promise<void> {
    const steps = run.value?.undo ?? [];
    if (steps.length > 0) queue = queue.then(() => perform(steps, true));
    return queue;
  }

  async function perform(batches: readonly Batch[], isUndo: boolean): Promise<void> {
    const [first] = batches;
    if (first === undefined) return;
    const before = new Map(accounts.accounts.map((account) => [account.id, account]));
    const done: AccountView[] = [];
    const total = batches.reduce((sum, { ids }) => sum + ids.length, 0);
    run.value = {
      action: first.action,
      total,
      answered: 0,
      failures: [],
      error: undefined,
      isOver: false,
      undo: [],
      isUndo,
    };
    try {
      for (const part of batches.flatMap(inParts)) note(await sendBatch(part), before, done);
      advance({ isOver: true, undo: isUndo ? [] : undoOf(first, done) });
    } catch (error) {
      advance({ isOver: true, error, undo: isUndo ? [] : undoOf(first, done) });
    } finally {
      accounts.requestReload();
    }
  }

  function note({ results }: BatchResult, before: ReadonlyMap<string, AccountView>, done: AccountView[]): void {
    const failures: BatchFailure[] = [];
    for (const { id, ok, code = '', hint = '' } of results) {
      const account = before.get(id);
      if (!ok) failures.push({ id, email: account?.email ?? id, code, hint });
      else if (account) done.push(account);
    }
    const current = run.value;
    if (!current) return;
    advance({ answered: current.answered + results.length, failures: [...current.failures, ...failures] });
    accounts.requestReload();
  }

  function advance(change: Partial<BatchRun>): void {
    if (run.value) run.value = { ...run.value, ...change };
  }

  function dismiss(): void {
    if (run.value?.isOver) run.value = undefined;
  }

  return { run, start, undo, dismiss };
});

function inParts(batch: Batch): readonly Batch[] {
  const size = batch.action === 'refresh' ? AT_A_TIME.refresh : AT_A_TIME.others;
  return Array.from({ length: Math.ceil(batch.ids.length / size) }, (_, index) => ({
    ...batch,
    ids: batch.ids.slice(index * size, (index + 1) * size),
  }));
}
