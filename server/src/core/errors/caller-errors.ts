import { RegrantError } from './regrant-error.js';

/** No caller key came with the request. */
export class CallerKeyMissingError extends RegrantError {
  constructor() {
    super('caller.key_missing', 'No API key came with this request.', {
      hint: 'Send a Regrant key as Authorization: Bearer, x-api-key, x-goog-api-key or ?key=.',
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
