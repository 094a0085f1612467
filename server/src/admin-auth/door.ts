import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { AmbiguousRequestError, HostRefusedError } from '../core/errors/auth-errors.js';
import type { RegrantError } from '../core/errors/regrant-error.js';
import { AllowedOrigins } from './allowed-origins.js';

/** Headers of which the first or the last would win, depending on who reads them. */
const ONCE: ReadonlySet<string> = new Set(['host', 'authorization', 'content-length', 'content-type', 'origin']);
/** More than any client sends; beyond a certain number Node lets the rest fall under the table. */
const MOST_HEADERS = 200;

/** Stands before every route, the static files and the sockets included: what is not plainly meant for us goes no further. */
@Injectable()
export class Door {
  constructor(private readonly origins: AllowedOrigins) {}

  /** Why a request goes no further, or undefined. */
  refusalOf(request: Pick<IncomingMessage, 'headers' | 'rawHeaders' | 'url'>): RegrantError | undefined {
    const { rawHeaders } = request;
    if (rawHeaders.length > 2 * MOST_HEADERS) return new AmbiguousRequestError('too many headers');
    const double = doubleHeader(rawHeaders);
    if (double !== undefined) return new AmbiguousRequestError(`the header ${double} is there twice`);
    const { host } = request.headers;
    if (host === undefined || host === '') return new AmbiguousRequestError('there is no Host');
    if (!this.origins.isHost(host)) return new HostRefusedError();
    // An address with a host of its own (RFC 9112 §3.2.2) is for proxies; `*` is for nobody here.
    if (!(request.url ?? '').startsWith('/'))
      return new AmbiguousRequestError('the address does not begin with a slash');
    return undefined;
  }
}

/** A header that may be there once and is there twice. @param rawHeaders  names and values in turn */
function doubleHeader(rawHeaders: readonly string[]): string | undefined {
  const seen: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    if (!ONCE.has(name)) continue;
    if (seen.includes(name)) return name;
    seen.push(name);
  }
  return undefined;
}
