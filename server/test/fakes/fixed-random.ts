import { Random } from '../../src/core/ports/random.js';

/** No chance at all, unless told what comes next. */
export class FixedRandom extends Random {
  constructor(public value = 0.5) {
    super();
  }

  override next(): number {
    return this.value;
  }
}
