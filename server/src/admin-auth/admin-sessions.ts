import { Injectable } from '@nestjs/common';
import { SecretsStore } from '../config/secrets.store.js';
import { Clock } from '../core/ports/clock.js';
import { Log } from '../observability/logger.js';
import { digestOf, newSecret } from './secret-compare.js';

const DAY_MS = 86_400_000;
const IDLE_MS = 7 * DAY_MS;
const ABSOLUTE_MS = 30 * DAY_MS;
/** Being seen is written down this often at most. */
const SEEN_EVERY_MS = 10 * 60_000;
const MOST_SESSIONS = 100;

/**
 * Who is signed in to the dashboard. Kept as digests on disk, so that a restart signs nobody out; ended here, not only in
 * the browser.
 */
@Injectable()
export class AdminSessions {
  readonly #endListeners = new Set<() => void>();

  constructor(
    private readonly secrets: SecretsStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** A new session; the answer is the value for the cookie, known nowhere else. */
  async begin(): Promise<string> {
    const value = newSecret();
    const now = this.clock.nowMs();
    await this.secrets.change((secrets) => ({
      ...secrets,
      sessions: [
        ...this.#live(secrets.sessions),
        { digest: digestOf(value), created_at: now, last_seen_at: now },
      ].slice(-MOST_SESSIONS),
    }));
    return value;
  }

  isValid(value: string): boolean {
    const digest = digestOf(value);
    const session = this.#live(this.secrets.current.sessions).find((entry) => entry.digest === digest);
    if (!session) return false;
    if (this.clock.nowMs() - session.last_seen_at > SEEN_EVERY_MS) this.#markSeen(digest);
    return true;
  }

  async end(value: string): Promise<void> {
    const digest = digestOf(value);
    await this.secrets.change((secrets) => ({
      ...secrets,
      sessions: secrets.sessions.filter((entry) => entry.digest !== digest),
    }));
    this.#endListeners.forEach((listener) => listener());
  }

  /** Told when sessions have ended: open sockets are looked at again. */
  onEnd(listener: () => void): () => void {
    this.#endListeners.add(listener);
    return () => this.#endListeners.delete(listener);
  }

  #live<T extends { readonly created_at: number; readonly last_seen_at: number }>(sessions: readonly T[]): T[] {
    const now = this.clock.nowMs();
    return sessions.filter(
      ({ created_at, last_seen_at }) => now - created_at < ABSOLUTE_MS && now - last_seen_at < IDLE_MS,
    );
  }

  #markSeen(digest: string): void {
    const now = this.clock.nowMs();
    this.secrets
      .change((secrets) => ({
        ...secrets,
        sessions: secrets.sessions.map((entry) => (entry.digest === digest ? { ...entry, last_seen_at: now } : entry)),
      }))
      .catch((error: unknown) => this.log.warn('A session could not be marked as seen', { error: String(error) }));
  }
}
