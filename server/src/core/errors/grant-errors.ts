import { RegrantError } from './regrant-error.js';

/** The token endpoint refused this refresh token for good. */
export class RefreshRejectedError extends RegrantError {
  /** @param isKnown  an account here holds this very token */
  constructor(subtype: string | null, isKnown: boolean) {
    super('grant.refresh_rejected', 'Google refused the refresh token (invalid_grant); nothing was changed.', {
      hint: isKnown
        ? 'This is the token that the account has already, and it is dead. Sign in again for the account.'
        : "Sign in with Google instead. A token from another tool works only together with that tool's own OAuth client.",
      details: { oauth_error: 'invalid_grant', error_subtype: subtype },
    });
  }
}

/** The token endpoint gave no verdict on this refresh token. */
export class RefreshUnavailableError extends RegrantError {
  constructor(reason: string, retryAfterMs: number | null = null) {
    super('grant.refresh_unavailable', `The refresh token could not be proven: ${reason}.`, {
      hint: 'Check the connection to Google and try again in a moment.',
      details: { retry_after_ms: retryAfterMs, reason },
    });
  }
}

/** The refresh token is another client's. */
export class IssuedToOtherClientError extends RegrantError {
  constructor(clientKey: string) {
    super('grant.issued_to_other_client', `This refresh token was not issued to the OAuth client "${clientKey}".`, {
      hint: 'Sign in with Google here, or configure the OAuth client that the token was issued to.',
      details: { client: clientKey, oauth_error: 'unauthorized_client' },
    });
  }
}
