/** Chance, for jitter. */
export abstract class Random {
  /** Evenly between 0 and 1. */
  abstract next(): number;
}
