import type { UsageList, UsageRowView } from '../../../server/contract/http/traffic.js';

/** What a model came to in the first hour of the epoch; name what differs. */
export function aUsageRow(difference: Partial<UsageRowView> = {}): UsageRowView {
  return {
    at_ms: 0,
    group: 'gemini-2.5-pro',
    email: null,
    requests: 10,
    errors: 1,
    input_tokens: 100,
    output_tokens: 50,
    cached_tokens: 20,
    thought_tokens: 5,
    duration_ms: { mean: 800, p95: 2000 },
    first_byte_ms: { mean: 300, p95: 700 },
    ...difference,
  };
}

/** Usage by hour and model, of two hours. */
export function aUsageList(rows: readonly UsageRowView[], difference: Partial<UsageList> = {}): UsageList {
  return { by: 'hour', group: 'model', from_ms: 0, to_ms: 7_200_000, rows: [...rows], ...difference };
}
