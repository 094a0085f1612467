import sqlite from 'node-sqlite3-wasm';
import type { QuotaPast } from '../../core/ports/quota-store.js';
import type { RequestFilter } from '../../core/traffic/request-filter.js';
import type { RequestRecord } from '../../core/traffic/request-record.js';
import {
  addUsage,
  HOUR_MS,
  type UsageCounters,
  type UsageEntry,
  type UsageKey,
} from '../../core/traffic/usage-counters.js';
import { hoursOf, UsageReport, type UsageQuery, type UsageRow } from '../../core/traffic/usage-report.js';
import { QuotaTable, type QuotaBatch } from './quota-table.js';
import { fromRow, INSERT_REQUEST, toRow, whereOf, type Row } from './request-rows.js';
import { SCHEMA, SCHEMA_VERSION } from './traffic-schema.js';

/** Requests that have ended since the last batch. */
export interface TrafficBatch {
  /** Another one for each batch that is not a repetition. */
  readonly number: number;
  readonly records: readonly RequestRecord[];
  /** Of these requests and of those that are counted only. */
  readonly usage: readonly UsageEntry[];
}

/** What is to be kept. */
export interface Keeping {
  /** Requests that ended earlier are removed; a `seq`. */
  readonly requestsFromSeq: number;
  /** Counters of hours that began earlier are removed; epoch milliseconds. */
  readonly usageFromMs: number;
  /** The oldest are removed until what is kept takes no more than this. */
  readonly largestBytes: number;
}

/** The file was made by another version. */
export class ForeignSchemaError extends Error {}

/** Once over the limit, a twentieth more is removed, so that not every look removes a little. */
const SLACK = 0.05;

/** The request log and the usage counters in one SQLite file. Blocks: for a thread of its own. */
export class SqliteTraffic {
  readonly #db: InstanceType<typeof sqlite.Database>;
  readonly #quotas: QuotaTable;

  /**
   * Opens the file, and makes the tables when it is empty.
   *
   * @throws SQLite3Error; ForeignSchemaError
   */
  constructor(path: string) {
    this.#db = new sqlite.Database(path);
    try {
      this.#prepare();
      this.#quotas = new QuotaTable(this.#db);
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  /** Stores a batch, all or nothing. One that comes again, because its acknowledgement was lost, changes nothing. */
  append({ number, records, usage }: TrafficBatch): void {
    this.#inTransaction(() => {
      const insert = this.#db.prepare(INSERT_REQUEST);
      try {
        for (const record of records) insert.run(toRow(record));
      } finally {
        insert.finalize();
      }
      const isRepetition =
        this.#db.run('UPDATE usage_batch SET number = ? WHERE number <> ?', [number, number]).changes === 0;
      if (!isRepetition && usage.length > 0) this.#count(usage);
    });
  }

  /** Newest first. */
  list(filter: RequestFilter, limit: number): readonly RequestRecord[] {
    const { sql, values } = whereOf(filter);
    const rows = this.#db.all(`SELECT * FROM requests ${sql} ORDER BY seq DESC LIMIT ?`, [...values, limit]);
    return rows.map((row) => fromRow(row as Row));
  }

  find(id: string): RequestRecord | null {
    const row = this.#db.get('SELECT * FROM requests WHERE id = ? LIMIT 1', id);
    return row === null ? null : fromRow(row as Row);
  }

  usage(query: UsageQuery): readonly UsageRow[] {
    const { first, last } = hoursOf(query);
    const report = new UsageReport(query);
    const select = this.#db.prepare('SELECT * FROM usage_hours WHERE hour BETWEEN ? AND ?');
    try {
      for (const row of select.iterate([first, last])) report.add(entryOf(row as Row));
    } finally {
      select.finalize();
    }
    return report.rows();
  }

