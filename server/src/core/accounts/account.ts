import { isJsonObject, type JsonObject, type JsonValue } from './document.js';

/**
 * One enrolled identity and the grant it holds, as read from its file. Times are unix seconds, as in the file.
 *
 * @see design.md §3.1 for the file, §3.2 for the three different "off"s
 */
export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string | null;
  readonly sub: string | null;
  readonly customLabel: string | null;
  readonly grant: Grant;
  readonly projectId: string | null;
  /** The grant is dead; ends only by new tokens. */
  readonly disabled: Off | null;
  /** Kept out of the pool by a person. */
  readonly proxyDisabled: Off | null;
  /** An upstream 403 named a person's task. */
  readonly blocked: (Off & { readonly url: string | null }) | null;
  /** Models kept out by quota protection. */
  readonly protectedModels: readonly string[];
  readonly priority: number;
  readonly createdAt: number | null;
  readonly lastUsed: number | null;
}

/** Since when and why an account is kept out. */
export interface Off {
  readonly at: number | null;
  readonly reason: string | null;
}

/** What a resource owner allowed. @see RFC 6749 §5.1 for the fields of the token answer */
export interface Grant {
  readonly refreshToken: string | null;
  readonly accessToken: string | null;
  /** Unix seconds; null when unknown, which counts as expired. */
  readonly accessTokenExpiresAt: number | null;
  /** Lifetime the access token was issued with, seconds. */
  readonly accessTokenLifetime: number | null;
  readonly scope: string | null;
  /** Which of our OAuth clients issued it. */
  readonly clientKey: string;
  /** When this refresh token was first stored, unix seconds; null for files of other tools. */
  readonly issuedAt: number | null;
  /** When the authorization server said that the refresh token ends, unix seconds. */
  readonly refreshTokenExpiresAt: number | null;
  /** How many refresh tokens this account has been given here, this one included. */
  readonly timesIssued: number;
}

/** The OAuth client of an account that names none. */
export const DEFAULT_CLIENT_KEY = 'default';

export type ParsedAccount =
  | { readonly kind: 'account'; readonly account: Account; readonly notices: readonly string[] }
  | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * Reads an account out of its document. Lenient with what has a default, strict with what makes it an account:
 * an object with an e-mail and a token object.
 *
 * @param id  the file's name, which is the account's identity; a differing `id` inside is only reported
 */
export function parseAccount(id: string, document: JsonObject): ParsedAccount {
  const token = own(document, 'token');
  if (!isJsonObject(token)) return { kind: 'unreadable', reason: 'the file has no "token" object' };
  const email = text(document, 'email') ?? text(token, 'email');
  if (email === null) return { kind: 'unreadable', reason: 'the file has no "email"' };
  const innerId = text(document, 'id');
  const notices =
    innerId !== null && innerId !== id
      ? [`the file of account ${id} carries another id inside; the file name counts`]
      : [];
  const account: Account = {
    id,
    email,
    name: text(document, 'name'),
    sub: text(document, 'sub'),
    customLabel: text(document, 'custom_label'),
    grant: parseGrant(token),
    projectId: text(token, 'project_id'),
    disabled: off(document, 'disabled'),
    proxyDisabled: off(document, 'proxy_disabled'),
    blocked: blockOf(document),
    protectedModels: strings(own(document, 'protected_models')),
    priority: integer(document, 'priority') ?? 0,
    createdAt: integer(document, 'created_at'),
    lastUsed: integer(document, 'last_used'),
  };
  return { kind: 'account', account, notices };
}

function parseGrant(token: JsonObject): Grant {
  return {
    refreshToken: text(token, 'refresh_token'),
    accessToken: text(token, 'access_token'),
    accessTokenExpiresAt: integer(token, 'expiry_timestamp'),
    accessTokenLifetime: integer(token, 'expires_in'),
    scope: text(token, 'scope'),
    clientKey: text(token, 'oauth_client_key') ?? DEFAULT_CLIENT_KEY,
    issuedAt: integer(token, 'issued_at'),
    refreshTokenExpiresAt: integer(token, 'refresh_token_expires_at'),
    timesIssued: integer(token, 'times_issued') ?? 1,
  };
}

function off(document: JsonObject, flag: 'disabled' | 'proxy_disabled' | 'blocked'): Off | null {
  if (own(document, flag) !== true) return null;
  return { at: integer(document, `${flag}_at`), reason: text(document, `${flag}_reason`) };
}

function blockOf(document: JsonObject): Account['blocked'] {
  const block = off(document, 'blocked');
  return block && { ...block, url: text(document, 'blocked_url') };
}

function own(document: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(document, key) ? document[key] : undefined;
}

function text(document: JsonObject, key: string): string | null {
  const value = own(document, key);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function integer(document: JsonObject, key: string): number | null {
  const value = own(document, key);
  return typeof value === 'number' && Number.isFinite(value) ? Math.trunc(value) : null;
}

function strings(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}

/** E-mails are one and the same without regard to case. */
export const emailKey = (email: string): string => email.trim().toLowerCase();
