import { Injectable } from '@nestjs/common';
import { Clock } from '../core/ports/clock.js';
import { EventBus } from '../core/ports/event-bus.js';
import { StorageError } from '../core/errors/storage-error.js';
import { Log } from '../observability/logger.js';

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 4000;

/**
 * The accounts whose changes the disk has refused. While there is one, storage is degraded: everybody is told, and the
 * writes are tried again until the disk lets them, without a restart.
 */
@Injectable()
export class UnsavedChanges {
  readonly #waiting = new Set<string>();
  #retryMs = FIRST_RETRY_MS;
  #isFolderLost = false;
  #cancelRetry: (() => void) | undefined;
  #retry: () => void = () => undefined;

  constructor(
    private readonly clock: Clock,
    private readonly bus: EventBus,
    private readonly log: Log,
  ) {}

  /** Something is not as it should be with the disk. */
  get isDegraded(): boolean {
    return this.#waiting.size > 0 || this.#isFolderLost;
  }

  get count(): number {
    return this.#waiting.size;
  }

  has(accountId: string): boolean {
    return this.#waiting.has(accountId);
  }

  onRetry(retry: () => void): void {
    this.#retry = retry;
  }

  failed(accountId: string, error: unknown): void {
    const wasHealthy = !this.isDegraded;
    this.#waiting.add(accountId);
    if (wasHealthy) {
      const errno = error instanceof StorageError ? String(error.details['errno']) : 'unknown';
      this.log.error(error, { waiting: this.#waiting.size });
      this.bus.publish({ type: 'storage.degraded', errno, waiting: this.#waiting.size });
    }
    this.#cancelRetry ??= this.clock.schedule(this.#retryMs, () => {
      this.#cancelRetry = undefined;
      this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
      this.#retry();
    });
  }

  saved(accountId: string): void {
    if (!this.#waiting.delete(accountId) || this.#waiting.size > 0) return;
    this.#retryMs = FIRST_RETRY_MS;
    this.stop();
    this.#tellRecovered();
  }

  /** The folder of the accounts is gone: they go on serving from memory. */
  folderLost(): void {
    const wasHealthy = !this.isDegraded;
    this.#isFolderLost = true;
    if (wasHealthy) this.bus.publish({ type: 'storage.degraded', errno: 'ENOENT', waiting: this.#waiting.size });
  }

  folderFound(): void {
    if (!this.#isFolderLost) return;
    this.#isFolderLost = false;
    this.#tellRecovered();
  }

  #tellRecovered(): void {
    if (this.isDegraded) return;
    this.log.info('All changes are on disk again');
    this.bus.publish({ type: 'storage.recovered' });
  }

  stop(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
  }
}
