import type { ServerResponse } from 'node:http';
import { PLAIN_HEADERS } from '../admin-auth/plain-headers.js';
import type { WireProblem } from '../protocols/neutral/problem.js';
import type { Wire } from './wire.js';

/** What an answer to a caller may carry besides its content type. */
export type AnswerHeaders = Readonly<Record<string, string | undefined>>;

const JSON_TYPE = 'application/json; charset=utf-8';
/** In Node's raw form: names and values in turn. */
const PLAIN: readonly string[] = Object.entries(PLAIN_HEADERS).flat();

/**
 * The caller's side of a request: writes with back-pressure, and knows when the caller has left.
 * Every answer carries the request's id.
 */
export class Caller {
  readonly #response: ServerResponse;

  constructor(
    response: ServerResponse,
    readonly wire: Wire,
    readonly requestId: string,
  ) {
    this.#response = response;
  }

  /** The head has been sent: what follows can only be content. */
  get hasHead(): boolean {
    return this.#response.headersSent;
  }

  /** What the caller was answered. */
  get status(): number {
    return this.#response.statusCode;
  }

  /** The connection is gone, or the answer is complete. */
  get isOver(): boolean {
    return this.#response.destroyed || this.#response.writableEnded;
  }

  /** Told once if the caller leaves before the answer is complete. */
  onLeave(listener: () => void): void {
    this.#response.on('close', () => {
      if (!this.#response.writableFinished) listener();
    });
  }

  /** Told once, when more can be written. */
  onDrain(listener: () => void): void {
    this.#response.once('drain', listener);
  }

  head(status: number, contentType: string, headers: AnswerHeaders = {}): void {
    const { requestIdHeader } = this.wire;
    const lines = ['content-type', contentType, 'x-regrant-request-id', this.requestId, ...PLAIN];
    if (requestIdHeader !== undefined) lines.push(requestIdHeader, this.requestId);
    for (const name in headers) {
      const value = headers[name];
      if (value !== undefined) lines.push(name, value);
    }
    this.#response.writeHead(status, lines);
  }

  /** False when the caller reads too slowly for more. */
  write(chunk: string | Buffer): boolean {
    return this.#response.write(chunk);
  }

  end(chunk?: string | Buffer): void {
    this.#response.end(chunk);
  }

  /** Breaks the connection: the caller must not take what it has for a whole answer. */
  break(): void {
    this.#response.destroy();
  }

  /** A whole answer. */
  answer(status: number, contentType: string, body: string | Buffer, headers: AnswerHeaders = {}): void {
    if (this.isOver) return;
    this.head(status, contentType, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
    this.#response.end(body);
  }

  /** An error in the caller's own wire. */
  refuse(problem: WireProblem, headers: AnswerHeaders = {}): void {
    const body = JSON.stringify(this.wire.error(problem, this.requestId));
    this.answer(problem.status, JSON_TYPE, body, headers);
  }

  /** A whole answer as JSON. */
  json(body: unknown, headers: AnswerHeaders = {}): void {
    this.answer(200, JSON_TYPE, JSON.stringify(body), headers);
  }
}
