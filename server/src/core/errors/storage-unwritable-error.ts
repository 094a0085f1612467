import { RegrantError } from './regrant-error.js';

/** The data directory cannot be used for keeping anything: the start is refused rather than a grant lost later. */
export class StorageUnwritableError extends RegrantError {
  constructor(
    message: string,
    facts: { readonly cause?: unknown; readonly errno?: string; readonly hint?: string } = {},
  ) {
    super('storage.unwritable', message, {
      hint: facts.hint ?? 'Give the user who runs Regrant a data directory that this user owns and can write to.',
      cause: facts.cause,
      details: facts.errno === undefined ? {} : { errno: facts.errno },
    });
  }
}
