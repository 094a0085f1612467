import type { WireProblem } from '../protocols/neutral/problem.js';
import type { StreamPart } from '../protocols/neutral/stream-part.js';
import { UpstreamAnswerError } from '../protocols/neutral/upstream-answer-error.js';
import { SseParser } from '../protocols/sse/parser.js';
import type { AnswerHeaders, Caller } from './caller.js';
import type { Delivery } from './delivery.js';

/** Reads an upstream's stream events into neutral parts. */
interface PartReader {
  push(data: string): StreamPart[];
  flush(): StreamPart[];
}

/** Writes neutral parts as text of the caller's wire. */
interface PartWriter {
  push(parts: readonly StreamPart[]): string;
  flush(): string;
  fail(problem: WireProblem): string;
}

const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;

/** A whole answer, translated when it is complete. */
export class TranslatedWhole implements Delivery {
  readonly #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(
    private readonly caller: Caller,
    private readonly headers: AnswerHeaders,
    private readonly translate: (body: unknown) => unknown,
  ) {}

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
    const answer = this.translate(parse(Buffer.concat(this.#chunks, this.#bytes).toString('utf8')));
    this.caller.answer(200, 'application/json; charset=utf-8', JSON.stringify(answer), this.headers);
  }

  fail(): void {
    this.caller.break();
  }
}

/** A stream, translated event by event. An error before the first content is a fault that another account may mend. */
export class TranslatedStream implements Delivery {
  readonly #events = new SseParser();

  constructor(
    private readonly caller: Caller,
    private readonly headers: AnswerHeaders,
    private readonly through: { readonly reader: PartReader; readonly writer: PartWriter },
  ) {}

  get started(): boolean {
    return this.caller.hasHead;
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
    this.caller.end(this.through.writer.fail(problem));
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
    return this.caller.write(text);
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
