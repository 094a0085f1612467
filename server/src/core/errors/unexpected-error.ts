import { RegrantError } from './regrant-error.js';

/** A fault of ours: what happened is in the log, never in the answer. */
export class UnexpectedError extends RegrantError {
  constructor(cause: unknown) {
    super('server.internal', 'Something went wrong inside Regrant.', {
      hint: 'The log says more. Nothing that was acknowledged is lost.',
      cause,
    });
  }
}
