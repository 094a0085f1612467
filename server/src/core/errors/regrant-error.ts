/** What an error tells its reader beyond the message. */
export interface ErrorFacts {
  /** What the reader can do next, one sentence. */
  readonly hint: string;
  /** Kept for the log, never shown to callers. */
  readonly cause?: unknown;
  /** Public facts only: no tokens, codes, keys, prompts. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * A fault with a stable code. The code, listed in `docs/errors.md`, is what programs match on; the message is for people.
 */
export class RegrantError extends Error {
  readonly code: string;
  readonly hint: string;
  readonly details: NonNullable<ErrorFacts['details']>;

  constructor(code: string, message: string, facts: ErrorFacts) {
    super(message, { cause: facts.cause });
    this.name = new.target.name;
    this.code = code;
    this.hint = facts.hint;
    this.details = facts.details ?? {};
  }
}
