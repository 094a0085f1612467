import type { IncomingHttpHeaders } from 'node:http';
import type { Usage } from '../core/usage/usage.js';
import type { WireProblem } from '../protocols/neutral/problem.js';
import { UpstreamAnswerError } from '../protocols/neutral/upstream-answer-error.js';
import type { AnswerHeaders, Caller } from './caller.js';
import type { Delivery } from './delivery.js';
import { Preamble } from './preamble.js';
import { UsageTap } from './usage-tap.js';

/** A whole answer is held back up to this size, so that one cut short is never taken for whole. */
const HELD_BYTES = 8 * 1024 * 1024;

/** Passes a whole answer on as it is: held until complete, streamed when it is too large for that. */
export class WholePassThrough implements Delivery {
  readonly #tap = new UsageTap();
  #held: Buffer[] = [];
  #heldBytes = 0;
  #contentType = 'application/json';

  constructor(
    private readonly caller: Caller,
    private readonly headers: AnswerHeaders = {},
  ) {}

  get started(): boolean {
    return this.caller.hasHead;
  }

  get usage(): Usage | undefined {
    return this.#tap.usage;
  }

  head(headers: IncomingHttpHeaders): void {
    this.#contentType = headers['content-type'] ?? this.#contentType;
  }

  data(chunk: Buffer): boolean {
    this.#tap.push(chunk);
    if (this.started) return this.caller.write(chunk);
    this.#held.push(chunk);
    this.#heldBytes += chunk.length;
    return this.#heldBytes <= HELD_BYTES || this.#release();
  }

  end(): void {
    if (this.started) this.caller.end();
    else this.caller.answer(200, this.#contentType, joined(this.#held, this.#heldBytes), this.headers);
  }

  fail(): void {
    this.caller.break();
  }

  #release(): boolean {
    const held = this.#held;
    this.#held = [];
    this.caller.head(200, this.#contentType, this.headers);
    return held.map((chunk) => this.caller.write(chunk)).every(Boolean);
  }
}

/** Most answers come in one piece. */
const joined = (pieces: readonly Buffer[], bytes: number): Buffer =>
  (pieces.length === 1 ? pieces[0] : undefined) ?? Buffer.concat(pieces, bytes);

const NOTHING_YET = Buffer.alloc(0);
/** The longest mark between two events: two line ends. */
const END_BYTES = 4;

/** Passes a stream on as it is, chunk by chunk, from its first content on. */
export class StreamPassThrough implements Delivery {
  readonly #tap = new UsageTap();
  readonly #preamble = new Preamble();
  #contentType = 'text/event-stream';
  /** The last chunk, or as much of the last ones as an event's end is long. */
  #tail: Buffer = NOTHING_YET;

  constructor(
    private readonly caller: Caller,
    private readonly headers: AnswerHeaders = {},
  ) {}

  get started(): boolean {
    return this.caller.hasHead;
  }

  get usage(): Usage | undefined {
    return this.#tap.usage;
  }

  head(headers: IncomingHttpHeaders): void {
    this.#contentType = headers['content-type'] ?? this.#contentType;
  }

  /** @throws InStreamRefusal when the upstream says no in place of content */
  data(chunk: Buffer): boolean {
    this.#tap.push(chunk);
    if (this.started) return this.#write(chunk);
    return this.#preamble.push(chunk) ? this.#start() : true;
  }

  /** @throws UpstreamAnswerError when nothing that is an answer has come */
  end(): void {
    if (!this.started) {
      if (this.#preamble.isBroken) throw new UpstreamAnswerError(NOTHING);
      this.#start();
    }
    this.caller.end();
  }

  #start(): boolean {
    this.caller.head(200, this.#contentType, { 'cache-control': 'no-cache', ...this.headers });
    return this.#preamble
      .take()
      .map((chunk) => this.#write(chunk))
      .every(Boolean);
  }

  #write(chunk: Buffer): boolean {
    this.#tail = chunk.length >= END_BYTES ? chunk : Buffer.concat([this.#tail, chunk]).subarray(-END_BYTES);
    return this.caller.write(chunk);
  }

  /** Between two events an error can be told; within one, or in an array, only a broken connection is honest. */
  fail(problem: WireProblem): void {
    const isBetweenEvents =
      this.#contentType.startsWith('text/event-stream') && /(\r\n\r\n|\n\n|\r\r)$/.test(this.#tail.toString('latin1'));
    if (isBetweenEvents) this.caller.end(this.caller.wire.streamError(problem, this.caller.requestId));
    else this.caller.break();
  }
}

const NOTHING: WireProblem = {
  status: 502,
  code: 'upstream.invalid_answer',
  detail: 'The upstream ended its answer before any content.',
  hint: 'Try again.',
};
