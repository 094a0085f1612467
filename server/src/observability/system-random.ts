import { Injectable } from '@nestjs/common';
import { Random } from '../core/ports/random.js';

/** Not for secrets. */
@Injectable()
export class SystemRandom extends Random {
  override next(): number {
    return Math.random();
  }
}
