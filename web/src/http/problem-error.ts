import type { Problem } from '../../../server/contract/problem.js';

/** The server refused a request and said why, as `application/problem+json`. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(readonly problem: Problem) {
    super(problem.detail);
  }

  get code(): string {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }
}

/** No answer came: the server is down, restarting, or the network is. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/** An answer came that is not what the contract says, for instance from a server of another version. */
export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswerError';

  constructor(
    readonly status: number,
    options?: ErrorOptions,
  ) {
    super(`Unexpected answer (HTTP ${status})`, options);
  }
}
