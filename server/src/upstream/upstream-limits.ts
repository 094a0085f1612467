/** How long an upstream may let us wait. */
export class UpstreamLimits {
  /** Until a connection stands. */
  readonly connectMs: number = 5_000;
  /** Until the first byte of an answer: thinking models may be silent for minutes. */
  readonly firstByteMs: number = 300_000;
  /** Between two bytes of an answer; the same models think in the middle of one, too. */
  readonly idleMs: number = 300_000;

  constructor(others: Partial<UpstreamLimits> = {}) {
    Object.assign(this, others);
  }
}
