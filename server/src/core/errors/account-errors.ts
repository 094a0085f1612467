import { RegrantError } from './regrant-error.js';

/** There is no account with this id. */
export class AccountNotFoundError extends RegrantError {
  constructor(id: string) {
    super('account.not_found', 'There is no account with this id.', {
      hint: 'List the accounts with GET /api/accounts; it may have been removed.',
      details: { id: id.slice(0, 100) },
    });
  }
}

/** The account's file is there, but cannot be read; it is kept as it is. */
export class AccountUnreadableError extends RegrantError {
  constructor(id: string, reason: string) {
    super('account.unreadable', `The account file cannot be read: ${reason}.`, {
      hint: 'Repair or remove the file in the data directory; a copy is in quarantine/.',
      details: { id },
    });
  }
}

/** The grant is dead: only new tokens help. */
export class AccountDisabledError extends RegrantError {
  constructor(id: string, cure: string) {
    super('account.disabled', 'This account is disabled: its grant is dead.', { hint: cure, details: { id } });
  }
}

/** The e-mail is enrolled under another Google identity. */
export class IdentityConflictError extends RegrantError {
  constructor(id: string) {
    super(
      'account.identity_conflict',
      'This e-mail address is enrolled for another Google identity (its sub differs).',
      {
        hint: 'If the address has a new owner, delete the old account here first, then add it again.',
        details: { id },
      },
    );
  }
}

/** What was given to import is no list of anything. */
export class ImportUnreadableError extends RegrantError {
  constructor(reason: string) {
    super('request.invalid', `What was given to import ${reason}.`, {
      hint: 'Give one refresh token per line, or JSON as an export has it.',
    });
  }
}

/** A new account needs a refresh token, and Google gave none. */
export class RefreshTokenMissingError extends RegrantError {
  constructor() {
    super('oauth.refresh_token_missing', 'Google gave no refresh token, so the account could not be kept alive.', {
      hint: 'Remove the app under myaccount.google.com → Security → Third-party access, then sign in again.',
    });
  }
}
