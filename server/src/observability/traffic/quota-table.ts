import type sqlite from 'node-sqlite3-wasm';
import type { QuotaPast, ServedToday } from '../../core/ports/quota-store.js';
import { HOUR_MS, type UsageCounters } from '../../core/traffic/usage-counters.js';
import { LEARNED_FOR_MS, type QuotaRecord } from '../../core/usage/quota-entry.js';
import type { Row } from './request-rows.js';

/** What is to be written of quotas. */
export interface QuotaBatch {
  /** All that was there goes first. */
  readonly isFresh: boolean;
  readonly records: readonly QuotaRecord[];
  readonly atMs: number;
}

/** Beside the tables of the first version: a file without it is as good as one in which it is empty. */
const TABLE = `
  CREATE TABLE IF NOT EXISTS quotas (
    account_id TEXT NOT NULL,
    model TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (account_id, model)
  ) WITHOUT ROWID;
`;

/** What was spent by account and model, in the file of the request log. Rows are whole: written again, they change nothing. */
export class QuotaTable {
  constructor(private readonly db: InstanceType<typeof sqlite.Database>) {
    db.exec(TABLE);
  }

  /** For a transaction of the caller's. */
  save({ isFresh, records, atMs }: QuotaBatch): void {
    if (isFresh) this.db.run('DELETE FROM quotas');
    const insert = this.db.prepare('INSERT OR REPLACE INTO quotas VALUES (?, ?, ?, ?)');
    try {
      for (const record of records) insert.run([record.accountId, record.model, atMs, JSON.stringify(record)]);
    } finally {
      insert.finalize();
    }
  }

  load(dayStartsAtMs: number): QuotaPast {
    this.db.run('DELETE FROM quotas WHERE at_ms < ?', dayStartsAtMs - LEARNED_FOR_MS);
    const rows = this.db.all('SELECT record FROM quotas');
    return {
      records: rows.flatMap((row) => recordIn(String((row as Row)['record']))),
      served: this.#servedSince(dayStartsAtMs),
    };
  }

  /** The upstream's day begins with a whole hour, summer and winter. */
  #servedSince(dayStartsAtMs: number): readonly ServedToday[] {
    const sums = new Map<string, ServedToday>();
    const rows = this.db.all('SELECT account_id, model, counters FROM usage_hours WHERE hour >= ?', [
      Math.floor(dayStartsAtMs / HOUR_MS),
    ]);
    for (const row of rows as Row[]) {
      const [accountId, model] = [String(row['account_id']), String(row['model'])];
      if (accountId === '' || model === '') continue;
      const counters = JSON.parse(String(row['counters'])) as UsageCounters;
      const before = sums.get(`${accountId}\n${model}`) ?? { requests: 0, tokens: 0 };
      sums.set(`${accountId}\n${model}`, {
        accountId,
        model,
        requests: before.requests + counters.requests - counters.errors,
        tokens: before.tokens + counters.inputTokens + counters.outputTokens,
      });
    }
    return [...sums.values()];
  }
}

/** A row that cannot be read is as good as none: what it says would be guessed. */
function recordIn(text: string): readonly QuotaRecord[] {
  try {
    const record = JSON.parse(text) as QuotaRecord;
    return isWhole(record) ? [record] : [];
  } catch {
    // Not even JSON, or nothing that could hold a record.
    return [];
  }
}

const isWhole = ({ accountId, model, minute, day, learned }: QuotaRecord): boolean =>
  typeof accountId === 'string' &&
  typeof model === 'string' &&
  Array.isArray(learned) &&
  [minute, day].every(({ startsAtMs, requests, tokens }) => [startsAtMs, requests, tokens].every(Number.isFinite));
