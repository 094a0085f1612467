import { Injectable } from '@nestjs/common';
import { AccountRegistry } from '../accounts/account-registry.js';
import { markUsed } from '../core/accounts/changes.js';
import { Clock } from '../core/ports/clock.js';

/** Written down this often at most: a busy account would otherwise write its file with every request. */
const EVERY_MS = 60_000;

/** Remembers when each account last served. */
@Injectable()
export class LastUsed {
  readonly #notedAtMs = new Map<string, number>();

  constructor(
    private readonly registry: AccountRegistry,
    private readonly clock: Clock,
  ) {}

  note(id: string): void {
    const nowMs = this.clock.monotonicMs();
    const notedAtMs = this.#notedAtMs.get(id);
    if (notedAtMs !== undefined && nowMs - notedAtMs < EVERY_MS) return;
    this.#notedAtMs.set(id, nowMs);
    this.registry.change(id, () => markUsed(Math.floor(this.clock.nowMs() / 1000)), 'upstream');
  }
}
