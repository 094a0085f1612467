import type { StandardSchemaValidationPipeOptions } from '@nestjs/common';
import { RegrantError } from './core/errors/regrant-error.js';

type Issue = Parameters<NonNullable<StandardSchemaValidationPipeOptions['exceptionFactory']>>[0][number];

/** A request that its schema refuses; names every field at fault. */
export class InvalidRequestError extends RegrantError {
  readonly issues: readonly { readonly path: string; readonly message: string }[];

  constructor(issues: readonly Issue[]) {
    const told = issues.slice(0, 50).map(({ path, message }) => ({ path: pathText(path), message }));
    super(
      'request.invalid',
      told.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; '),
      {
        hint: 'Correct the fields named in errors.',
      },
    );
    this.issues = told;
  }
}

const pathText = (path: Issue['path']): string =>
  (path ?? []).map((key) => String(typeof key === 'object' ? key.key : key)).join('.');
