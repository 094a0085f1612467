import { RegrantError } from '../../core/errors/regrant-error.js';
import { formatPath, type Path } from './path.js';

const DEFAULT_HINT = 'Correct this field and send the request again.';

/**
 * A request that cannot be understood, or cannot be carried to its target. It names the field, and becomes a 400 in the
 * caller's wire. Messages speak of fields and types, never of contents: a prompt does not belong in an error.
 */
export class RequestError extends RegrantError {
  readonly status = 400;

  constructor(
    readonly path: Path,
    message: string,
    options: { readonly hint?: string } = {},
  ) {
    super('request.invalid', message, {
      hint: options.hint ?? DEFAULT_HINT,
      details: { path: formatPath(path).slice(0, 300) },
    });
  }
}
