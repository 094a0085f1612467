import type { SkipState } from '../pool/skip-reason.js';
import type { Usage } from '../usage/usage.js';
import type { KeptBodies } from './kept-bodies.js';

/** How one attempt with one account ended; `left` when the caller went away before that. */
export type AttemptOutcome = 'served' | 'refused' | 'failed' | 'left';

/** One call of the upstream with one account. */
export interface Attempt {
  readonly accountId: string;
  /** Why this account, as a short word of the scheduler's (`session`, `next`, `fixed`, …); null when it was not told. */
  readonly choice: string | null;
  /** Epoch milliseconds, as `endedAtMs`. */
  readonly startedAtMs: number;
  /** Milliseconds from the attempt's start to the upstream's first byte. */
  readonly firstByteMs: number | null;
  readonly endedAtMs: number;
  readonly outcome: AttemptOutcome;
  /** HTTP status of the upstream; null when there was none. */
  readonly status: number | null;
  /** Why it was not served, in a few words; never anything of the prompt or of the answer. */
  readonly reason: string | null;
}

/** An account that was not chosen for a request, and why. */
export interface PassedOver {
  readonly accountId: string;
  /** Absent in records of earlier versions. */
  readonly state?: SkipState;
  /** The same in words. */
  readonly reason: string;
}

/**
 * One caller's request from its arrival to its end, with accounts by id alone. It holds neither prompt nor answer, unless
 * the settings ask for them.
 */
export interface RequestRecord {
  /** Its place in the log: rises with every request that ends, across restarts too. */
  readonly seq: number;
  /** What the caller got as `x-regrant-request-id`. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly startedAtMs: number;
  readonly wire: string;
  readonly modelAsked: string | null;
  /** After model routes; null when it came to no upstream. */
  readonly modelUsed: string | null;
  /** Who served, else who was tried last. */
  readonly accountId: string | null;
  readonly callerKeyId: string | null;
  /** What the caller was answered; `CALLER_LEFT` when it went away. */
  readonly status: number;
  readonly attempts: readonly Attempt[];
  /** A bounded list; `passedOverCount` has the whole number. */
  readonly passedOver: readonly PassedOver[];
  readonly passedOverCount: number;
  readonly durationMs: number;
  /** Milliseconds from arrival to the first byte of the answer that was passed on. */
  readonly firstByteMs: number | null;
  readonly usage: Usage | null;
  /** What the caller asked for and the upstream does not know. */
  readonly droppedFields: readonly string[];
  /** Code of the error the caller was told, in the head or within a stream. */
  readonly error: string | null;
  /** Absent unless the settings ask for it. */
  readonly bodies?: KeptBodies;
}

/** Stands for a status where the caller went away before it had its answer. */
export const CALLER_LEFT = 499;

/** How a request ended, for its caller. */
export type RequestState = 'served' | 'failed' | 'left';

/** A stream that broke after its head had gone out has the status 200 and an error: it failed all the same. */
export function stateOf({ status, error }: Pick<RequestRecord, 'status' | 'error'>): RequestState {
  if (status === CALLER_LEFT) return 'left';
  return error !== null || status >= 400 ? 'failed' : 'served';
}
