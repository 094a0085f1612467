import { isJsonObject, type JsonObject, type JsonValue } from './document.js';

/** What an item of an import is. */
export type ImportItem =
  | {
      readonly kind: 'grant';
      readonly refreshToken: string;
      /** Whose it is said to be; Google decides. Null when nothing is said. */
      readonly email: string | null;
      /** The OAuth client that the account names. */
      readonly clientKey: string | null;
      /** The whole account, when it came as one: its settings go with it. */
      readonly document: JsonObject | null;
    }
  | { readonly kind: 'invalid'; readonly fault: ImportFault; readonly reason: string; readonly email: string | null };

/** What is wrong with an item. */
export type ImportFault =
  | 'not_an_account'
  | 'too_large'
  | 'too_deep'
  | 'forbidden_field'
  | 'token_not_object'
  | 'no_refresh_token'
  | 'empty'
  | 'encrypted'
  | 'bad_characters'
  | 'access_token'
  | 'authorization_code';

/** Far more than any account of any tool, far less than what would hold everything up. */
const MAX_CHARACTERS = 256 * 1024;
const MAX_VALUES = 10_000;
const MAX_DEPTH = 32;

/** The alphabet of bearer credentials. @see RFC 6750 §2.1 (b64token) */
const TOKEN = /^[\w~+./-]{1,4096}=*$/;
const EMAIL = /^[^\s\p{C}@<>"]{1,250}@[^\s\p{C}@<>"]{1,250}$/u;

/** Names that mean something to JavaScript itself; no account has them. */
const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Says what an item is, whatever it is: a refresh token, an account in the file format, an object with a `refresh_token`
 * at its top (the way other tools export), or none of these. Nothing of the item is repeated in a reason.
 *
 * @param value  as parsed from JSON, from anybody
 */
export function readImportItem(value: unknown): ImportItem {
  if (typeof value === 'string') return readToken(value.trim());
  if (!isJsonObject(value))
    return invalid('not_an_account', `is ${nameOf(value)}, neither a refresh token nor an account`);
  const unfit = whyUnfit(value);
  if (unfit !== undefined) return invalid(...unfit);
  const document = own(value, 'token') === undefined ? nest(value) : value;
  const token = own(document, 'token');
  if (!isJsonObject(token)) return invalid('token_not_object', 'has a "token" that is not an object', value);
  const refreshToken = own(token, 'refresh_token');
  if (typeof refreshToken !== 'string' || refreshToken.trim() === '')
    return invalid('no_refresh_token', WITHOUT_TOKEN, value);
  const read = readToken(refreshToken.trim());
  if (read.kind === 'invalid') return invalid(read.fault, read.reason, value);
  const clientKey = own(token, 'oauth_client_key');
  return { ...read, email: emailOf(value), clientKey: typeof clientKey === 'string' ? clientKey : null, document };
}

const WITHOUT_TOKEN =
  'has no refresh token; of another tool, import the folder with its accounts/ folder, not the index (accounts.json)';

function readToken(token: string): ImportItem {
  if (token === '') return invalid('empty', 'is empty');
  if (token.startsWith('regrant:'))
    return invalid('encrypted', 'is encrypted; export the account from the Regrant that it belongs to');
  if (!TOKEN.test(token))
    return invalid('bad_characters', 'has characters that no refresh token has, or is too long for one');
  if (token.startsWith('ya29.'))
    return invalid('access_token', 'is an access token; the refresh token is needed (it begins with 1//)');
  if (token.startsWith('4/'))
    return invalid('authorization_code', 'is an authorization code; the refresh token is needed (it begins with 1//)');
  return { kind: 'grant', refreshToken: token, email: null, clientKey: null, document: null };
}

/** An account whose token fields stand at its top becomes one in the file format. */
function nest(value: JsonObject): JsonObject {
  const inToken: ReadonlySet<string> = new Set(['refresh_token', 'access_token', 'project_id', 'oauth_client_key']);
  const entries = Object.entries(value);
  return {
    ...Object.fromEntries(entries.filter(([name]) => !inToken.has(name))),
    token: Object.fromEntries(entries.filter(([name]) => inToken.has(name))),
  };
}

const TOO_LARGE = ['too_large', 'is too large for an account'] as const;

/** Walks without recursion: no nesting is too deep to be refused. */
function whyUnfit(document: JsonObject): readonly [ImportFault, string] | undefined {
  const waiting: { value: JsonValue; depth: number }[] = [{ value: document, depth: 1 }];
  let characters = 0;
  let values = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next;
    values += 1;
    if (typeof value === 'string') characters += value.length;
    if (characters > MAX_CHARACTERS || values > MAX_VALUES) return TOO_LARGE;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > MAX_DEPTH) return ['too_deep', `is nested deeper than ${MAX_DEPTH} levels`];
    // Counted before they are put in the queue, or a huge list would be copied first and refused after.
    if (Array.isArray(value) && value.length > MAX_VALUES) return TOO_LARGE;
    for (const [name, child] of Object.entries(value as JsonObject)) {
      characters += name.length;
      if (FORBIDDEN_NAMES.has(name)) return ['forbidden_field', 'has a field whose name no account has'];
      waiting.push({ value: child, depth: depth + 1 });
    }
  }
  return undefined;
}

function invalid(fault: ImportFault, reason: string, value?: JsonObject): ImportItem {
  return { kind: 'invalid', fault, reason, email: value === undefined ? null : emailOf(value) };
}

/** Told back to the person, so only what can be an address. */
function emailOf(value: JsonObject): string | null {
  const token = own(value, 'token');
  const email = own(value, 'email') ?? (isJsonObject(token) ? own(token, 'email') : undefined);
  return typeof email === 'string' && EMAIL.test(email.trim()) ? email.trim() : null;
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

const own = (object: JsonObject, key: string): JsonValue | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;
