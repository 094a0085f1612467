import type { RequestDetail, RequestView, UsageRowView } from '../../../contract/http/traffic.js';
import { explainRequest } from '../../core/traffic/explain-request.js';
import { stateOf, type RequestRecord } from '../../core/traffic/request-record.js';
import type { UsageQuery, UsageRow } from '../../core/traffic/usage-report.js';
import type { AccountNames } from '../../core/ports/account-names.js';

/** A request in a list. */
export const viewRequest = (record: RequestRecord, names: AccountNames): RequestView => ({
  seq: record.seq,
  id: record.id,
  started_at_ms: record.startedAtMs,
  wire: record.wire,
  model_asked: record.modelAsked,
  model_used: record.modelUsed,
  account_id: record.accountId,
  email: record.accountId === null ? null : names.emailOf(record.accountId),
  caller_key_id: record.callerKeyId,
  state: stateOf(record),
  status: record.status,
  attempt_count: record.attempts.length,
  duration_ms: record.durationMs,
  first_byte_ms: record.firstByteMs,
  usage: record.usage && {
    input_tokens: record.usage.inputTokens,
    output_tokens: record.usage.outputTokens,
    cached_tokens: record.usage.cachedTokens,
    thought_tokens: record.usage.thoughtTokens,
  },
  error: record.error,
});

/** A request with all that is known of it. */
export const viewRequestDetail = (record: RequestRecord, names: AccountNames): RequestDetail => ({
  ...viewRequest(record, names),
  attempts: record.attempts.map((attempt) => ({
    account_id: attempt.accountId,
    email: names.emailOf(attempt.accountId),
    choice: attempt.choice,
    started_at_ms: attempt.startedAtMs,
    first_byte_ms: attempt.firstByteMs,
    ended_at_ms: attempt.endedAtMs,
    outcome: attempt.outcome,
    status: attempt.status,
    reason: attempt.reason,
  })),
  passed_over: record.passedOver.map(({ accountId, state, reason }) => ({
    account_id: accountId,
    email: names.emailOf(accountId),
    ...(state && { state }),
    reason,
  })),
  passed_over_count: record.passedOverCount,
  dropped_fields: [...record.droppedFields],
  bodies: record.bodies ?? null,
  explanation: [...explainRequest(record, (id) => names.emailOf(id) ?? id)],
});

/** The usage of one group in one hour or day. */
export const viewUsage = (row: UsageRow, group: UsageQuery['group'], names: AccountNames): UsageRowView => ({
  at_ms: row.atMs,
  group: row.group,
  email: group === 'account' && row.group !== null ? names.emailOf(row.group) : null,
  requests: row.counters.requests,
  errors: row.counters.errors,
  input_tokens: row.counters.inputTokens,
  output_tokens: row.counters.outputTokens,
  cached_tokens: row.counters.cachedTokens,
  thought_tokens: row.counters.thoughtTokens,
  duration_ms: { mean: row.meanDurationMs, p95: row.p95DurationMs },
  first_byte_ms:
    row.meanFirstByteMs === null || row.p95FirstByteMs === null
      ? null
      : { mean: row.meanFirstByteMs, p95: row.p95FirstByteMs },
});
