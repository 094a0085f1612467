import { RegrantError } from './regrant-error.js';

/** Something here is encrypted, and nobody has brought the key. */
export class EncryptionKeyRequiredError extends RegrantError {
  constructor(what: string) {
    super(
      'encryption.key_required',
      `${what} encrypted, and Regrant was started without the key. Nothing was changed.`,
      {
        hint: 'Start with the REGRANT_ENCRYPTION_PASSPHRASE or REGRANT_ENCRYPTION_KEY_FILE that was used before.',
      },
    );
  }
}

/** A key was brought, and it is not the one. */
export class EncryptionKeyRejectedError extends RegrantError {
  constructor() {
    super(
      'encryption.key_rejected',
      'The passphrase or key file is not the one that this data directory is encrypted with. Nothing was changed.',
      {
        hint: 'Start with the right one; a passphrase counts letter for letter, blanks at its ends included.',
      },
    );
  }
}

/** What belongs to the key on disk is missing or damaged. */
export class EncryptionUnusableError extends RegrantError {
  constructor(reason: string) {
    super('encryption.unusable', `encryption.json ${reason}. Nothing was changed.`, {
      hint: 'Put encryption.json back from a backup: without it, what is encrypted here cannot be opened by anybody.',
    });
  }
}
