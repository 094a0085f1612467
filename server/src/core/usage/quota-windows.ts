import { quotaWindow, type QuotaKind, type QuotaWindow } from './quota-window.js';

/** The two windows that a moment falls in. */
export interface WindowPair {
  readonly minute: QuotaWindow;
  readonly day: QuotaWindow;
}

/** What a kind of quota counts, and in which of the two. Looked up for each request: a name is not taken apart there. */
export const COUNTED: Readonly<
  Record<QuotaKind, { readonly what: 'requests' | 'tokens'; readonly window: keyof WindowPair }>
> = {
  requests_per_minute: { what: 'requests', window: 'minute' },
  requests_per_day: { what: 'requests', window: 'day' },
  tokens_per_minute: { what: 'tokens', window: 'minute' },
  tokens_per_day: { what: 'tokens', window: 'day' },
};

/**
 * The windows of now. Finding midnight in California costs more than serving a request: it is looked for once a day, and
 * in between this costs two comparisons.
 */
export class QuotaWindows {
  #current: WindowPair | undefined;

  /** @param nowMs  epoch milliseconds */
  at(nowMs: number): WindowPair {
    const current = this.#current;
    if (current && isStill(current.minute, nowMs) && isStill(current.day, nowMs)) return current;
    this.#current = {
      minute: current && isStill(current.minute, nowMs) ? current.minute : quotaWindow('requests_per_minute', nowMs),
      day: current && isStill(current.day, nowMs) ? current.day : quotaWindow('requests_per_day', nowMs),
    };
    return this.#current;
  }
}

/**
 * A clock that is set back a little does not open a window again that has turned: what was counted since would be
 * forgotten. One that is set back by more was wrong before.
 */
const isStill = ({ startsAtMs, endsAtMs }: QuotaWindow, nowMs: number): boolean =>
  nowMs < endsAtMs && nowMs >= startsAtMs - (endsAtMs - startsAtMs);
