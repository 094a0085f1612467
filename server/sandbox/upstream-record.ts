import type { IncomingMessage } from 'node:http';
import type { SandboxGoogle } from './google.js';
import { readRequestBody } from './request-body.js';
import { sha256Hex } from './token-endpoint.js';

/** One request as it arrived, byte for byte, and how it ended. */
export interface UpstreamRecord {
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** Whose access token it carried; undefined when the token is not good. */
  readonly email: string | undefined;
  readonly accessTokenSha256: string | undefined;
  /** All headers but `authorization`. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** `aborted` when the caller left before the end of the answer. */
  outcome: 'pending' | 'answered' | 'refused' | 'fault' | 'aborted';
  /** Pieces of a stream that went out. */
  chunksSent: number;
}

/** Reads a request whole, and finds out whose access token it carries. */
export async function recordOf(
  request: IncomingMessage,
  google: Pick<SandboxGoogle, 'isValidAccessToken'>,
): Promise<UpstreamRecord> {
  const { authorization, ...headers } = request.headers;
  const accessToken = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  const url = new URL(request.url ?? '/', 'http://sandbox');
  return {
    atMs: Date.now(),
    method: request.method ?? '',
    path: url.pathname,
    query: url.search,
    body: await readRequestBody(request),
    // Judged when the request is whole, right before it is answered.
    email: accessToken === undefined ? undefined : (await google.isValidAccessToken(accessToken))?.email,
    accessTokenSha256: accessToken === undefined ? undefined : sha256Hex(accessToken),
    headers,
    outcome: 'pending',
    chunksSent: 0,
  };
}
