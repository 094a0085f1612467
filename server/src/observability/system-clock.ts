import { Injectable } from '@nestjs/common';
import { Clock } from '../core/ports/clock.js';

/** The machine's own clocks. */
@Injectable()
export class SystemClock extends Clock {
  override nowMs(): number {
    return Date.now();
  }

  override monotonicMs(): number {
    return performance.now();
  }

  override schedule(delayMs: number, task: () => void): () => void {
    const timer = setTimeout(task, Math.min(Math.max(delayMs, 0), LONGEST_TIMEOUT_MS)).unref();
    return () => clearTimeout(timer);
  }
}

/** Beyond this, Node fires at once. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;
