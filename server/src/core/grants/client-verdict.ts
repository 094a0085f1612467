import { isJsonObject, type JsonValue } from '../accounts/document.js';

/** How a token endpoint took an OAuth client that asked it to refresh a token that is none. */
export type ClientVerdict = 'accepted' | 'refused' | 'not_allowed' | 'unclear';

/**
 * Judges that answer: an endpoint looks at the client before it looks at the token, so a refusal of the token is a yes to
 * the client.
 *
 * @param status  the answer's HTTP status
 * @param body  its JSON body; undefined when it was none
 * @returns the verdict, and the error's name as far as it is one of the standard's
 * @see RFC 6749 §5.2
 */
export function judgeClient(
  status: number,
  body: JsonValue | undefined,
): { readonly verdict: ClientVerdict; readonly error: string | null } {
  const named = isJsonObject(body) ? body['error'] : undefined;
  const error = typeof named === 'string' && /^[a-z_]{1,60}$/.test(named) ? named : null;
  if (status !== 400 && status !== 401) return { verdict: 'unclear', error };
  if (error === 'invalid_grant') return { verdict: 'accepted', error };
  if (error === 'invalid_client') return { verdict: 'refused', error };
  if (error === 'unauthorized_client' || error === 'unsupported_grant_type') return { verdict: 'not_allowed', error };
  return { verdict: 'unclear', error };
}
