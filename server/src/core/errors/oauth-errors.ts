import { RegrantError, type ErrorFacts } from './regrant-error.js';

/** No OAuth client, or one without its secret, is configured under this key. */
export class OAuthClientMissingError extends RegrantError {
  constructor(key: string, redirectUri: string) {
    super('oauth_client.missing', `No OAuth client is configured under the key "${key}".`, {
      hint: `Create a web client in Google's console with the redirect URI ${redirectUri}, then enter its id and secret under Settings.`,
      details: { client: key },
    });
  }
}

/** The authorization server refuses our client itself; no account is to blame. */
export class OAuthClientMisconfiguredError extends RegrantError {
  constructor(key: string, oauthError: string) {
    super('oauth_client.misconfigured', `Google refuses the OAuth client "${key}": ${oauthError}.`, {
      hint: "Compare client id and secret under Settings with Google's console.",
      details: { client: key, oauth_error: oauthError },
    });
  }
}

/** The person, or an administrator, said no. */
export class SignInDeniedError extends RegrantError {
  constructor() {
    super('oauth.denied', 'The sign-in was cancelled at Google; nothing was changed.', {
      hint: 'Start again and allow the access that is asked for.',
    });
  }
}

/** A callback that belongs to no sign-in waiting in this browser. */
export class StateRejectedError extends RegrantError {
  constructor(message = 'This answer belongs to no sign-in that is waiting here.') {
    super('oauth.state_rejected', message, {
      hint: 'Start the sign-in again from the Accounts page, and finish it in the same browser within ten minutes.',
    });
  }
}

/** The sign-in reached its end at Google, but no usable tokens came of it. */
export class ExchangeFailedError extends RegrantError {
  constructor(message: string, facts: Pick<ErrorFacts, 'cause' | 'details'> = {}) {
    super('oauth.exchange_failed', message, { hint: 'No account was changed. Start the sign-in again.', ...facts });
  }
}

/** The userinfo endpoint did not say whose token it is. */
export class UserinfoFailedError extends RegrantError {
  constructor(reason: string, cause?: unknown) {
    super('oauth.userinfo_failed', `Google did not say whose token this is: ${reason}.`, {
      hint: 'Try again in a moment. If it stays, the grant may lack the scopes openid and email.',
      cause,
      details: { reason },
    });
  }
}

/** Google does not vouch for the address. */
export class EmailUnverifiedError extends RegrantError {
  constructor() {
    super('oauth.email_unverified', 'Google has not verified the e-mail address of this person.', {
      hint: 'Verify the address in the Google account, then sign in again.',
    });
  }
}

/** The person left out something that was asked for. */
export class ScopeMissingError extends RegrantError {
  constructor(missing: readonly string[]) {
    super('oauth.scope_missing', `Access was not allowed for: ${missing.join(', ')}.`, {
      hint: 'Sign in again and tick every box on the consent page. No account was changed.',
      details: { missing: missing.join(' ') },
    });
  }
}

/** Nothing waits for a confirmation under this id any more. */
export class FlowUnknownError extends RegrantError {
  constructor() {
    super('oauth.flow_unknown', 'No sign-in waits for this confirmation.', {
      hint: 'It was confirmed already or is older than ten minutes: sign in again.',
    });
  }
}
