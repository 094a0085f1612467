/** What a request brings to the choice of an account. */
export interface SelectionRequest {
  /** Accounts this request has tried already. */
  readonly excluded: ReadonlySet<string>;
}

/** An account that can be chosen. */
export interface Candidate {
  readonly id: string;
  /** Higher goes first. */
  readonly priority: number;
}

/**
 * Chooses the account of a request. Synchronous, and its cost does not grow with the pool; whoever is in it can serve
 * now, so the choice itself needs no account's details.
 */
export interface Scheduler {
  add(candidate: Candidate): void;
  remove(id: string): void;
  has(id: string): boolean;
  readonly size: number;
  select(request: SelectionRequest): string | undefined;
}
