import type { IncomingHttpHeaders } from 'node:http';

/** Where a key was found, and what it is. */
export interface CarriedKey {
  readonly carrier: string;
  readonly key: string;
}

/** Every key in a request, by the carriers that the providers' SDKs use; all four are worth the same. */
export function carriedKeys(headers: IncomingHttpHeaders, query: string): readonly CarriedKey[] {
  const carried: CarriedKey[] = [];
  const add = (carrier: string, key: unknown): void => {
    if (typeof key === 'string' && key !== '') carried.push({ carrier, key });
  };
  const { authorization, 'x-api-key': anthropic, 'x-goog-api-key': google } = headers;
  if (authorization !== undefined) add('Authorization', bearerIn(authorization));
  if (anthropic !== undefined) add('x-api-key', anthropic);
  if (google !== undefined) add('x-goog-api-key', google);
  if (MAY_HOLD_KEY.test(query)) for (const key of new URLSearchParams(query).getAll('key')) add('?key=', key);
  return carried;
}

const BEARER = 'bearer ';

/** What follows the word, in any case, and its spaces. @see RFC 6750 §2.1 */
function bearerIn(authorization: string): string {
  if (authorization.slice(0, BEARER.length).toLowerCase() !== BEARER) return '';
  let at = BEARER.length;
  while (authorization[at] === ' ') at += 1;
  return authorization.slice(at);
}

/** A name may be written with escapes. */
const MAY_HOLD_KEY = /key|%/;

/** What is there in place of a key and cannot be one: said to who wonders why his key was not seen. */
export function unusableCarrier(headers: IncomingHttpHeaders, query: string): string | undefined {
  if (headers.authorization !== undefined) return 'Authorization is there, but it is not "Bearer <key>"';
  for (const name of ['x-api-key', 'x-goog-api-key'] as const) {
    if (headers[name] !== undefined) return `${name} is there, but empty`;
  }
  return new URLSearchParams(query).has('key') ? '?key= is there, but empty' : undefined;
}

/** Whether a browser, or something in front of Regrant, sent this: neither is a program on this machine. */
export function isFromElsewhere(headers: IncomingHttpHeaders): boolean {
  for (const name in headers) {
    if (ELSEWHERE.has(name) || name.startsWith('sec-') || name.startsWith('x-forwarded-')) return true;
  }
  return false;
}

const ELSEWHERE: ReadonlySet<string> = new Set(['origin', 'referer', 'cookie', 'forwarded', 'via', 'x-real-ip']);
