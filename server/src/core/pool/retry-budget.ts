/** Of all requests, the share that may be tried a second time; a fifth, less what the reserve adds to a thousand requests. */
const SHARE = 0.19;
/** Retries that a quiet gateway has in hand for a sudden fault. */
const RESERVE = 10;

/**
 * Keeps retries from multiplying an outage: each request earns a share of a retry, so that over a thousand requests attempts
 * stay at 1.2 per request however many accounts there are to try.
 */
export class RetryBudget {
  #balance = RESERVE;

  /** A request has come. */
  earn(): void {
    this.#balance = Math.min(RESERVE, this.#balance + SHARE);
  }

  /** @returns whether a retry may be made; it is spent then */
  spend(): boolean {
    if (this.#balance < 1) return false;
    this.#balance -= 1;
    return true;
  }
}
