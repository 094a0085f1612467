import type { Clock } from '../../core/ports/clock.js';
import {
  CALLER_LEFT,
  type Attempt,
  type AttemptOutcome,
  type PassedOver,
  type RequestRecord,
} from '../../core/traffic/request-record.js';
import { BodyKeeper } from '../../core/traffic/kept-bodies.js';
import type { Usage } from '../../core/usage/usage.js';

/** What is known of a request when it arrives. */
export interface RequestFacts {
  readonly id: string;
  readonly wire: string;
  readonly modelAsked: string | null;
  readonly callerKeyId: string | null;
  /** What was asked, where it is to be kept; undefined where it is not. */
  readonly body?: Buffer | undefined;
}

/** What is known of an attempt when it ends. */
export interface AttemptEnd {
  /** HTTP status of the upstream. */
  readonly status?: number | null;
  /** A few words or a code; nothing of the prompt or of the answer. */
  readonly reason?: string | null;
}

/** Notes what happens to one attempt. Nothing here ever throws, waits or writes. */
export interface AttemptTrace {
  /** The upstream's first byte has come; only the first call counts. */
  firstByte(): void;
  /** A piece of what the upstream says. */
  answer(chunk: Buffer): void;
  /** Only the first call counts. */
  end(outcome: AttemptOutcome, end?: AttemptEnd): void;
}

/** Notes what happens to one request. Nothing here ever throws, waits or writes. */
export interface RequestTrace {
  /** The model after model routes. */
  modelUsed(model: string): void;
  /** @param choice  why this account, a short word of the scheduler's */
  attempt(accountId: string, choice?: string): AttemptTrace;
  /**
   * Accounts that were not chosen, and why. Worth gathering only where somebody will ask: when an account was passed over
   * for this request, or nobody could serve it.
   *
   * @param count  how many they are in all, where the list is not whole
   */
  considered(passedOver: readonly PassedOver[], count?: number): void;
  /** What the translation left out. */
  dropped(fields: readonly string[]): void;
  /** The last one counts. */
  usage(usage: Usage): void;
  /** The request is over; only the first call counts. `status` is what the caller got, `CALLER_LEFT` when it left. */
  finish(end: { readonly status: number; readonly error?: string | null }): void;
}

/** Notes nothing: for tests, and where nobody wants to know. */
export const SILENT_TRACE: RequestTrace = {
  modelUsed: () => undefined,
  attempt: () => ({ firstByte: () => undefined, answer: () => undefined, end: () => undefined }),
  considered: () => undefined,
  dropped: () => undefined,
  usage: () => undefined,
  finish: () => undefined,
};

/** Whom a trace tells of its end. */
export interface TraceSink {
  /** The place in the log of a request that ends now. */
  nextSeq(): number;
  finished(record: RequestRecord): void;
}

const LONGEST_LIST = 50;

/** A trace that becomes a record. One object a request and one an attempt, and nothing else made on the way. */
export class RecordingTrace implements RequestTrace {
  readonly #startedAtMs: number;
  readonly #startedMs: number;
  readonly #attempts: RecordingAttempt[] = [];
  #modelUsed: string | null = null;
  #passedOver: readonly PassedOver[] = [];
  #passedOverCount = 0;
  #droppedFields: readonly string[] = [];
  #usage: Usage | null = null;
  readonly #bodies: BodyKeeper | undefined;
  #isFinished = false;

  constructor(
    private readonly facts: RequestFacts,
    private readonly clock: Clock,
    private readonly sink: TraceSink,
  ) {
    this.#startedAtMs = clock.nowMs();
    this.#startedMs = clock.monotonicMs();
    this.#bodies = facts.body && new BodyKeeper(facts.body);
  }

  modelUsed(model: string): void {
    this.#modelUsed = model;
  }

  attempt(accountId: string, choice?: string): AttemptTrace {
    const attempt = new RecordingAttempt(accountId, choice ?? null, this.clock, this.#bodies);
    this.#bodies?.beginAnswer();
    this.#attempts.push(attempt);
    return attempt;
  }

  considered(passedOver: readonly PassedOver[], count = passedOver.length): void {
    this.#passedOver = [...this.#passedOver, ...passedOver.slice(0, LONGEST_LIST)].slice(0, LONGEST_LIST);
    this.#passedOverCount += Math.max(count, passedOver.length);
  }

  dropped(fields: readonly string[]): void {
    this.#droppedFields = fields.slice(0, LONGEST_LIST);
  }

  usage(usage: Usage): void {
    this.#usage = usage;
  }

  finish({ status, error = null }: { readonly status: number; readonly error?: string | null }): void {
    if (this.#isFinished) return;
    this.#isFinished = true;
    const attempts = this.#attempts;
    for (const attempt of attempts) attempt.end(status === CALLER_LEFT ? 'left' : 'failed');
    const last = attempts.at(-1);
    const { id, wire, modelAsked, callerKeyId } = this.facts;
    this.sink.finished({
      seq: this.sink.nextSeq(),
      id,
      startedAtMs: this.#startedAtMs,
      wire,
      modelAsked,
      modelUsed: this.#modelUsed,
      accountId: last?.accountId ?? null,
      callerKeyId,
      status,
      attempts: attempts.map((attempt) => attempt.told(this.#startedAtMs - this.#startedMs)),
      passedOver: this.#passedOver,
      passedOverCount: this.#passedOverCount,
      durationMs: toMicroseconds(this.clock.monotonicMs() - this.#startedMs),
      firstByteMs: last?.firstByteAtMs === undefined ? null : toMicroseconds(last.firstByteAtMs - this.#startedMs),
      usage: this.#usage,
      droppedFields: this.#droppedFields,
      error,
      ...(this.#bodies && { bodies: this.#bodies.told() }),
    });
  }
}

class RecordingAttempt implements AttemptTrace {
  readonly #startedMs: number;
  #endedMs: number | undefined;
  #outcome: AttemptOutcome = 'failed';
  #status: number | null = null;
  #reason: string | null = null;
  /** Monotonic milliseconds. */
  firstByteAtMs: number | undefined;

  constructor(
    readonly accountId: string,
    private readonly choice: string | null,
    private readonly clock: Clock,
    private readonly bodies: BodyKeeper | undefined,
  ) {
    this.#startedMs = clock.monotonicMs();
  }

  firstByte(): void {
    this.firstByteAtMs ??= this.clock.monotonicMs();
  }

  answer(chunk: Buffer): void {
    this.bodies?.answer(chunk);
  }

  end(outcome: AttemptOutcome, { status = null, reason = null }: AttemptEnd = {}): void {
    if (this.#endedMs !== undefined) return;
    this.#endedMs = this.clock.monotonicMs();
    this.#outcome = outcome;
    this.#status = status;
    this.#reason = reason;
  }

  /** @param originMs  what turns the monotonic clock into a date */
  told(originMs: number): Attempt {
    return {
      accountId: this.accountId,
      choice: this.choice,
      startedAtMs: toMicroseconds(originMs + this.#startedMs),
      firstByteMs: this.firstByteAtMs === undefined ? null : toMicroseconds(this.firstByteAtMs - this.#startedMs),
      endedAtMs: toMicroseconds(originMs + (this.#endedMs ?? this.#startedMs)),
      outcome: this.#outcome,
      status: this.#status,
      reason: this.#reason,
    };
  }
}

/** Finer than this, clocks only add digits. */
const toMicroseconds = (ms: number): number => Math.round(ms * 1000) / 1000;