  /** Removes what is too old or too much. Requests go before counters. @returns how many requests have gone */
  prune({ requestsFromSeq, usageFromMs, largestBytes }: Keeping): number {
    let removed = this.#db.run('DELETE FROM requests WHERE seq < ?', requestsFromSeq).changes;
    this.#db.run('DELETE FROM usage_hours WHERE hour < ?', Math.floor(usageFromMs / HOUR_MS));
    for (const table of ['requests', 'usage_hours'] as const) {
      const surplus = this.#surplusShare(largestBytes);
      if (surplus === 0) break;
      const gone = this.#removeOldest(table, surplus);
      if (table === 'requests') removed += gone;
    }
    this.#db.exec('PRAGMA incremental_vacuum');
    return removed;
  }

  saveQuotas(batch: QuotaBatch): void {
    this.#inTransaction(() => this.#quotas.save(batch));
  }

  loadQuotas(dayStartsAtMs: number): QuotaPast {
    return this.#quotas.load(dayStartsAtMs);
  }

  /** Bytes in use. */
  get usedBytes(): number {
    return (this.#number('page_count') - this.#number('freelist_count')) * this.#number('page_size');
  }

  close(): void {
    this.#db.close();
  }

  #prepare(): void {
    // One process has the data directory and one thread this file: the log can be kept without shared memory, which
    // this build of SQLite does not have. A commit survives the process; a power cut may cost the last of them.
    this.#db.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 4194304; PRAGMA cache_size = -4096',
    );
    const version = this.#number('user_version');
    const tables = Number(this.#db.get('SELECT count(*) AS tables FROM sqlite_schema')?.['tables']);
    if (version === 0 && tables === 0) this.#inTransaction(() => this.#db.exec(SCHEMA));
    else if (version !== SCHEMA_VERSION) throw new ForeignSchemaError(`Schema ${version}`);
  }

  #count(usage: readonly UsageEntry[]): void {
    const select = this.#db.prepare(
      'SELECT counters FROM usage_hours WHERE hour = ? AND model = ? AND account_id = ? AND caller_key_id = ?',
    );
    const replace = this.#db.prepare('INSERT OR REPLACE INTO usage_hours VALUES (?, ?, ?, ?, ?)');
    try {
      for (const { key, counters } of usage) {
        const place = [key.hour, key.model, key.accountId, key.callerKeyId];
        const stored = select.get(place);
        const sum = stored === null ? counters : addUsage(countersIn(stored as Row), counters);
        replace.run([...place, JSON.stringify(sum)]);
      }
    } finally {
      select.finalize();
      replace.finalize();
    }
  }

  /** Which share of all that is kept is too much. */
  #surplusShare(largestBytes: number): number {
    const used = this.usedBytes;
    return used <= largestBytes ? 0 : Math.min(1, 1 - largestBytes / used + SLACK);
  }

  #removeOldest(table: 'requests' | 'usage_hours', share: number): number {
    const order = table === 'requests' ? 'seq' : 'hour';
    const rows = Number(this.#db.get(`SELECT count(*) AS rows FROM ${table}`)?.['rows']);
    const last = this.#db.get(`SELECT ${order} AS at FROM ${table} ORDER BY ${order} LIMIT 1 OFFSET ?`, [
      Math.max(0, Math.ceil(rows * share) - 1),
    ]);
    if (last === null) return 0;
    return this.#db.run(`DELETE FROM ${table} WHERE ${order} <= ?`, Number((last as Row)['at'])).changes;
  }

  #inTransaction(task: () => void): void {
    this.#db.exec('BEGIN');
    try {
      task();
      this.#db.exec('COMMIT');
    } catch (error) {
      if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #number(pragma: string): number {
    return Number(this.#db.get(`PRAGMA ${pragma}`)?.[pragma]);
  }
}

const countersIn = (row: Row): UsageCounters => JSON.parse(String(row['counters'])) as UsageCounters;

function entryOf(row: Row): UsageEntry {
  const key: UsageKey = {
    hour: Number(row['hour']),
    model: String(row['model']),
    accountId: String(row['account_id']),
    callerKeyId: String(row['caller_key_id']),
  };
  return { key, counters: countersIn(row) };
}
