import type { WireProblem } from '../neutral/problem.js';
import type { StreamPart } from '../neutral/stream-part.js';
import { sseEvent } from '../sse/serializer.js';
import { ResponsesWriter, type ResponsesAnswerOptions } from './writer.js';

/**
 * Writes neutral parts as the events of a Responses stream, numbered from 0, from `response.created` to
 * `response.completed`, `response.incomplete` or `response.failed`.
 */
export class ResponsesStream {
  readonly #writer: ResponsesWriter;
  #text = '';
  #sequence = 0;

  constructor(options: ResponsesAnswerOptions) {
    this.#writer = new ResponsesWriter(options, (event) => {
      const { type, ...members } = event;
      this.#text += sseEvent(type, JSON.stringify({ type, sequence_number: this.#sequence, ...members }));
      this.#sequence += 1;
    });
  }

  /** True once something has been written: from then on no other account may take over. */
  get started(): boolean {
    return this.#writer.started;
  }

  /** @returns text to write, empty when these parts say nothing to the caller yet */
  push(parts: readonly StreamPart[]): string {
    for (const part of parts) this.#writer.push(part);
    return this.#take();
  }

  /** The end of the stream. */
  flush(): string {
    this.#writer.finish();
    return this.#take();
  }

  /** Ends the stream with an error; whatever comes afterwards is not written. */
  fail(problem: WireProblem): string {
    this.#writer.fail(problem);
    return this.#take();
  }

  #take(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }
}
