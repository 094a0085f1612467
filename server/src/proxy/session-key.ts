import { crc32 } from 'node:zlib';
import type { NeutralRequest } from '../protocols/neutral/request.js';

/** As much of a first message as is looked at: enough to tell conversations apart, however long their documents are. */
const MESSAGE_CHARACTERS = 2_048;
const USER_ID_CHARACTERS = 512;

/** What a conversation is known by that its caller has given a name. */
export const sessionNamed = (name: string): number => fingerprint(name.slice(0, USER_ID_CHARACTERS));

/**
 * What a conversation is known by: a fingerprint of the name that its caller gives it, else of how it began. Null where it
 * has no beginning.
 */
export function sessionOf(request: NeutralRequest): number | null {
  if (request.session !== undefined && request.session !== '') return sessionNamed(request.session);
  const first = request.messages.find(({ role }) => role === 'user');
  const text = first?.content.find((part) => part.type === 'text')?.text;
  return text === undefined ? null : fingerprint(text.slice(0, MESSAGE_CHARACTERS));
}

/**
 * The same for a body that is passed on unread: the first text of its messages is found, not parsed. A guess that is wrong
 * costs a cold prompt cache and nothing else.
 *
 * @param body  a `generateContent` request, or a Messages request
 */
export function sessionOfBytes(body: Buffer): number | null {
  const contents = body.indexOf('"contents"');
  if (contents !== -1) return fingerprintAfter(body, '"text"', contents, MESSAGE_CHARACTERS) ?? null;
  const metadata = body.indexOf('"metadata"');
  const named = metadata === -1 ? EMPTY : fingerprintAfter(body, '"user_id"', metadata, USER_ID_CHARACTERS);
  if (named !== undefined && named !== EMPTY) return named;
  const messages = body.indexOf('"messages"');
  if (messages === -1) return null;
  // A message's content is a text by itself, or a list whose first text is as good.
  return (
    fingerprintAfter(body, '"content"', messages, MESSAGE_CHARACTERS) ??
    fingerprintAfter(body, '"text"', messages, MESSAGE_CHARACTERS) ??
    null
  );
}

/**
 * By what texts are told apart: a checksum, and how long they are. No proof of anything: two that are taken for one share an
 * account, and nothing else.
 */
export const fingerprint = (text: string | Buffer): number => crc32(text) + text.length * 2 ** 32;

const EMPTY = fingerprint('');

const [QUOTE, BACKSLASH, COLON, SPACE] = [0x22, 0x5c, 0x3a, 0x20];

/**
 * Of the beginning of the JSON string that is the value of the next `key`, with its escapes as they stand; undefined where
 * the value is something else. `"text"` may also be a value (a block's type): then the next one is meant.
 */
function fingerprintAfter(body: Buffer, key: string, from: number, longest: number): number | undefined {
  for (let at = body.indexOf(key, from); at !== -1; at = body.indexOf(key, at + key.length)) {
    const colon = pastSpace(body, at + key.length);
    if (body[colon] !== COLON) continue;
    const value = pastSpace(body, colon + 1);
    if (body[value] !== QUOTE) return undefined;
    const end = endOfString(body, value + 1, Math.min(value + 1 + longest, body.length));
    return fingerprint(body.subarray(value + 1, end));
  }
  return undefined;
}

function pastSpace(body: Buffer, from: number): number {
  let at = from;
  // All that JSON takes for white space comes before what it takes for anything else.
  while ((body[at] ?? Infinity) <= SPACE) at += 1;
  return at;
}

/** The quote that ends a string, or `end` if it is longer. */
function endOfString(body: Buffer, from: number, end: number): number {
  for (let at = from; at < end; at += 1) {
    const byte = body[at];
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) at += 1;
  }
  return end;
}
