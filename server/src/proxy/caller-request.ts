import type { IncomingHttpHeaders } from 'node:http';
import { RequestError } from '../protocols/neutral/request-error.js';

/** What a caller sent, as far as the wires look at it. */
export class CallerRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** As it was sent, not decoded: a name must not turn into a path. */
  readonly path: string;
  /** Behind the `?`. */
  readonly query: string;
  /** As it came; the wires take `bytes` or `json`, which refuse that there is none. */
  readonly body: Buffer | undefined;

  constructor(request: {
    readonly method: string;
    readonly path: string;
    readonly query: string;
    readonly headers: IncomingHttpHeaders;
    readonly body: Buffer | undefined;
  }) {
    this.method = request.method;
    this.headers = request.headers;
    this.path = request.path;
    this.query = request.query;
    this.body = request.body;
  }

  /** One header as text; undefined where it is missing or there are several. */
  header(name: string): string | undefined {
    const value = this.headers[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** @throws RequestError when there is none */
  get bytes(): Buffer {
    if (this.body === undefined || this.body.length === 0)
      throw new RequestError([], 'the body is missing; a JSON object is expected');
    return this.body;
  }

  /**
   * `__proto__` in a body stays an ordinary name: JSON.parse makes it an own property, and nothing here merges objects.
   *
   * @throws RequestError when there is none, or it is no JSON
   */
  get json(): unknown {
    try {
      return JSON.parse(this.bytes.toString('utf8')) as unknown;
    } catch (error) {
      if (error instanceof RequestError) throw error;
      throw new RequestError([], 'the body is not valid JSON');
    }
  }
}

/** There is no such thing here: told as 404 in the caller's wire. */
export class NoSuchRouteError extends Error {}
