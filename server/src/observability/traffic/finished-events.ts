import type { Clock } from '../../core/ports/clock.js';
import type { EventBus } from '../../core/ports/event-bus.js';
import { Allowance, type Rate } from './allowance.js';
import { stateOf, type RequestRecord } from '../../core/traffic/request-record.js';

/** In the long run few: the history of events holds a thousand, and a dead grant shall stay in it for a while. */
const EVENTS: Rate = { burst: 20, perSecond: 2 };

/** Requests that are told of in one event. */
interface Held {
  last: RequestRecord;
  count: number;
  failed: number;
  totalMs: number;
  tokens: number;
}

/**
 * Tells of requests that have ended, without flooding those who listen: one event each while there are few, else one for
 * all that ended since the last event; `count` says how many an event stands for.
 */
export class FinishedEvents {
  readonly #allowance: Allowance;
  #held: Held | undefined;
  #cancel: (() => void) | undefined;

  constructor(
    private readonly bus: EventBus,
    private readonly clock: Clock,
  ) {
    this.#allowance = new Allowance(EVENTS, clock);
  }

  observe(record: RequestRecord): void {
    this.#hold(record);
    if (this.#cancel) return;
    this.#tellSoon();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #tellSoon(): void {
    if (this.#allowance.take()) {
      this.#tell();
      return;
    }
    this.#cancel = this.clock.schedule(this.#allowance.waitMs, () => {
      this.#cancel = undefined;
      this.#tellSoon();
    });
  }

  #hold(record: RequestRecord): void {
    const held = (this.#held ??= { last: record, count: 0, failed: 0, totalMs: 0, tokens: 0 });
    held.last = record;
    held.count += 1;
    held.totalMs += record.durationMs;
    if (stateOf(record) === 'failed') held.failed += 1;
    if (record.usage) held.tokens += record.usage.inputTokens + record.usage.outputTokens;
  }

  #tell(): void {
    if (!this.#held) return;
    const { last, count, failed, totalMs, tokens } = this.#held;
    this.#held = undefined;
    this.bus.publish({
      type: 'request.finished',
      id: last.id,
      model: last.modelUsed ?? last.modelAsked,
      ...(last.accountId === null ? {} : { account_id: last.accountId }),
      status: last.status,
      duration_ms: Math.round(last.durationMs),
      tokens,
      count,
      failed,
      mean_ms: Math.round(totalMs / count),
    });
  }
}
