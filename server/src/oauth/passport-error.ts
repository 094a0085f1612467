import { ExchangeFailedError } from '../core/errors/oauth-errors.js';
import { RegrantError } from '../core/errors/regrant-error.js';

/** An error of passport's in our words. Its own message may hold the server's answer, so it stays a cause. */
export function toSignInError(error: unknown): RegrantError {
  if (error instanceof RegrantError) return error;
  const oauthError = error instanceof Error && 'code' in error ? safeCode(error.code) : null;
  return new ExchangeFailedError(
    oauthError === null
      ? 'Google gave no tokens for this sign-in.'
      : `Google gave no tokens for this sign-in: ${oauthError}.`,
    { cause: error, details: { oauth_error: oauthError } },
  );
}

/** RFC 6749 error codes are short words; anything else a server sends as one is not shown. */
export const safeCode = (code: unknown): string | null =>
  typeof code === 'string' && /^[a-z][a-z0-9_.-]{0,63}$/.test(code) ? code : null;
