import type { ImportResult } from '../../contract/http/import.js';
import { RegrantError } from '../core/errors/regrant-error.js';

/** Another try would end the same way. */
const REFUSALS: ReadonlySet<string> = new Set([
  'grant.refresh_rejected',
  'grant.issued_to_other_client',
  'account.identity_conflict',
  'oauth.email_unverified',
]);

/** Nothing can be proven while these last: what has not been asked yet need not be. */
const OBSTACLES: ReadonlySet<string> = new Set(['oauth_client.missing', 'oauth_client.misconfigured']);

/** What a list brought from another tool runs into most, and what nobody guesses. */
const OF_ANOTHER_CLIENT =
  'A grant belongs to the OAuth client that obtained it: a refresh token of another tool works with that ' +
  "tool's client only. Sign in with Google here instead.";

const HINTS: Readonly<Record<string, string>> = {
  'grant.refresh_rejected': `It was revoked, has expired, or was never ours. ${OF_ANOTHER_CLIENT}`,
  'grant.issued_to_other_client': OF_ANOTHER_CLIENT,
};

/** Why an item was not enrolled, as its result. Never what the item held. */
export function verdictOf(error: unknown): Pick<ImportResult, 'outcome' | 'code' | 'detail' | 'hint'> {
  if (!(error instanceof RegrantError)) {
    const detail = 'Regrant failed to do this.';
    return { outcome: 'failed', code: 'server.internal', detail, hint: 'Look at the log of Regrant, and try again.' };
  }
  const { code, message, hint } = error;
  return { outcome: REFUSALS.has(code) ? 'refused' : 'failed', code, detail: message, hint: HINTS[code] ?? hint };
}

/** Whether this error stands in the way of every other item as well. */
export const isObstacle = (error: unknown): error is RegrantError =>
  error instanceof RegrantError && OBSTACLES.has(error.code);

/** Whether Google gave no answer. */
export const isSilence = (error: unknown): error is RegrantError =>
  error instanceof RegrantError && error.code === 'grant.refresh_unavailable';
