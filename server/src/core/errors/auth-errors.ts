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
