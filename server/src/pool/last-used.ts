import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { AccountRegistry } from '../accounts/account-registry.js';
import { markUsed } from '../core/accounts/changes.js';
import { Clock, unixSeconds } from '../core/ports/clock.js';

/** Written down this often at most: a busy account would otherwise write its file with every request. */
const EVERY_MS = 60_000;
/** So many files a second at most: in a large pool that is busy, writing dates would else be most of the work. */
const PER_SECOND = 10;
/** So many at once after a quiet time: in a pool of the usual size nobody waits. */
const AT_ONCE = 100;
const LOOK_EVERY_MS = 1_000;

/** Remembers when each account last served; in a large pool some time after, and never at the cost of serving. */
@Injectable()
export class LastUsed implements OnModuleDestroy {
  readonly #notedAtMs = new Map<string, number>();
  /** What is to be written, oldest first: ids with unix seconds. */
  readonly #waiting = new Map<string, number>();
  #room = AT_ONCE;
  #lookedAtMs: number;
  #cancelLook: (() => void) | undefined;

  constructor(
    private readonly registry: AccountRegistry,
    private readonly clock: Clock,
  ) {
    this.#lookedAtMs = clock.monotonicMs();
  }

  note(id: string): void {
    const nowMs = this.clock.monotonicMs();
    const notedAtMs = this.#notedAtMs.get(id);
    if (notedAtMs !== undefined && nowMs - notedAtMs < EVERY_MS) return;
    this.#notedAtMs.set(id, nowMs);
    this.#waiting.set(id, unixSeconds(this.clock));
    if (!this.#cancelLook) this.#writeSome();
  }

  onModuleDestroy(): void {
    this.#cancelLook?.();
  }

  #writeSome(): void {
    const nowMs = this.clock.monotonicMs();
    this.#room = Math.min(AT_ONCE, this.#room + ((nowMs - this.#lookedAtMs) / 1000) * PER_SECOND);
    this.#lookedAtMs = nowMs;
    for (const [id, usedAt] of this.#waiting) {
      if (this.#room < 1) break;
      this.#room -= 1;
      this.#waiting.delete(id);
      this.registry.change(id, () => markUsed(usedAt), 'upstream');
    }
    this.#cancelLook =
      this.#waiting.size === 0 ? undefined : this.clock.schedule(LOOK_EVERY_MS, () => this.#writeSome());
  }
}
