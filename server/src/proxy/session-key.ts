import { createHash } from 'node:crypto';
import type { NeutralRequest } from '../protocols/neutral/request.js';

/** As much of a first message as is looked at: enough to tell conversations apart, however long their documents are. */
const MESSAGE_CHARACTERS = 4_096;
const USER_ID_CHARACTERS = 512;

/** What a conversation is known by: the name its caller gives it, else a digest of how it began. Null where it has no beginning. */
export function sessionOf(request: NeutralRequest): string | null {
  if (request.session !== undefined && request.session !== '') return request.session.slice(0, USER_ID_CHARACTERS);
  const first = request.messages.find(({ role }) => role === 'user');
  const text = first?.content.find((part) => part.type === 'text')?.text;
  return text === undefined ? null : digest(text);
}

/**
 * The same for a body that is passed on unread: the first text of its messages is found, not parsed. A guess that is wrong
 * costs a cold prompt cache and nothing else.
 *
 * @param body  a `generateContent` request, or a Messages request
 */
export function sessionOfBytes(body: Buffer): string | null {
  const metadata = body.indexOf('"metadata"');
  const userId = metadata === -1 ? undefined : stringAfter(body, '"user_id"', metadata, USER_ID_CHARACTERS);
  if (userId !== undefined && userId !== '') return userId;
  const contents = body.indexOf('"contents"');
  const messages = contents === -1 ? body.indexOf('"messages"') : -1;
  // A message's content is a text by itself, or a list whose first text is as good.
  const text =
    (messages === -1 ? undefined : stringAfter(body, '"content"', messages, MESSAGE_CHARACTERS)) ??
    (contents + messages === -2
      ? undefined
      : stringAfter(body, '"text"', Math.max(contents, messages), MESSAGE_CHARACTERS));
  return text === undefined ? null : digest(text);
}

/**
 * The beginning of the JSON string that is the value of the next `key`, with its escapes as they stand. `"text"` may also
 * be a value (a block's type): then the next one is meant.
 */
function stringAfter(body: Buffer, key: string, from: number, longest: number): string | undefined {
  for (let at = body.indexOf(key, from); at !== -1; at = body.indexOf(key, at + key.length)) {
    const rest = body.toString('utf8', at + key.length, at + key.length + longest);
    const value = /^\s*:\s*(.*)/s.exec(rest)?.[1];
    if (value !== undefined) return /^"((?:[^"\\]|\\.)*)/s.exec(value)?.[1];
  }
  return undefined;
}

const digest = (text: string): string =>
  createHash('sha256').update(text.slice(0, MESSAGE_CHARACTERS)).digest('base64url').slice(0, 22);
