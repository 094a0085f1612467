import { isJsonObject, type JsonObject, type JsonValue } from '../accounts/document.js';
import type { TokenAnswer } from '../ports/token-endpoint.js';
import type { IssuedTokens } from './issued-tokens.js';

/** What an answer to `grant_type=refresh_token` means. */
export type RefreshOutcome =
  | { readonly kind: 'refreshed'; readonly tokens: IssuedTokens }
  | ({ readonly kind: 'grant-dead' } & OAuthRefusal)
  | ({ readonly kind: 'client-fault' } & OAuthRefusal)
  | { readonly kind: 'transient'; readonly reason: string; readonly retryAfterMs: number | null };

/** @see RFC 6749 §5.2; `error_subtype` is Google's */
export interface OAuthRefusal {
  readonly error: string;
  readonly description: string | null;
  readonly subtype: string | null;
}

const CLIENT_FAULTS: ReadonlySet<string> = new Set([
  'invalid_client',
  'unauthorized_client',
  'invalid_scope',
  'invalid_request',
  'unsupported_grant_type',
]);

/** Used when an answer names no lifetime: Google's own, one hour. */
const DEFAULT_LIFETIME_SECONDS = 3600;

/**
 * Judges an answer of the token endpoint. Only an exact, parsed `invalid_grant` under 400 or 401 means a dead grant;
 * whatever is not named here is transient.
 *
 * @see design.md §4; RFC 6749 §5.1, §5.2, §6
 */
export function judgeRefresh(answer: TokenAnswer): RefreshOutcome {
  if (answer.kind === 'no-answer') return { kind: 'transient', reason: answer.reason, retryAfterMs: null };
  if (answer.status === 200) return judgeSuccess(answer.body);
  const refusal = answer.status === 400 || answer.status === 401 ? refusalOf(answer.body) : undefined;
  if (refusal?.error === 'invalid_grant') return { kind: 'grant-dead', ...refusal };
  if (refusal && CLIENT_FAULTS.has(refusal.error)) return { kind: 'client-fault', ...refusal };
  return {
    kind: 'transient',
    reason: refusal ? `${refusal.error} (HTTP ${answer.status})` : `HTTP ${answer.status}`,
    retryAfterMs: answer.retryAfterMs,
  };
}

function judgeSuccess(body: JsonValue | undefined): RefreshOutcome {
  const tokens = parseIssuedTokens(body);
  if (tokens) return { kind: 'refreshed', tokens };
  return { kind: 'transient', reason: 'HTTP 200 without an access token', retryAfterMs: null };
}

/**
 * Reads a token answer's body; undefined when it carries no usable access token.
 * An absent, null or empty `refresh_token` means that the old one stays.
 *
 * @see RFC 6749 §5.1
 */
export function parseIssuedTokens(body: unknown): IssuedTokens | undefined {
  if (!isJsonObject(body)) return undefined;
  const accessToken = text(body, 'access_token');
  if (accessToken === null) return undefined;
  return {
    accessToken,
    refreshToken: text(body, 'refresh_token'),
    expiresInSeconds: seconds(body, 'expires_in') ?? DEFAULT_LIFETIME_SECONDS,
    scope: text(body, 'scope'),
    tokenType: text(body, 'token_type') ?? 'Bearer',
    refreshTokenExpiresInSeconds: seconds(body, 'refresh_token_expires_in'),
    idToken: text(body, 'id_token'),
  };
}

function refusalOf(body: JsonValue | undefined): OAuthRefusal | undefined {
  if (!isJsonObject(body)) return undefined;
  const error = text(body, 'error');
  if (error === null) return undefined;
  return { error, description: text(body, 'error_description'), subtype: text(body, 'error_subtype') };
}

function text(body: JsonObject, key: string): string | null {
  const value = Object.hasOwn(body, key) ? body[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Some servers write `"3600"`. Zero, negative, fractional nonsense and beyond a year are not lifetimes. */
function seconds(body: JsonObject, key: string): number | null {
  const value = Object.hasOwn(body, key) ? body[key] : undefined;
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 1
    ? Math.min(Math.floor(number), 366 * 86400)
    : null;
}
