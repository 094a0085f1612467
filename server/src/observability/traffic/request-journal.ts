import { Injectable } from '@nestjs/common';
import { Clock } from '../../core/ports/clock.js';
import { LONGEST_KEPT } from '../../core/traffic/kept-bodies.js';
import { remember } from '../../core/remember.js';
import type { RequestRecord } from '../../core/traffic/request-record.js';
import { Log } from '../logger.js';
import { Redactor } from '../redactor.js';
import { RecordingTrace, SILENT_TRACE, type RequestFacts, type RequestTrace, type TraceSink } from './request-trace.js';

/** Hears of every request that has ended, within the call that ends it: what it does must cost next to nothing. */
export type RequestListener = (record: RequestRecord) => void;

/** Places in a millisecond: more requests than this cannot end in one. */
const PLACES = 1000;

/** The place in the log that requests have at least when they end at a time, epoch milliseconds. */
export const seqAt = (ms: number): number => Math.max(0, Math.floor(ms)) * PLACES;

/** All that the proxy needs to know of the traffic log. */
export interface Journal {
  open(facts: RequestFacts): RequestTrace;
}

/** A journal that nobody reads. */
export const SILENT_JOURNAL: Journal = { open: () => SILENT_TRACE };

/** Opens a trace for every request, and tells those who keep, count and show requests when one has ended. */
@Injectable()
export class RequestJournal implements Journal, TraceSink {
  readonly #listeners: RequestListener[] = [];
  #lastSeq = 0;
  #opened = 0;
  #ended = 0;

  constructor(
    private readonly clock: Clock,
    private readonly redactor: Redactor,
    private readonly log: Log,
  ) {}

  /** Never throws. `finish` of the trace ends it; a trace that is never finished is never told of. */
  open(facts: RequestFacts): RequestTrace {
    this.#opened += 1;
    return new RecordingTrace(facts, this.clock, this);
  }

  onFinished(listener: RequestListener): void {
    this.#listeners.push(listener);
  }

  /** Requests that are open now. */
  get inFlight(): number {
    return this.#opened - this.#ended;
  }

  /** For traces alone. */
  finished(request: RequestRecord): void {
    this.#ended += 1;
    const record = this.#withoutSecrets(request);
    for (const listener of this.#listeners) {
      try {
        listener(record);
      } catch (error) {
        // The request itself has gone well: a fault in the log is not its caller's.
        this.log.error(error);
      }
    }
  }

  /** For traces alone. By the time of the end, and always rising: the order stays that of the ends, over restarts too. */
  nextSeq(): number {
    this.#lastSeq = Math.max(this.#lastSeq + 1, seqAt(this.clock.nowMs()));
    return this.#lastSeq;
  }

  #hideAll(text: string | null): string | null {
    return text === null ? null : this.redactor.hide(text).slice(0, LONGEST_KEPT);
  }

  /** What callers and upstreams have written themselves is made short, and holds no secret when it comes to disk. */
  #withoutSecrets(request: RequestRecord): RequestRecord {
    const { modelAsked, modelUsed, attempts, passedOver, droppedFields, bodies } = request;
    const holdsNothing =
      isPlainName(modelAsked) &&
      isPlainName(modelUsed) &&
      passedOver.length === 0 &&
      droppedFields.length === 0 &&
      bodies === undefined &&
      attempts.every(({ reason }) => reason === null);
    if (holdsNothing) return request;
    // Shortened afterwards: of a secret that was cut, the rest would not be known for one.
    const hide = (text: string): string => this.redactor.hide(text.slice(0, LONGEST_INPUT)).slice(0, LONGEST_TEXT);
    return {
      ...request,
      modelAsked: modelAsked === null ? null : hide(modelAsked),
      modelUsed: modelUsed === null ? null : hide(modelUsed),
      attempts: attempts.map((attempt) => ({
        ...attempt,
        reason: attempt.reason === null ? null : hide(attempt.reason),
      })),
      passedOver: passedOver.map((one) => ({ ...one, reason: hide(one.reason) })),
      droppedFields: droppedFields.map(hide),
      ...(bodies && { bodies: { request: this.#hideAll(bodies.request), answer: this.#hideAll(bodies.answer) } }),
    };
  }
}

const LONGEST_INPUT = 20_000;
const LONGEST_TEXT = 200;

/** The names that nearly all requests have: no secret looks like one. */
const PLAIN_NAME = /^(?:gemini|claude)-[a-z0-9.@-]{1,40}$/;
const LONGEST_PLAIN = 50;

const isPlain = remember(200, (model: string): boolean => PLAIN_NAME.test(model));

const isPlainName = (model: string | null): boolean =>
  model === null || (model.length <= LONGEST_PLAIN && isPlain(model));
