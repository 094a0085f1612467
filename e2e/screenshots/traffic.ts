import type { Page } from '@playwright/test';
import type { UsageList } from '../../server/contract/http/traffic.js';

const HOUR_MS = 3_600_000;
const MODELS = ['gemini-2.5-flash', 'gemini-2.5-pro', 'gemini-2.5-flash-lite', 'claude-sonnet-4-5@20250929'] as const;
/** How much each model is used beside the others. */
const WEIGHTS = [1, 0.55, 0.35, 0.2] as const;

/** A day of work for the pictures: a Regrant that was started a moment ago has no yesterday to show. */
export async function showWorkingDay(page: Page): Promise<void> {
  await page.route(/\/api\/usage\?/, (route) => route.fulfill({ json: workingDay(Date.now()) }));
}

function workingDay(nowMs: number): UsageList {
  const last = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
  const rows = Array.from({ length: 24 }, (_, index) => last - (23 - index) * HOUR_MS).flatMap((at_ms, hour) =>
    MODELS.map((group, model) => rowOf(at_ms, group, busyness(hour) * (WEIGHTS[model] ?? 0))),
  );
  return { by: 'hour', group: 'model', from_ms: last - 23 * HOUR_MS, to_ms: nowMs, rows };
}

/** Two humps, as of a morning and an afternoon. */
const busyness = (hour: number): number =>
  12 + 160 * Math.exp(-((hour - 9) ** 2) / 9) + 220 * Math.exp(-((hour - 18) ** 2) / 14);

function rowOf(at_ms: number, group: string, amount: number): UsageList['rows'][number] {
  const requests = Math.round(amount);
  return {
    at_ms,
    group,
    email: null,
    requests,
    errors: Math.round(requests / 90),
    input_tokens: requests * 2400,
    output_tokens: requests * 620,
    cached_tokens: requests * 1100,
    thought_tokens: requests * 180,
    duration_ms: { mean: 900 + amount * 6, p95: 2400 + amount * 14 },
    first_byte_ms: { mean: 380, p95: 900 },
  };
}
