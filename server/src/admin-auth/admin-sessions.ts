import { Injectable } from '@nestjs/common';
import type { OpenSession } from '../../contract/http/sessions.js';
import { SecretsStore, type Secrets } from '../config/secrets.store.js';
import { Clock } from '../core/ports/clock.js';
import { Log } from '../observability/logger.js';
import { digestOf, newSecret } from './secret-compare.js';

const DAY_MS = 86_400_000;
const IDLE_MS = 7 * DAY_MS;
const ABSOLUTE_MS = 30 * DAY_MS;
/** Being seen is written down this often at most. */
const SEEN_EVERY_MS = 10 * 60_000;
const MOST_SESSIONS = 100;

type StoredSession = Secrets['sessions'][number];

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
  async begin(userAgent?: string): Promise<string> {
    const value = newSecret();
    const now = this.clock.nowMs();
    const session = { digest: digestOf(value), created_at: now, last_seen_at: now, user_agent: shown(userAgent) };
    await this.secrets.change((secrets) => ({
      ...secrets,
      sessions: [...this.#live(secrets.sessions), session].slice(-MOST_SESSIONS),
    }));
    return value;
  }

  /** Whether a request with this value may pass; being used keeps a session from idling away. */
  isValid(value: string): boolean {
    const session = this.#find(value);
    if (!session) return false;
    if (this.clock.nowMs() - session.last_seen_at > SEEN_EVERY_MS) this.#markSeen(session.digest);
    return true;
  }

  /** The same without being a use: an open page that nobody looks at does not keep itself signed in. */
  isOpen(value: string): boolean {
    return this.#find(value) !== undefined;
  }

  /** The same for who kept no more of a session than its digest. */
  isOpenDigest(digest: string): boolean {
    return this.#live(this.secrets.current.sessions).some((session) => session.digest === digest);
  }

  /** @param current  the value of the session that asks */
  list(current: string | undefined): readonly OpenSession[] {
    const own = current === undefined ? undefined : digestOf(current);
    return this.#live(this.secrets.current.sessions).map((session) => ({
      id: idOf(session),
      created_at: seconds(session.created_at),
      last_seen_at: seconds(session.last_seen_at),
      expires_at: seconds(Math.min(session.created_at + ABSOLUTE_MS, session.last_seen_at + IDLE_MS)),
      user_agent: session.user_agent,
      current: session.digest === own,
    }));
  }

  async end(value: string): Promise<void> {
    const digest = digestOf(value);
    await this.#keep((session) => session.digest !== digest);
  }

  /** @returns whether there was such a session */
  async endById(id: string): Promise<boolean> {
    if (!this.#live(this.secrets.current.sessions).some((session) => idOf(session) === id)) return false;
    await this.#keep((session) => idOf(session) !== id);
    return true;
  }

  /** @param value  the session that stays; undefined ends all */
  async endOthers(value: string | undefined): Promise<void> {
    const own = value === undefined ? undefined : digestOf(value);
    await this.#keep((session) => session.digest === own);
  }

  /** Told when sessions have ended: open sockets are looked at again. */
  onEnd(listener: () => void): () => void {
    this.#endListeners.add(listener);
    return () => this.#endListeners.delete(listener);
  }

  async #keep(stays: (session: StoredSession) => boolean): Promise<void> {
    await this.secrets.change((secrets) => ({ ...secrets, sessions: secrets.sessions.filter(stays) }));
    this.#endListeners.forEach((listener) => listener());
  }

  #find(value: string): StoredSession | undefined {
    const digest = digestOf(value);
    return this.#live(this.secrets.current.sessions).find((entry) => entry.digest === digest);
  }

  #live(sessions: readonly StoredSession[]): StoredSession[] {
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

/** A name for a session that is good for nothing but ending it. */
const idOf = ({ digest }: StoredSession): string => digestOf(`session ${digest}`).slice(0, 32);

const seconds = (ms: number): number => Math.floor(ms / 1000);

/** What a browser says of itself is shown to a person later: no controls, no novel. */
const shown = (userAgent: string | undefined): string | null =>
  userAgent === undefined ? null : userAgent.replace(/[^\x20-\x7e]/g, '?').slice(0, 200);
