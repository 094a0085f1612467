import type { ProblemCode } from '../../../server/contract/problem.js';

/** A refusal in words: what happened, and what a person does about it. */
export interface Refusal {
  readonly detail: string;
  readonly hint: string;
}

/** Words for everything that the server refuses with. */
export type ProblemWords = Readonly<Record<ProblemCode, Refusal>>;
