import { isJsonObject, type JsonObject } from './document.js';

/** A new account gets a name of its own, and a grant just proven is not dead. */
const NEVER_TAKEN = ['id', 'disabled', 'disabled_at', 'disabled_reason'];
/** What only the authorization server may say. */
const SAID_BY_GOOGLE = ['email', 'sub'];
const OF_THE_GRANT = [
  'access_token',
  'refresh_token',
  'token_type',
  'expires_in',
  'expiry_timestamp',
  'email',
  'oauth_client_key',
  'scope',
  'issued_at',
  'refresh_token_expires_at',
  'times_issued',
];

/**
 * The document of a new account with everything that its file elsewhere had: label, pause, priority, project, and
 * whatever Regrant does not know. Who it is and its tokens are those of `fresh`.
 *
 * @param template  an account in the file format, from anywhere
 * @param fresh  as `newAccountDocument` makes it
 */
export function withTemplate(fresh: JsonObject, template: JsonObject): JsonObject {
  const taken = without(template, [
    ...NEVER_TAKEN,
    ...SAID_BY_GOOGLE,
    'token',
    ...(fresh.name === null ? [] : ['name']),
  ]);
  const token = Object.hasOwn(template, 'token') && isJsonObject(template.token) ? template.token : {};
  const freshToken = isJsonObject(fresh.token) ? fresh.token : {};
  return { ...fresh, ...taken, token: { ...without(token, OF_THE_GRANT), ...freshToken } };
}

const without = (object: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
