import type { IncomingHttpHeaders } from 'node:http';
import type { Log } from '../observability/logger.js';
import type { AttemptTrace } from '../observability/traffic/request-trace.js';
import type { Usage } from '../core/usage/usage.js';
import type { WireProblem } from '../protocols/neutral/problem.js';
import { UpstreamAnswerError } from '../protocols/neutral/upstream-answer-error.js';
import type { HttpUpstream, UpstreamCall, UpstreamHandler, UpstreamRequest } from '../upstream/http-upstream.js';
import type { Caller } from './caller.js';
import type { Delivery } from './delivery.js';
import { InStreamRefusal } from './in-stream-refusal.js';
import type { Leaving } from './leaving.js';
import {
  inStreamRefusal,
  REFUSED_BYTES,
  REFUSED_WITHIN_MS,
  refusalFor,
  refusalOfProblem,
  type Refusal,
} from './refusal.js';

/** How one attempt ended. */
export type AttemptEnding =
  /** The caller has its answer, or has left, or was told in the stream that it broke. */
  | { readonly kind: 'over'; /** The upstream broke off in the middle. */ readonly isBroken?: boolean }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'failed'; readonly problem: WireProblem };

/** What an attempt works with. */
export interface AttemptParts {
  readonly upstream: HttpUpstream;
  readonly log: Log;
  readonly caller: Caller;
  readonly delivery: Delivery;
  readonly leaving: Leaving;
  readonly trace: AttemptTrace;
}

const OVER: AttemptEnding = { kind: 'over' };

const BROKEN: WireProblem = {
  status: 502,
  code: 'upstream.unreachable',
  detail: 'The upstream broke off its answer.',
  hint: 'Try again.',
};

/** An upstream's refusal while it is being read. */
interface Refusing {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer[];
  bytes: number;
  /** Ends the patience with one that never ends. */
  readonly timer: NodeJS.Timeout;
}

/** One request to the upstream with one account: what it answers is delivered as it comes, and its end is told once. */
export class Attempt implements UpstreamHandler {
  readonly #parts: AttemptParts;
  readonly #leave = () => this.#callerLeft();
  readonly #resume = () => {
    this.#isPaused = false;
    this.#call?.resume();
  };
  #call: UpstreamCall | undefined;
  #refusing: Refusing | undefined;
  #isOver = false;
  #isPaused = false;
  #resolve: (ending: AttemptEnding) => void = () => undefined;

  constructor(parts: AttemptParts) {
    this.#parts = parts;
  }

  /** Resolves when it is over or may be followed by another. */
  run(request: UpstreamRequest): Promise<AttemptEnding> {
    return new Promise((resolve) => {
      this.#resolve = resolve;
      this.#call = this.#parts.upstream.send(request, this);
      this.#parts.leaving.on(this.#leave);
    });
  }

  /** What the answer cost, as far as it said so; known when it is over. */
  get usage(): Usage | undefined {
    return this.#parts.delivery.usage;
  }

  onHead(status: number, headers: IncomingHttpHeaders): void {
    if (status === 200) {
      this.#parts.delivery.head(headers);
      return;
    }
    const timer = setTimeout(() => this.#heardEnough(), REFUSED_WITHIN_MS).unref();
    this.#refusing = { status, headers, body: [], bytes: 0, timer };
  }

  onData(chunk: Buffer): boolean {
    if (this.#refusing) return this.#readRefusal(this.#refusing, chunk);
    const { trace, delivery, caller } = this.#parts;
    trace.firstByte();
    trace.answer(chunk);
    try {
      if (delivery.data(chunk)) return true;
    } catch (error) {
      this.#undelivered(error);
      return true;
    }
    // What was on its way already may still come: one listener is enough.
    if (!this.#isPaused) caller.onDrain(this.#resume);
    this.#isPaused = true;
    return false;
  }

  onEnd(): void {
    if (this.#refusing) {
      this.#judge(this.#refusing);
      return;
    }
    try {
      this.#parts.delivery.end();
      this.#finish(OVER);
    } catch (error) {
      this.#undelivered(error);
    }
  }

  onError(error: Error): void {
    if (this.#parts.leaving.hasLeft) this.#finish(OVER);
    else this.#broken(problemOf(error));
  }

  #readRefusal(refusing: Refusing, chunk: Buffer): boolean {
    this.#parts.trace.answer(chunk);
    refusing.body.push(chunk);
    refusing.bytes += chunk.length;
    if (refusing.bytes >= REFUSED_BYTES) this.#heardEnough();
    return true;
  }

  #judge({ status, headers, body }: Refusing): void {
    this.#finish({ kind: 'refused', refusal: refusalFor(status, headers, Buffer.concat(body)) });
  }

  /** The status has said no already: another account need not wait for all of its words. */
  #heardEnough(): void {
    if (this.#isOver || !this.#refusing) return;
    this.#judge(this.#refusing);
    this.#call?.abort();
  }

  #callerLeft(): void {
    this.#call?.abort();
    this.#finish(OVER);
  }

  /** An answer that is none is a fault like any other. */
  #undelivered(error: unknown): void {
    const { delivery, log, caller } = this.#parts;
    const refusal = delivery.started ? undefined : refusalIn(error);
    if (refusal) this.#finish({ kind: 'refused', refusal });
    else if (error instanceof UpstreamAnswerError) this.#broken(error.problem);
    else {
      log.error(error, { request_id: caller.requestId });
      this.#broken(BROKEN);
    }
    this.#call?.abort();
  }

  #broken(problem: WireProblem): void {
    // Aborting the upstream tells of an error as well; the one that led to it has been told.
    if (this.#isOver) return;
    const { delivery } = this.#parts;
    if (!delivery.started) {
      this.#finish({ kind: 'failed', problem });
      return;
    }
    delivery.fail(problem);
    this.#finish({ kind: 'over', isBroken: true });
  }

  #finish(ending: AttemptEnding): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#refusing?.timer);
    this.#parts.delivery.close?.();
    this.#parts.leaving.off(this.#leave);
    this.#resolve(ending);
  }
}

/** What the upstream refused after it had begun with success; undefined for an answer that is none at all. */
function refusalIn(error: unknown): Refusal | undefined {
  if (error instanceof InStreamRefusal) return inStreamRefusal(error.body);
  const isOurs = !(error instanceof UpstreamAnswerError) || error.problem.code.startsWith('upstream.');
  return isOurs ? undefined : refusalOfProblem(error.problem);
}

function problemOf(error: Error): WireProblem {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (!code.endsWith('TIMEOUT')) return BROKEN;
  return { status: 504, code: 'upstream.timeout', detail: 'The upstream did not answer in time.', hint: 'Try again.' };
}
