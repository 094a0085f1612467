import { emailKey } from '../core/accounts/account.js';
import { isJsonObject, type JsonObject } from '../core/accounts/document.js';
import type { Identity } from '../core/ports/userinfo.js';
import { parseStrictJson } from './strict-json.js';

/** Clocks of desktops are off by minutes. */
const LEEWAY_SECONDS = 300;

/** What an ID token has to agree with. */
export interface IdTokenExpectation {
  readonly issuers: readonly string[];
  readonly clientId: string;
  readonly nonce: string;
  /** What the userinfo endpoint said. */
  readonly identity: Identity;
  /** Unix seconds. */
  readonly now: number;
}

/**
 * Finds what is wrong with an ID token that came along with the tokens. It comes from the token endpoint itself over a
 * verified connection, which stands in for checking its signature; an unsigned or client-secret-signed one is refused
 * all the same, since Google makes neither.
 *
 * @returns null when it agrees
 * @see OpenID Connect Core 1.0 §3.1.3.7
 */
export function idTokenFault(idToken: string, expected: IdTokenExpectation): string | null {
  const [header, claims] = [decode(idToken, 0), decode(idToken, 1)];
  if (!header || !claims || idToken.split('.').length !== 3) return 'it is not a signed JWT';
  if (typeof header.alg !== 'string' || !/^(RS|PS|ES)(256|384|512)$/.test(header.alg)) return 'its signature algorithm';
  const issuer = own(claims, 'iss');
  if (typeof issuer !== 'string' || !expected.issuers.includes(issuer)) return 'its issuer';
  return audienceFault(claims, expected.clientId) ?? timeFault(claims, expected.now) ?? personFault(claims, expected);
}

function audienceFault(claims: JsonObject, clientId: string): string | null {
  const audience = own(claims, 'aud');
  const isOurs =
    audience === clientId || (Array.isArray(audience) && audience.length === 1 && audience[0] === clientId);
  if (!isOurs) return 'its audience';
  const party = own(claims, 'azp');
  return party === undefined || party === clientId ? null : 'its authorized party';
}

function timeFault(claims: JsonObject, now: number): string | null {
  const end = own(claims, 'exp');
  return typeof end === 'number' && end + LEEWAY_SECONDS > now ? null : 'its expiry';
}

function personFault(claims: JsonObject, { nonce, identity }: IdTokenExpectation): string | null {
  if (own(claims, 'nonce') !== nonce) return 'its nonce';
  if (own(claims, 'sub') !== identity.sub) return 'its subject';
  const email = own(claims, 'email');
  if (email === undefined) return null;
  return typeof email === 'string' && emailKey(email) === emailKey(identity.email) ? null : 'its e-mail address';
}

function decode(idToken: string, part: 0 | 1): JsonObject | undefined {
  const segment = idToken.split('.')[part] ?? '';
  const value = /^[\w-]+$/.test(segment) ? parseStrictJson(Buffer.from(segment, 'base64url').toString()) : undefined;
  return isJsonObject(value) ? value : undefined;
}

const own = (claims: JsonObject, key: string) => (Object.hasOwn(claims, key) ? claims[key] : undefined);
