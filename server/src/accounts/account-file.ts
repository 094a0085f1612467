import { hash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { BoundedRead } from '../config/bounded-read.js';
import { applyEdits, isJsonObject, type FieldEdit, type JsonObject } from '../core/accounts/document.js';
import { StorageError } from '../core/errors/storage-error.js';
import { editAccountText, type AccountText } from './edit-account-text.js';
import { isDeeperThan } from './json-spans.js';
import type { SealedTokens } from './sealed-tokens.js';

/** Account files are about 1 KiB; what is beyond this is not one, and would hold up everything else. */
export const MAX_ACCOUNT_BYTES = 1024 * 1024;

/** Far deeper than any tool nests, far shallower than what overflows a stack. */
const MAX_DEPTH = 128;

const SUFFIX = '.json';
const BYTE_ORDER_MARK = '\uFEFF';
/** No JSON begins with this byte but behind a byte order mark. */
const FIRST_OF_MARK = 0xef;

/** What is in an account file: the text as it lies there, and what it means, with its tokens plain. */
export type AccountFile =
  | (AccountText & {
      readonly kind: 'readable';
      readonly revision: string;
      readonly stamp: string;
      /** Whether its tokens are stored as they should be. */
      readonly isSettled: boolean;
    })
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'unreadable';
      readonly reason: string;
      readonly bytes?: Buffer;
      readonly stamp?: string;
      /** Whether a writer at work could be the cause, so that another look in a moment may find it whole. */
      readonly mayHeal: boolean;
      /** Whether all that is wrong is a sealed token that does not open. */
      readonly isSealed?: boolean;
    };

/** Whose file a text is, and how its tokens are stored. */
export interface Storage {
  readonly id: string;
  readonly tokens: SealedTokens;
}

/**
 * Whether this can be the name of an account file: one visible name in the folder, nothing that leads elsewhere.
 * Earlier tools use UUIDs, but any such name is taken.
 */
export const isAccountId = (id: string): boolean =>
  /^[^./\\\p{Cc}][^/\\\p{Cc}]*$/u.test(id) && Buffer.byteLength(id) <= 240;

/** @returns the account's id, or undefined for anything in the folder that is not an account file */
export function accountIdOf(fileName: string): string | undefined {
  if (!fileName.endsWith(SUFFIX)) return undefined;
  const id = fileName.slice(0, -SUFFIX.length);
  return isAccountId(id) ? id : undefined;
}

export const accountFileName = (id: string): string => id + SUFFIX;

/** What a read of an account file means. */
export function parseAccountFile(read: BoundedRead, storage: Storage): AccountFile {
  if (read.kind === 'missing') return read;
  // Without bytes it is a link, a pipe, too large or forbidden: no writer's passing state.
  if (read.kind === 'unreadable') return { ...read, mayHeal: read.bytes !== undefined };
  const parsed = parseAccountText(read.text, storage);
  if (parsed.kind === 'unreadable') {
    return { kind: 'unreadable', reason: parsed.reason, bytes: read.bytes, stamp: read.stamp, mayHeal: true };
  }
  if (parsed.kind === 'sealed') {
    // A whole file: there is nothing to wait for, and no damage to keep a copy of.
    const reason = storage.tokens.hasKey ? NOT_OPENING : WITHOUT_KEY;
    return { kind: 'unreadable', reason, stamp: read.stamp, mayHeal: false, isSealed: true };
  }
  return {
    kind: 'readable',
    // With its byte order mark, because a write gives back what it found.
    text: read.bytes[0] === FIRST_OF_MARK ? BYTE_ORDER_MARK + read.text : read.text,
    document: parsed.document,
    revision: revisionOf(read.bytes),
    stamp: read.stamp,
    isSettled: storage.tokens.isSettled(read.text),
  };
}

const NOT_OPENING = 'has an encrypted token that does not open: it was changed, or belongs to another file or key';
const WITHOUT_KEY = 'has encrypted tokens, and Regrant was started without their key';

export const revisionOf = (content: string | Uint8Array): string => hash('sha256', content);

/** A new account file; `id` comes first. */
export function newAccountText(document: JsonObject, storage: Storage): AccountText {
  const { id, tokens } = storage;
  const ownId = { path: ['id'], value: id } as const;
  const plain = `${JSON.stringify(applyEdits({ id, ...document }, [ownId]), null, 2)}\n`;
  const text = tokens.close(id, plain, { stored: new Map() });
  return { text, document: readBack(text, storage) };
}

/** The text with the edits made and its tokens stored as they should be, checked before anybody writes it over a grant. */
export function editedAccountText(before: AccountText, edits: readonly FieldEdit[], storage: Storage): AccountText {
  const { id, tokens } = storage;
  const opened = tokens.open(id, before.text);
  if (opened === undefined) throw damaging();
  const { text: plain, document } = editAccountText({ text: opened.text, document: before.document }, edits);
  const text = tokens.close(id, plain, opened);
  if (text !== before.text && !isDeepStrictEqual(readBack(text, storage), document)) throw damaging();
  return { text, document };
}

/** What the text will mean to the next reader. */
function readBack(text: string, storage: Storage): JsonObject {
  const check = parseAccountText(text.replace(BYTE_ORDER_MARK, ''), storage);
  if (check.kind !== 'document' || Buffer.byteLength(text) > MAX_ACCOUNT_BYTES) throw damaging();
  return check.document;
}

const damaging = (): StorageError =>
  new StorageError('The change would have made the account file unreadable and was not written.', {
    cause: undefined,
    errno: 'EINVAL',
    hint: 'Make the values smaller; if they are not unusual, report this as a fault of Regrant.',
  });

/** What the account's file holds as its refresh token; null when there is none. */
export function storedRefreshToken(document: JsonObject): string | null {
  const token = document['token'];
  const value = isJsonObject(token) ? token['refresh_token'] : null;
  return typeof value === 'string' ? value : null;
}

function parseAccountText(
  text: string,
  { id, tokens }: Storage,
): { kind: 'document'; document: JsonObject } | { kind: 'unreadable'; reason: string } | { kind: 'sealed' } {
  if (text.trim() === '') return { kind: 'unreadable', reason: 'is empty' };
  if (isDeeperThan(text, MAX_DEPTH)) return { kind: 'unreadable', reason: `is nested deeper than ${MAX_DEPTH} levels` };
  try {
    const value: unknown = JSON.parse(text);
    if (!isJsonObject(value)) return { kind: 'unreadable', reason: 'is JSON, but not an object' };
    const document = tokens.read(id, text, value);
    return document === undefined ? { kind: 'sealed' } : { kind: 'document', document };
  } catch (error) {
    return { kind: 'unreadable', reason: `is not valid JSON${whereOf(error, text)}` };
  }
}

/** Only the line is told: the parser's own message may quote the file, tokens included. */
function whereOf(error: unknown, text: string): string {
  const position = error instanceof SyntaxError ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  return position === undefined ? '' : ` (line ${text.slice(0, Number(position)).split('\n').length})`;
}
