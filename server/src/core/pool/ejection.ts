/** Faults in a row after which an account is left alone for a while. */
const FAULTS_IN_A_ROW = 5;
const FIRST_MS = 30_000;
const LONGEST_MS = 600_000;
/** However many fail: at most this share of the pool is out at once. If most fail, it is not the accounts. */
const MOST_OUT = 0.5;

interface Standing {
  faults: number;
  /** Times ejected since the last success. */
  times: number;
  /** Monotonic; 0 when it is not ejected. */
  untilMs: number;
  /** A single request is finding out whether it works again. */
  probing: boolean;
}

/** What a result means for the account. */
export type EjectionChange =
  { readonly kind: 'none' } | { readonly kind: 'ejected'; readonly untilMs: number } | { readonly kind: 'returned' };

/**
 * Takes an account out for a while when five requests in a row failed on it (server errors, network faults). It returns
 * by a single probe. Never so many at once that the pool would be empty because of it.
 */
export class Ejections {
  readonly #records = new Map<string, Standing>();
  #out = 0;

  /**
   * @param pool.size  accounts that are in the pool, ejected ones included
   * @param pool.isProbe  the request that failed was the one that was to find out
   */
  failed(
    id: string,
    nowMs: number,
    { size, isProbe }: { readonly size: number; readonly isProbe: boolean },
  ): EjectionChange {
    const record = this.#record(id);
    record.faults += 1;
    // A request from before the ejection that fails late says nothing new, and does not end the probe.
    const failedProbe = isProbe && record.probing;
    if (failedProbe) record.probing = false;
    if (!failedProbe && (record.faults < FAULTS_IN_A_ROW || record.untilMs > 0)) return { kind: 'none' };
    if (!failedProbe && this.#out + 1 > size * MOST_OUT) return { kind: 'none' };
    if (record.untilMs === 0) this.#out += 1;
    record.times += 1;
    record.untilMs = nowMs + Math.min(LONGEST_MS, FIRST_MS * record.times);
    return { kind: 'ejected', untilMs: record.untilMs };
  }

  succeeded(id: string): EjectionChange {
    const record = this.#records.get(id);
    if (!record) return { kind: 'none' };
    this.#records.delete(id);
    if (record.untilMs === 0) return { kind: 'none' };
    this.#out -= 1;
    return { kind: 'returned' };
  }

  isOut(id: string): boolean {
    return (this.#records.get(id)?.untilMs ?? 0) > 0;
  }

  untilMs(id: string): number {
    return this.#records.get(id)?.untilMs ?? 0;
  }

  /** Its time is over, and nobody is finding out yet. */
  mayProbe(id: string, nowMs: number): boolean {
    const standing = this.#records.get(id);
    return standing !== undefined && standing.untilMs > 0 && !standing.probing && nowMs >= standing.untilMs;
  }

  /** @returns whether this request may be the one that finds out */
  takeProbe(id: string, nowMs: number): boolean {
    if (!this.mayProbe(id, nowMs)) return false;
    this.#record(id).probing = true;
    return true;
  }

  /** The probe ended without telling anything: the caller left, or its request was at fault. */
  releaseProbe(id: string): void {
    const record = this.#records.get(id);
    if (record) record.probing = false;
  }

  forget(id: string): void {
    if (this.isOut(id)) this.#out -= 1;
    this.#records.delete(id);
  }

  #record(id: string): Standing {
    const record = this.#records.get(id) ?? { faults: 0, times: 0, untilMs: 0, probing: false };
    this.#records.set(id, record);
    return record;
  }
}
