import { UpstreamLimits } from './upstream/upstream-limits.js';

/** How long Regrant waits for others. The first two are counted until a request is whole; answers take as long as they take. */
export interface Patience {
  readonly headersMs: number;
  readonly requestMs: number;
  /** How long a connection may be on which nothing moves, in neither direction. */
  readonly silenceMs: number;
  /** How often connections are looked at. */
  readonly checkEveryMs: number;
  /** How long streams in flight may take to finish when Regrant is asked to stop. */
  readonly drainMs: number;
  readonly upstream: UpstreamLimits;
}

export const PATIENCE: Patience = {
  headersMs: 15_000,
  requestMs: 180_000,
  // Longer than a request may be parked (10 min) and an upstream be silent (5) together: nobody is there any more.
  silenceMs: 20 * 60_000,
  checkEveryMs: 5_000,
  drainMs: 30_000,
  upstream: new UpstreamLimits(),
};
