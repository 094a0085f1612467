import { RegrantError } from './regrant-error.js';

/** The disk refused a read or a write; what was stored before is still there. */
export class StorageError extends RegrantError {
  constructor(message: string, facts: { readonly cause: unknown; readonly errno: string; readonly hint?: string }) {
    super('storage.failed', message, {
      hint:
        facts.hint ?? 'Check free space and permissions of the data directory; the change is tried again by itself.',
      cause: facts.cause,
      details: { errno: facts.errno },
    });
  }
}
