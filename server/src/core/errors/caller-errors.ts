import { RegrantError } from './regrant-error.js';

/** No caller key came with the request. */
export class CallerKeyMissingError extends RegrantError {
  /** @param found  what was in the place of a key */
  constructor(found?: string) {
    super('caller.key_missing', `No API key came with this request${found === undefined ? '' : `: ${found}`}.`, {
      hint: 'Looked at Authorization: Bearer, x-api-key, x-goog-api-key and ?key=. Send a Regrant key in one of them; check that the client has not left its key empty.',
    });
  }
}

/** A caller key that is not known. */
export class CallerKeyRejectedError extends RegrantError {
  constructor(carrier: string) {
    super('caller.key_rejected', `The API key in ${carrier} is not one of Regrant's.`, {
      hint: 'Use a key that Regrant made (it was shown once), or the one in REGRANT_API_KEY; Google and OpenAI keys do not fit here.',
    });
  }
}

/** Two different keys in one request. */
export class CallerKeyConflictError extends RegrantError {
  constructor(carriers: readonly string[]) {
    super('caller.key_conflict', `Two different API keys came with this request (${carriers.join(', ')}).`, {
      hint: 'Send the key in one place only.',
    });
  }
}

/** The key has had its requests for this minute. */
export class CallerRateLimitedError extends RegrantError {
  constructor(perMinute: number, retryAfterSeconds: number) {
    super('caller.rate_limited', `This API key may make ${perMinute} requests a minute, and has made them.`, {
      hint: `Try again in ${retryAfterSeconds} s, or raise the limit of the key on the dashboard.`,
      details: { retry_after_seconds: retryAfterSeconds },
    });
  }
}

/** The key does not cover this model. */
export class CallerModelRefusedError extends RegrantError {
  constructor() {
    super('caller.model_refused', 'This API key may not use this model.', {
      hint: 'Ask for a model that the key allows, or use another key; the dashboard lists what each one allows.',
    });
  }
}

/** No caller key has this id. */
export class CallerKeyNotFoundError extends RegrantError {
  constructor(id: string) {
    super('caller.key_not_found', 'There is no caller key with this id.', {
      hint: 'GET /api/keys lists them; a revoked one is gone.',
      details: { id: id.slice(0, 100) },
    });
  }
}

/** The key from the environment cannot be revoked from here. */
export class CallerKeyFixedError extends RegrantError {
  constructor() {
    super('caller.key_fixed', 'This key comes from REGRANT_API_KEY and cannot be revoked here.', {
      hint: 'Change or remove REGRANT_API_KEY and start Regrant again.',
    });
  }
}

/** There are as many keys as Regrant keeps. */
export class TooManyCallerKeysError extends RegrantError {
  constructor(limit: number) {
    super('caller.key_limit', `There are ${limit} caller keys already.`, { hint: 'Revoke one that is not used.' });
  }
}
