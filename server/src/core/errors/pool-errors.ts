import { RegrantError } from './regrant-error.js';

/** Nobody is enrolled yet. */
export class PoolEmptyError extends RegrantError {
  constructor() {
    super('pool.empty', 'No account is enrolled.', {
      hint: 'Add a Google account on the Accounts page of the dashboard.',
    });
  }
}

/** Only a person can help: every account is disabled, blocked or paused. */
export class ReauthRequiredError extends RegrantError {
  constructor() {
    super('pool.reauth_required', 'No account can serve: each one needs a person to re-authorize or resume it.', {
      hint: 'Re-authorize an account on the Accounts page of the dashboard.',
    });
  }
}

/** Accounts are there, but none can serve just now; time will help. */
export class PoolExhaustedError extends RegrantError {
  constructor(
    /** How long to wait before trying again, milliseconds. */
    readonly retryAfterMs: number,
  ) {
    super('pool.exhausted', 'No account can serve just now.', { hint: 'Try again in a moment.' });
  }
}
