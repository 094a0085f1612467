import { RegrantError } from './regrant-error.js';

/** An admin route without a right to it. */
export class AuthRequiredError extends RegrantError {
  constructor() {
    super('auth.required', 'Sign in first.', {
      hint: 'Open the sign-in link that Regrant printed at start, or send Authorization: Bearer <admin token>.',
    });
  }
}

/** A sign-in that does not fit. */
export class AuthRejectedError extends RegrantError {
  constructor() {
    super('auth.rejected', 'This sign-in is not valid.', {
      hint: 'A sign-in link works once. Restart Regrant for a new one, or use the admin token in secrets.json.',
    });
  }
}

/** A request that did not come from the dashboard itself. */
export class OriginRefusedError extends RegrantError {
  constructor(message: string) {
    super('auth.origin_refused', message, {
      hint: 'Use the dashboard at its own address, or the admin token in a script.',
    });
  }
}

/** A request under a name that is not Regrant's. */
export class HostRefusedError extends RegrantError {
  constructor() {
    super('auth.host_refused', 'This address is not one that Regrant answers to.', {
      hint: 'Use http://localhost:<port>, or set REGRANT_PUBLIC_URL to the address that browsers use.',
    });
  }
}

/** Too much is being guessed, by whomever. */
export class SlowDownError extends RegrantError {
  constructor(retryAfterSeconds: number) {
    super('auth.slow_down', 'Too many passwords are being tried; this one was not looked at.', {
      hint: 'Try again in a moment. The admin token and the sign-in link work all the time.',
      details: { retry_after_seconds: retryAfterSeconds },
    });
  }
}

/** The password is not ours to change. */
export class PasswordFixedError extends RegrantError {
  constructor() {
    super('auth.password_fixed', 'The password comes from REGRANT_ADMIN_PASSWORD and cannot be changed here.', {
      hint: 'Change or remove REGRANT_ADMIN_PASSWORD and start Regrant again.',
    });
  }
}

/** A new password that nobody should have. */
export class PasswordUnfitError extends RegrantError {
  constructor(expected: string) {
    super('request.invalid', `This cannot be the new password; expected: ${expected}.`, {
      hint: 'Choose a longer one that is not used elsewhere.',
    });
  }
}

/** No session has this id (any more). */
export class SessionNotFoundError extends RegrantError {
  constructor(id: string) {
    super('session.not_found', 'There is no session with this id.', {
      hint: 'GET /api/sessions lists those that are open; this one has ended.',
      details: { id: id.slice(0, 100) },
    });
  }
}

/** A request whose framing or address says two things at once, or nothing. */
export class AmbiguousRequestError extends RegrantError {
  constructor(what: string) {
    super('request.malformed', `The request is ambiguous: ${what}.`, {
      hint: 'Send one Host header, and an address that begins with a slash.',
    });
  }
}
