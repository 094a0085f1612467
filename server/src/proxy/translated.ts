import type { Clock } from '../core/ports/clock.js';
import type { Usage } from '../core/usage/usage.js';
import type { WireProblem } from '../protocols/neutral/problem.js';
import type { StreamPart } from '../protocols/neutral/stream-part.js';
import { UpstreamAnswerError } from '../protocols/neutral/upstream-answer-error.js';
import { SseParser } from '../protocols/sse/parser.js';
import type { AnswerHeaders, Caller } from './caller.js';
import type { PartWriter } from './conversation.js';
import type { Delivery } from './delivery.js';
import type { PartReader } from './providers/provider.js';
import { usageIn } from './usage-tap.js';

const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;
/** How long a stream may be silent before a wire that has pings sends one. */
const PING_AFTER_MS = 15_000;

/** A whole answer, handed over as JSON when it is complete. */
export class WholeAnswer implements Delivery {
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  #usage: Usage | undefined;

  /** @param take  tells what it cost; may throw `UpstreamAnswerError` as long as it has told the caller nothing */
  constructor(
    private readonly caller: Caller,
    private readonly take: (body: unknown) => Usage | undefined,
  ) {}

  /** An answer that could not be used has cost what it says all the same. */
  get usage(): Usage | undefined {
    return this.#usage ?? usageIn(this.#chunks);
  }

  get started(): boolean {
    return this.caller.hasHead;
  }

  head(): void {
    // The caller's own head is written with the answer.
  }

  data(chunk: Buffer): boolean {
    this.#bytes += chunk.length;
    if (this.#bytes > LARGEST_ANSWER_BYTES) throw new UpstreamAnswerError(NO_ANSWER);
    this.#chunks.push(chunk);
    return true;
  }

  end(): void {
    const [first] = this.#chunks;
    const whole = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks, this.#bytes);
    this.#usage = this.take(parse(whole.toString('utf8')));
  }

  fail(): void {
    this.caller.break();
  }
}

/** What a translated stream works with. */
export interface StreamParts {
  readonly reader: PartReader;
  readonly writer: PartWriter;
  readonly clock: Clock;
}

/** A stream, translated event by event. An error before the first content is a fault that another account may mend. */
export class TranslatedStream implements Delivery {
  readonly #events = new SseParser();
  #cancelPing = () => {};

  constructor(
    private readonly caller: Caller,
    private readonly headers: AnswerHeaders,
    private readonly through: StreamParts,
  ) {}

  get started(): boolean {
    return this.caller.hasHead;
  }

  get usage(): Usage | undefined {
    return this.through.reader.usage;
  }

  head(): void {
    // Written with the first content.
  }

  data(chunk: Buffer): boolean {
    return this.#pass(this.#events.push(chunk).flatMap(({ data }) => this.through.reader.push(data)));
  }

  end(): void {
    this.#pass(this.#events.flush().flatMap(({ data }) => this.through.reader.push(data)));
    this.#pass(this.through.reader.flush());
    this.#write(this.through.writer.flush());
    this.caller.end();
  }

  fail(problem: WireProblem): void {
    this.caller.end(this.through.writer.fail(problem, this.caller.requestId));
  }

  close(): void {
    this.#cancelPing();
  }

  #pass(parts: readonly StreamPart[]): boolean {
    const fault = parts.find((part) => part.type === 'error');
    if (fault && !this.started) throw new UpstreamAnswerError(fault.problem);
    return this.#write(this.through.writer.push(parts));
  }

  #write(text: string): boolean {
    if (text === '') return true;
    if (!this.started)
      this.caller.head(200, 'text/event-stream; charset=utf-8', { 'cache-control': 'no-cache', ...this.headers });
    this.#pingLater();
    return this.caller.write(text);
  }

  #pingLater(): void {
    const { writer, clock } = this.through;
    if (!writer.ping) return;
    this.#cancelPing();
    this.#cancelPing = clock.schedule(PING_AFTER_MS, () => {
      if (!this.caller.isOver) this.#write(writer.ping?.() ?? '');
    });
  }
}

const NO_ANSWER: WireProblem = {
  status: 502,
  code: 'upstream.invalid_answer',
  detail: 'The upstream gave no usable answer.',
  hint: 'Try again.',
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UpstreamAnswerError(NO_ANSWER);
  }
}
