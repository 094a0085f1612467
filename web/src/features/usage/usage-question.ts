import type { LocationQuery } from 'vue-router';

export const RANGES = ['24h', '7d', '30d', '90d', 'custom'] as const;
export type UsageRange = (typeof RANGES)[number];
export const GROUPS = ['model', 'account', 'key'] as const;
export type UsageGroup = (typeof GROUPS)[number];
export const STEPS = ['hour', 'day'] as const;
export type UsageStep = (typeof STEPS)[number];

/** What the page is asked to show; the same names stand in its address. */
export interface UsageWish {
  readonly range: UsageRange;
  readonly by: UsageStep;
  readonly group: UsageGroup;
  /** Days as `2026-11-20`, both included and by UTC; empty unless the range is a custom one. */
  readonly from: string;
  readonly to: string;
}

/** What the server is asked. */
export interface UsageQuestion {
  readonly by: UsageStep;
  readonly group: UsageGroup;
  /** Epoch milliseconds. */
  readonly fromMs: number;
  /** Epoch milliseconds. */
  readonly toMs: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** More bars than this cannot be told apart: then days are counted. */
const MOST_HOURS = 14 * 24;
/** As long as the server keeps its counters, and a little more. */
const MOST_DAYS = 400;
const SPANS_MS = { '24h': DAY_MS, '7d': 7 * DAY_MS, '30d': 30 * DAY_MS, '90d': 90 * DAY_MS } as const;

/** Reads what is wanted from an address; what makes no sense there is the default. */
export function readWish(query: LocationQuery, nowMs: number): UsageWish {
  const one = <T extends string>(name: string, known: readonly T[], otherwise: T): T =>
    known.find((value) => value === query[name]) ?? otherwise;
  const range = one('range', RANGES, '24h');
  const wish = {
    range,
    group: one('group', GROUPS, 'model'),
    from: range === 'custom' ? dayIn(query['from'], nowMs - 6 * DAY_MS) : '',
    to: range === 'custom' ? dayIn(query['to'], nowMs) : '',
  };
  const longest = mayCountHours({ ...wish, by: 'hour' }, nowMs) ? 'hour' : 'day';
  const by = one('by', STEPS, range === '24h' ? 'hour' : 'day');
  return { ...wish, by: longest === 'day' ? 'day' : by };
}

/** What is wanted as a part of an address. */
export function writeWish({ range, by, group, from, to }: UsageWish): Record<string, string> {
  return { range, by, group, ...(range === 'custom' ? { from, to } : {}) };
}

/** Whether the range is short enough to be shown hour by hour. */
export function mayCountHours(wish: UsageWish, nowMs: number): boolean {
  const { fromMs, toMs } = spanOf(wish, nowMs);
  return (toMs - fromMs) / HOUR_MS <= MOST_HOURS;
}

/** Turns a wish into what the server is asked. A range that ends now begins at a whole hour or day. */
export function questionOf(wish: UsageWish, nowMs: number): UsageQuestion {
  const { fromMs, toMs } = spanOf(wish, nowMs);
  const stepMs = wish.by === 'hour' ? HOUR_MS : DAY_MS;
  return { by: wish.by, group: wish.group, fromMs: Math.floor(fromMs / stepMs) * stepMs, toMs };
}

function spanOf({ range, from, to }: UsageWish, nowMs: number): { readonly fromMs: number; readonly toMs: number } {
  if (range !== 'custom') return { fromMs: nowMs - SPANS_MS[range], toMs: nowMs };
  const days = [Date.parse(from), Date.parse(to)].sort((left, right) => left - right);
  const toMs = Math.min((days[1] ?? nowMs) + DAY_MS, Math.max(nowMs, (days[0] ?? 0) + DAY_MS));
  return { fromMs: Math.max(days[0] ?? nowMs, toMs - MOST_DAYS * DAY_MS), toMs };
}

function dayIn(value: unknown, otherwiseMs: number): string {
  const isDay = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
  return isDay ? value : new Date(otherwiseMs).toISOString().slice(0, 10);
}
