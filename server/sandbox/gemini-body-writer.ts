import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Barrier } from './barrier.js';
import type { StreamFault } from './gemini-fault.js';

/** Where a stream is held: after this many pieces have gone out. */
export interface StreamHold {
  readonly afterChunks: number;
  readonly barrier: Barrier;
}

export type StreamFormat = 'sse' | 'named-sse' | 'array';

/** Writes a body piece by piece, minding the reader's pace, and cuts the connection where a fault says so. */
export class GeminiBodyWriter {
  #bytes = 0;

  constructor(
    private readonly response: ServerResponse,
    private readonly fault: StreamFault,
    private readonly onChunk: (count: number) => void,
  ) {}

  /** The whole answer at once. */
  async sendWhole(body: object): Promise<void> {
    const bytes = Buffer.from(JSON.stringify(body, null, 2));
    this.response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8', 'content-length': bytes.length });
    if (await this.#write(bytes)) this.response.end();
  }

  /**
   * Pieces as server-sent events, as events named after their `type`, which is what Claude sends, or as the elements of one
   * JSON array, which is what Google sends without `alt=sse`.
   */
  async sendStream(chunks: readonly object[], format: StreamFormat, holds: readonly StreamHold[]): Promise<void> {
    this.response.writeHead(200, {
      'content-type': format === 'array' ? 'application/json; charset=UTF-8' : 'text/event-stream',
    });
    this.response.flushHeaders();
    for (const [index, chunk] of chunks.entries()) {
      for (const { afterChunks, barrier } of holds) if (afterChunks === index) await barrier.pass();
      if (this.fault.delayChunksMs) await delay(this.fault.delayChunksMs);
      const isFirst = index === 0;
      const text = format === 'array' ? arrayElement(chunk, isFirst) : serverSentEvent(chunk, format);
      if (!(await this.#write(Buffer.from(text)))) return;
      this.onChunk(index + 1);
    }
    for (const { afterChunks, barrier } of holds) if (afterChunks >= chunks.length) await barrier.pass();
    this.response.end(format === 'array' ? (chunks.length === 0 ? '[]' : '\n]\n') : undefined);
  }

  /** False when nothing more can go out. */
  async #write(bytes: Buffer): Promise<boolean> {
    if (this.response.destroyed) return false;
    const room = (this.fault.cutAfterBytes ?? Infinity) - this.#bytes;
    this.#bytes += bytes.length;
    if (bytes.length > room) {
      this.response.write(bytes.subarray(0, room), () => this.response.destroy());
      return false;
    }
    if (!this.response.write(bytes)) {
      const either = new AbortController();
      const { signal } = either;
      // The one that does not come is given up, or listeners would pile up with every piece.
      await Promise.race([once(this.response, 'drain', { signal }), once(this.response, 'close', { signal })]);
      either.abort();
    }
    return !this.response.destroyed;
  }
}

function serverSentEvent(chunk: object, format: 'sse' | 'named-sse'): string {
  const data = JSON.stringify(chunk);
  if (format === 'sse') return `data: ${data}\r\n\r\n`;
  return `event: ${'type' in chunk ? String(chunk.type) : 'message'}\ndata: ${data}\n\n`;
}

function arrayElement(chunk: object, isFirst: boolean): string {
  return `${isFirst ? '[' : '\n,\n'}${JSON.stringify(chunk, null, 2)}`;
}
