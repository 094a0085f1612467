import { StateRejectedError } from '../core/errors/oauth-errors.js';

/** What Google's redirect brought. Exactly one of `code` and `error` is there. */
export type CallbackParameters = { readonly state: string; readonly iss: string | null } & (
  { readonly kind: 'code'; readonly code: string } | { readonly kind: 'error'; readonly error: string }
);

const LONGEST_QUERY = 8192;
/** What `SignInFlows` gives out. */
const STATE = /^[\w-]{43}$/;
const MEANINGFUL = new Set(['state', 'code', 'error', 'iss']);

/**
 * Reads the query of a callback. A parameter that stands twice, in another case or as an array is an attempt to be read
 * differently by two readers, and refused.
 *
 * @param search  the raw query, with or without its question mark
 * @throws StateRejectedError
 * @see RFC 6749 §3.1 (no parameter more than once), §4.1.2; RFC 9207 (`iss`)
 */
export function parseCallback(search: string): CallbackParameters {
  if (search.length > LONGEST_QUERY) throw new StateRejectedError();
  const values = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(search)) {
    const plain = name.toLowerCase().replace(/\[.*$/s, '').trim();
    if (!MEANINGFUL.has(plain)) continue;
    if (plain !== name || values.has(name)) throw new StateRejectedError();
    values.set(name, value);
  }
  const state = values.get('state') ?? '';
  const code = values.get('code');
  const error = values.get('error');
  const iss = values.get('iss') ?? null;
  if (!STATE.test(state)) throw new StateRejectedError();
  if (code !== undefined && code !== '' && error === undefined) return { kind: 'code', state, iss, code };
  if (error !== undefined && error !== '' && code === undefined) return { kind: 'error', state, iss, error };
  throw new StateRejectedError();
}
