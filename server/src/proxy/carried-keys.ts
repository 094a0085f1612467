import type { IncomingHttpHeaders } from 'node:http';

/** Where a key was found, and what it is. */
export interface CarriedKey {
  readonly carrier: string;
  readonly key: string;
}

/** Every key in a request, by the carriers that the providers' SDKs use; all four are worth the same. */
export function carriedKeys(headers: IncomingHttpHeaders, query: string): readonly CarriedKey[] {
  const bearer = headers.authorization?.match(/^Bearer +(.+)$/i)?.[1];
  const candidates: readonly (readonly [string, unknown])[] = [
    ['Authorization', bearer],
    ['x-api-key', headers['x-api-key']],
    ['x-goog-api-key', headers['x-goog-api-key']],
    ...new URLSearchParams(query).getAll('key').map((key) => ['?key=', key] as const),
  ];
  return candidates.flatMap(([carrier, key]) => (typeof key === 'string' && key !== '' ? [{ carrier, key }] : []));
}

/** What is there in place of a key and cannot be one: said to who wonders why his key was not seen. */
export function unusableCarrier(headers: IncomingHttpHeaders, query: string): string | undefined {
  if (headers.authorization !== undefined) return 'Authorization is there, but it is not "Bearer <key>"';
  for (const name of ['x-api-key', 'x-goog-api-key'] as const) {
    if (headers[name] !== undefined) return `${name} is there, but empty`;
  }
  return new URLSearchParams(query).has('key') ? '?key= is there, but empty' : undefined;
}

/** Whether a browser, or something in front of Regrant, sent this: neither is a program on this machine. */
export const isFromElsewhere = (headers: IncomingHttpHeaders): boolean =>
  Object.keys(headers).some(
    (name) => ELSEWHERE.has(name) || name.startsWith('sec-') || name.startsWith('x-forwarded-'),
  );

const ELSEWHERE: ReadonlySet<string> = new Set(['origin', 'referer', 'cookie', 'forwarded', 'via', 'x-real-ip']);
