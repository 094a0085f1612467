import { hash } from 'node:crypto';
import type { NeutralRequest } from '../protocols/neutral/request.js';

/** As much of a first message as is looked at: enough to tell conversations apart, however long their documents are. */
const MESSAGE_CHARACTERS = 4_096;
const USER_ID_CHARACTERS = 512;

/** What a conversation is known by: the name its caller gives it, else a digest of how it began. Null where it has no beginning. */
export function sessionOf(request: NeutralRequest): string | null {
  if (request.session !== undefined && request.session !== '') return request.session.slice(0, USER_ID_CHARACTERS);
  const first = request.messages.find(({ role }) => role === 'user');
  const text = first?.content.find((part) => part.type === 'text')?.text;
  return text === undefined ? null : digest(text.slice(0, MESSAGE_CHARACTERS));
}

/**
 * The same for a body that is passed on unread: the first text of its messages is found, not parsed. A guess that is wrong
 * costs a cold prompt cache and nothing else.
 *
 * @param body  a `generateContent` request, or a Messages request
 */
export function sessionOfBytes(body: Buffer): string | null {
  const contents = body.indexOf('"contents"');
  const text = contents === -1 ? undefined : stringAfter(body, '"text"', contents, MESSAGE_CHARACTERS);
  return contents === -1 ? sessionOfMessages(body) : text === undefined ? null : digest(text);
}

function sessionOfMessages(body: Buffer): string | null {
  const metadata = body.indexOf('"metadata"');
  const userId = metadata === -1 ? undefined : stringAfter(body, '"user_id"', metadata, USER_ID_CHARACTERS);
  if (userId !== undefined && userId.length > 0) return userId.toString('utf8');
  const messages = body.indexOf('"messages"');
  if (messages === -1) return null;
  // A message's content is a text by itself, or a list whose first text is as good.
  const text =
    stringAfter(body, '"content"', messages, MESSAGE_CHARACTERS) ??
    stringAfter(body, '"text"', messages, MESSAGE_CHARACTERS);
  return text === undefined ? null : digest(text);
}

const [QUOTE, BACKSLASH, COLON, SPACE] = [0x22, 0x5c, 0x3a, 0x20];

/**
 * The beginning of the JSON string that is the value of the next `key`, with its escapes as they stand; undefined where
 * the value is something else. `"text"` may also be a value (a block's type): then the next one is meant.
 */
function stringAfter(body: Buffer, key: string, from: number, longest: number): Buffer | undefined {
  for (let at = body.indexOf(key, from); at !== -1; at = body.indexOf(key, at + key.length)) {
    const colon = pastSpace(body, at + key.length);
    if (body[colon] !== COLON) continue;
    const value = pastSpace(body, colon + 1);
    if (body[value] !== QUOTE) return undefined;
    return body.subarray(value + 1, endOfString(body, value + 1, Math.min(value + 1 + longest, body.length)));
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

const digest = (text: string | Buffer): string => hash('sha256', text, 'base64url').slice(0, 22);
