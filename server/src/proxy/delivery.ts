import type { IncomingHttpHeaders } from 'node:http';
import type { Usage } from '../core/usage/usage.js';
import type { WireProblem } from '../protocols/neutral/problem.js';

/**
 * Takes a successful upstream answer and gives it to the caller. Made anew for each attempt. Until `started`, nothing has
 * reached the caller and another account may take over.
 */
export interface Delivery {
  readonly started: boolean;
  head(headers: IncomingHttpHeaders): void;
  /** False asks the upstream to pause. Throws `UpstreamAnswerError` when the answer is none. */
  data(chunk: Buffer): boolean;
  /** The upstream's answer is complete. Throws `UpstreamAnswerError` when it is none. */
  end(): void;
  /** The upstream broke off after content was sent: says so in the caller's wire, and ends. */
  fail(problem: WireProblem): void;
  /** What the answer has told of its cost so far; undefined where nothing tells. */
  readonly usage: Usage | undefined;
  /** Nothing follows, whatever came before: the caller may have left. */
  close?(): void;
}
