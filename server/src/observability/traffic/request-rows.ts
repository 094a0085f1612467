import type { RequestFilter } from '../../core/traffic/request-filter.js';
import { stateOf, type RequestRecord } from '../../core/traffic/request-record.js';

type Value = string | number | bigint | Uint8Array | null;
export type Row = Readonly<Record<string, Value>>;

const COLUMNS = [
  'seq',
  'id',
  'started_at_ms',
  'wire',
  'model_asked',
  'model_used',
  'account_id',
  'caller_key_id',
  'state',
  'status',
  'attempts',
  'duration_ms',
  'first_byte_ms',
  'input_tokens',
  'output_tokens',
  'cached_tokens',
  'thought_tokens',
  'error',
  'details',
] as const;

/** A request that is stored already is left as it is. */
export const INSERT_REQUEST = `INSERT OR IGNORE INTO requests (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`;

/** The values of a request, in the order of the insert's columns. */
export function toRow(record: RequestRecord): Value[] {
  const { usage, attempts, passedOver, passedOverCount, droppedFields, bodies } = record;
  return [
    record.seq,
    record.id,
    record.startedAtMs,
    record.wire,
    record.modelAsked,
    record.modelUsed,
    record.accountId,
    record.callerKeyId,
    stateOf(record),
    record.status,
    attempts.length,
    record.durationMs,
    record.firstByteMs,
    usage?.inputTokens ?? null,
    usage?.outputTokens ?? null,
    usage?.cachedTokens ?? null,
    usage?.thoughtTokens ?? null,
    record.error,
    JSON.stringify({ attempts, passedOver, passedOverCount, droppedFields, bodies }),
  ];
}

/** The request of a row that `toRow` made. */
export function fromRow(row: Row): RequestRecord {
  const details = JSON.parse(String(row['details'])) as Pick<
    RequestRecord,
    'attempts' | 'passedOver' | 'passedOverCount' | 'droppedFields' | 'bodies'
  >;
  return {
    seq: Number(row['seq']),
    id: String(row['id']),
    startedAtMs: Number(row['started_at_ms']),
    wire: String(row['wire']),
    modelAsked: text(row['model_asked']),
    modelUsed: text(row['model_used']),
    accountId: text(row['account_id']),
    callerKeyId: text(row['caller_key_id']),
    status: Number(row['status']),
    durationMs: Number(row['duration_ms']),
    firstByteMs: row['first_byte_ms'] === null ? null : Number(row['first_byte_ms']),
    usage:
      row['input_tokens'] === null
        ? null
        : {
            inputTokens: Number(row['input_tokens']),
            outputTokens: Number(row['output_tokens']),
            cachedTokens: Number(row['cached_tokens']),
            thoughtTokens: Number(row['thought_tokens']),
          },
    error: text(row['error']),
    ...details,
  };
}

/** The condition that `isWanted` is, in SQL. */
export function whereOf(filter: RequestFilter): { readonly sql: string; readonly values: Value[] } {
  const conditions: [string, Value | undefined][] = [
    ['seq < ?', filter.beforeSeq],
    ['seq > ?', filter.afterSeq],
    ['state = ?', filter.state],
    ['? IN (model_asked, model_used)', filter.model],
    ['account_id = ?', filter.accountId],
    ['caller_key_id = ?', filter.callerKeyId],
    ['wire = ?', filter.wire],
    ['duration_ms >= ?', filter.slowMs],
  ];
  const given = conditions.filter((condition): condition is [string, Value] => condition[1] !== undefined);
  return {
    sql: given.length === 0 ? '' : `WHERE ${given.map(([sql]) => sql).join(' AND ')}`,
    values: given.map(([, value]) => value),
  };
}

const text = (value: Value | undefined): string | null => (typeof value === 'string' ? value : null);
