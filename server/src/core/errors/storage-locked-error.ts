import { RegrantError } from './regrant-error.js';

/** Another process owns the data directory; two owners would overwrite each other's grants. */
export class StorageLockedError extends RegrantError {
  constructor(holder: string) {
    super('storage.locked', `The data directory is in use by ${holder}.`, {
      hint: 'Stop the other Regrant, or give this one a data directory of its own (--data-dir).',
    });
  }
}
