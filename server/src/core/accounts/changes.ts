import type { IssuedTokens } from '../grants/issued-tokens.js';
import type { Identity } from '../ports/userinfo.js';
import type { Account } from './account.js';
import type { FieldEdit, JsonObject, JsonValue } from './document.js';

/*
 * Every change of an account as the edits of its file. Times are unix seconds.
 * A change names only its own fields, so that it can be made again on a newer document.
 */

const set = (field: string, value: JsonValue | undefined): FieldEdit => ({ path: [field], value });
const setToken = (field: string, value: JsonValue | undefined): FieldEdit => ({ path: ['token', field], value });

/** The grant is dead. */
export const disable = (reason: string, at: number): readonly FieldEdit[] => [
  set('disabled', true),
  set('disabled_at', at),
  set('disabled_reason', reason),
];

/** New tokens are there: the three flags go. */
export const clearDisabled = (): readonly FieldEdit[] =>
  ['disabled', 'disabled_at', 'disabled_reason'].map((field) => set(field, undefined));

export const pause = (reason: string | null, at: number): readonly FieldEdit[] => [
  set('proxy_disabled', true),
  set('proxy_disabled_at', at),
  set('proxy_disabled_reason', reason),
];

export const resume = (): readonly FieldEdit[] => [
  set('proxy_disabled', false),
  set('proxy_disabled_at', undefined),
  set('proxy_disabled_reason', undefined),
];

export const block = (reason: string, url: string | null, at: number): readonly FieldEdit[] => [
  set('blocked', true),
  set('blocked_at', at),
  set('blocked_reason', reason),
  set('blocked_url', url),
];

export const clearBlocked = (): readonly FieldEdit[] =>
  ['blocked', 'blocked_at', 'blocked_reason', 'blocked_url'].map((field) => set(field, undefined));

/** Quota protection keeps these back; all of them. */
export const protectModels = (models: readonly string[]): readonly FieldEdit[] => [set('protected_models', models)];

export const relabel = (label: string | null): readonly FieldEdit[] => [set('custom_label', label)];
export const setProject = (projectId: string | null): readonly FieldEdit[] => [
  setToken('project_id', projectId ?? undefined),
];
export const setPriority = (priority: number): readonly FieldEdit[] => [set('priority', priority)];
export const markUsed = (at: number): readonly FieldEdit[] => [set('last_used', at)];

/**
 * New tokens for an account. A refresh token comes only when it is a new one: then its date starts again.
 */
export function storeTokens(account: Account, tokens: IssuedTokens, at: number): readonly FieldEdit[] {
  const rotated = tokens.refreshToken !== null && tokens.refreshToken !== account.grant.refreshToken;
  return [
    setToken('access_token', tokens.accessToken),
    setToken('expires_in', tokens.expiresInSeconds),
    setToken('expiry_timestamp', at + tokens.expiresInSeconds),
    setToken('token_type', tokens.tokenType),
    ...(tokens.scope === null ? [] : [setToken('scope', tokens.scope)]),
    ...(rotated ? [setToken('refresh_token', tokens.refreshToken)] : []),
    ...refreshTokenDates(tokens, at),
  ];
}

/**
 * Tokens freshly given by the account's owner. A new refresh token comes with its client and its date; where only the
 * access token is new, the old refresh token stays with the client that it belongs to.
 */
export function storeGrant(
  account: Account,
  tokens: IssuedTokens,
  clientKey: string,
  at: number,
): readonly FieldEdit[] {
  const isNewGrant = tokens.refreshToken !== null && tokens.refreshToken !== account.grant.refreshToken;
  return [
    ...(isNewGrant ? [setToken('refresh_token_expires_at', undefined)] : []),
    ...storeTokens(account, tokens, at),
    ...(isNewGrant
      ? [
          setToken('oauth_client_key', clientKey),
          setToken('issued_at', at),
          setToken('times_issued', account.grant.timesIssued + 1),
        ]
      : []),
  ];
}

function refreshTokenDates(tokens: IssuedTokens, at: number): readonly FieldEdit[] {
  if (tokens.refreshTokenExpiresInSeconds === null) return [];
  return [setToken('refresh_token_expires_at', at + tokens.refreshTokenExpiresInSeconds)];
}

/** Google's own words about the person: adopted where the file has none. */
export const adoptIdentity = (account: Account, identity: Identity): readonly FieldEdit[] => [
  ...(account.sub === null ? [set('sub', identity.sub)] : []),
  ...(account.name === null && identity.name !== null ? [set('name', identity.name)] : []),
];

/** The document of an account that was not there before. */
export function newAccountDocument(
  identity: Identity,
  tokens: IssuedTokens & { readonly refreshToken: string },
  options: {
    readonly clientKey: string;
    readonly projectId: string | null;
    readonly label: string | null;
    readonly at: number;
  },
): JsonObject {
  return {
    email: identity.email,
    name: identity.name,
    sub: identity.sub,
    custom_label: options.label,
    token: {
      access_token: tokens.accessToken,
      refresh_token: tokens.refreshToken,
      token_type: tokens.tokenType,
      expires_in: tokens.expiresInSeconds,
      expiry_timestamp: options.at + tokens.expiresInSeconds,
      email: identity.email,
      ...(options.projectId === null ? {} : { project_id: options.projectId }),
      oauth_client_key: options.clientKey,
      ...(tokens.scope === null ? {} : { scope: tokens.scope }),
      issued_at: options.at,
      ...(tokens.refreshTokenExpiresInSeconds === null
        ? {}
        : { refresh_token_expires_at: options.at + tokens.refreshTokenExpiresInSeconds }),
    },
    proxy_disabled: false,
    protected_models: [],
    priority: 0,
    created_at: options.at,
  };
}
