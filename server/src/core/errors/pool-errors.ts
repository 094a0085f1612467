import { RegrantError } from './regrant-error.js';

/** Nobody is enrolled yet. */
export class PoolEmptyError extends RegrantError {
  constructor() {
    super('pool.empty', 'No account is enrolled.', {
      hint: 'Add a Google account on the Accounts page of the dashboard.',
    });
  }
}

/** Only a person can help: every account is disabled, blocked or paused. */
export class ReauthRequiredError extends RegrantError {
  constructor() {
    super('pool.reauth_required', 'No account can serve: each one needs a person to re-authorize or resume it.', {
      hint: 'Re-authorize an account on the Accounts page of the dashboard.',
    });
  }
}

/** Accounts are there, but none can serve just now; time will help. */
export class PoolExhaustedError extends RegrantError {
  constructor(
    /** How long to wait before trying again, milliseconds. */
    readonly retryAfterMs: number,
  ) {
    super('pool.exhausted', 'No account can serve just now.', { hint: 'Try again in a moment.' });
  }
}

/** Accounts are there, but Vertex AI wants a project and none of them names one. */
export class ProjectMissingError extends RegrantError {
  constructor() {
    super('pool.project_missing', 'No account that can serve names a Google Cloud project, which Vertex AI needs.', {
      hint: 'Give an account its project on the Accounts page of the dashboard, or set REGRANT_PROJECT_ID.',
    });
  }
}

/** Every account that could serve rests for this model: its quota is used up for now. */
export class PoolCoolingError extends RegrantError {
  constructor(
    /** When the first one is back, milliseconds from now. */
    readonly retryAfterMs: number,
  ) {
    super('pool.cooling', 'The quota of every account for this model is used up for now.', {
      hint: 'Wait as long as Retry-After says, add an account, or use another model.',
    });
  }
}
