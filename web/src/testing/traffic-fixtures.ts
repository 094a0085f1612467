import type { RequestDetail, RequestList, RequestView } from '../../../server/contract/http/traffic.js';

/** A request that was served; name what differs. */
export function aRequest(seq: number, difference: Partial<RequestView> = {}): RequestView {
  return {
    seq,
    id: `request-${seq}`,
    started_at_ms: 1_700_000_000_000 + seq,
    wire: 'openai',
    model_asked: 'gemini-2.5-pro',
    model_used: 'gemini-2.5-pro',
    account_id: 'a1',
    email: 'ada@example.com',
    caller_key_id: 'k1',
    state: 'served',
    status: 200,
    attempt_count: 1,
    duration_ms: 1240,
    first_byte_ms: 380,
    usage: { input_tokens: 1200, output_tokens: 340, cached_tokens: 800, thought_tokens: 60 },
    error: null,
    ...difference,
  };
}

/** One whose first account was out of quota and whose second served. */
export function aRequestDetail(difference: Partial<RequestDetail> = {}): RequestDetail {
  const request = aRequest(7);
  const startedAtMs = request.started_at_ms;
  return {
    ...request,
    attempt_count: 2,
    attempts: [
      {
        account_id: 'a2',
        email: 'bob@example.com',
        choice: 'session',
        started_at_ms: startedAtMs + 40,
        first_byte_ms: 200,
        ended_at_ms: startedAtMs + 240,
        outcome: 'refused',
        status: 429,
        reason: 'upstream.quota',
      },
      {
        account_id: 'a1',
        email: 'ada@example.com',
        choice: 'turn',
        started_at_ms: startedAtMs + 240,
        first_byte_ms: 140,
        ended_at_ms: startedAtMs + 1240,
        outcome: 'served',
        status: 200,
        reason: null,
      },
    ],
    passed_over: [
      { account_id: 'a3', email: 'carol@example.com', state: 'disabled', reason: 'disabled: invalid_grant' },
    ],
    passed_over_count: 3,
    dropped_fields: ['logit_bias'],
    bodies: null,
    explanation: [],
    ...difference,
  };
}

/** A page of the log, newest first. */
export function aRequestList(requests: readonly RequestView[], next: number | null = null): RequestList {
  return { requests: [...requests], next, complete: true };
}
