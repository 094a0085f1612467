import type { ServerResponse } from 'node:http';
import type { WireProblem } from '../protocols/neutral/problem.js';
import type { Wire } from './wire.js';

/** What an answer to a caller may carry besides its content type. */
export type AnswerHeaders = Readonly<Record<string, string | undefined>>;

const JSON_TYPE = 'application/json; charset=utf-8';

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

  /** Told once when the caller leaves before the answer is complete; the answer ends that. */
  onLeave(listener: () => void): () => void {
    const leave = () => {
      if (!this.#response.writableFinished) listener();
    };
    this.#response.once('close', leave);
    return () => this.#response.off('close', leave);
  }

  /** Told when more can be written. */
  onDrain(listener: () => void): () => void {
    this.#response.on('drain', listener);
    return () => this.#response.off('drain', listener);
  }

  head(status: number, contentType: string, headers: AnswerHeaders = {}): void {
    const present = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
    this.#response.writeHead(status, {
      'content-type': contentType,
      'x-regrant-request-id': this.requestId,
      ...(this.wire.requestIdHeader === undefined ? {} : { [this.wire.requestIdHeader]: this.requestId }),
      'x-content-type-options': 'nosniff',
      ...present,
    });
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
    this.end(body);
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
