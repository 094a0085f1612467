import type { QuotaLimit } from './quota-limits.js';
import type { QuotaKind } from './quota-window.js';
import { COUNTED, type WindowPair } from './quota-windows.js';

/** What was spent in one window. */
export interface QuotaCount {
  /** The window it was spent in, epoch milliseconds. */
  readonly startsAtMs: number;
  readonly requests: number;
  readonly tokens: number;
}

/** What a request has spent. */
export interface Spent {
  readonly requests: number;
  /** In and out together. */
  readonly tokens: number;
}

/** All that is kept of an account and a model over a restart. */
export interface QuotaRecord {
  readonly accountId: string;
  readonly model: string;
  readonly minute: QuotaCount;
  readonly day: QuotaCount;
  /** Limits that the upstream has told of, and when it did, epoch milliseconds. */
  readonly learned: readonly { readonly kind: QuotaKind; readonly limit: number; readonly atMs: number }[];
  /** While the model is kept back here; epoch milliseconds. */
  readonly protectedUntilMs: number | null;
}

/** The upstream's quotas change, mostly upwards: what it has not said again for this long is forgotten. */
export const LEARNED_FOR_MS = 7 * 86_400_000;

const NOTHING: QuotaCount = { startsAtMs: 0, requests: 0, tokens: 0 };

/** What one account has spent on one model, and what is known of its quota for it. Every operation costs the same. */
export class QuotaEntry {
  /** Requests under way: spoken for, though not spent yet. */
  reserved = 0;
  /** The model is kept back on this account until then, epoch milliseconds. */
  protectedUntilMs: number | null = null;
  /** Its limits, found once by the rules that are named. */
  found: { readonly by: object; readonly isWatched: boolean; readonly limits: readonly QuotaLimit[] } | undefined;
  #counts: { minute: QuotaCount; day: QuotaCount } = { minute: NOTHING, day: NOTHING };
  readonly #learned = new Map<QuotaKind, { readonly limit: number; readonly atMs: number }>();

  constructor(
    readonly accountId: string,
    readonly model: string,
  ) {}

  /** What was spent of a kind in the window of now. */
  used(kind: QuotaKind, windows: WindowPair): number {
    const { what, window } = COUNTED[kind];
    const count = this.#counts[window];
    return count.startsAtMs === windows[window].startsAtMs ? count[what] : 0;
  }

  spend({ requests, tokens }: Spent, windows: WindowPair): void {
    for (const name of ['minute', 'day'] as const) {
      const { startsAtMs } = windows[name];
      const count = this.#counts[name];
      const before = count.startsAtMs === startsAtMs ? count : NOTHING;
      this.#counts[name] = {
        startsAtMs,
        requests: before.requests + Math.max(0, requests),
        tokens: before.tokens + Math.max(0, tokens),
      };
    }
  }

  /** Somebody knows that so much was spent today at least: others may use the same quota. */
  spentAtLeast({ requests, tokens }: Spent, { day: { startsAtMs } }: WindowPair): void {
    const before = this.#counts.day.startsAtMs === startsAtMs ? this.#counts.day : NOTHING;
    this.#counts.day = {
      startsAtMs,
      requests: Math.max(before.requests, requests),
      tokens: Math.max(before.tokens, tokens),
    };
  }

  /** Adds what was counted before a restart, where it is of a window that has not turned. */
  recall({ minute, day, learned, protectedUntilMs }: QuotaRecord, windows: WindowPair): void {
    const past = { minute, day };
    for (const name of ['minute', 'day'] as const) {
      const { startsAtMs } = windows[name];
      if (past[name].startsAtMs !== startsAtMs) continue;
      const now = this.#counts[name].startsAtMs === startsAtMs ? this.#counts[name] : NOTHING;
      const { requests, tokens } = past[name];
      this.#counts[name] = { startsAtMs, requests: now.requests + requests, tokens: now.tokens + tokens };
    }
    for (const { kind, limit, atMs } of learned) if (!this.#learned.has(kind)) this.learn(kind, limit, atMs);
    this.protectedUntilMs ??= protectedUntilMs;
  }

  learn(kind: QuotaKind, limit: number, atMs: number): void {
    this.#learned.set(kind, { limit, atMs });
    this.found = undefined;
  }

  /** Forgets what the upstream has not said again for long. */
  forgetOld(nowMs: number): void {
    for (const [kind, { atMs }] of this.#learned) {
      if (nowMs - atMs < LEARNED_FOR_MS) continue;
      this.#learned.delete(kind);
      this.found = undefined;
    }
  }

  get learned(): Readonly<Partial<Record<QuotaKind, number>>> {
    return Object.fromEntries([...this.#learned].map(([kind, { limit }]) => [kind, limit]));
  }

  get hasLearned(): boolean {
    return this.#learned.size > 0;
  }

  /** Nothing is lost with it. */
  isIdle({ day }: WindowPair): boolean {
    const isCounting = this.#counts.day.startsAtMs === day.startsAtMs || this.reserved > 0;
    return !isCounting && !this.hasLearned && this.protectedUntilMs === null;
  }

  get record(): QuotaRecord {
    return {
      accountId: this.accountId,
      model: this.model,
      ...this.#counts,
      learned: [...this.#learned].map(([kind, { limit, atMs }]) => ({ kind, limit, atMs })),
      protectedUntilMs: this.protectedUntilMs,
    };
  }
}
