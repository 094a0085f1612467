/** One conversation, in a chain by last use. */
interface Session {
  readonly key: string;
  accountId: string;
  seenAtMs: number;
  /** The neighbour that was quiet for longer. */
  older: Session | undefined;
  newer: Session | undefined;
}

/**
 * Which account a conversation is on. Bounded, and forgetful: the one that was quiet for longest goes first. The order
 * is a chain, not that of a Map: taking the first of a Map from whose beginning much was removed costs as much as serving
 * a request.
 */
export class Sessions {
  readonly #byKey = new Map<string, Session>();
  readonly #byAccount = new Map<string, Set<Session>>();
  #oldest: Session | undefined;
  #newest: Session | undefined;

  /**
   * @param limits.most  sessions kept
   * @param limits.idleMs  a session that was quiet for this long starts anew
   */
  constructor(private readonly limits: { readonly most: number; readonly idleMs: number }) {}

  get size(): number {
    return this.#byKey.size;
  }

  /** The account of a session, or undefined. @param nowMs monotonic */
  find(key: string, nowMs: number): string | undefined {
    const session = this.#byKey.get(key);
    if (!session) return undefined;
    if (nowMs - session.seenAtMs <= this.limits.idleMs) return session.accountId;
    this.#drop(session);
    return undefined;
  }

  /** Puts a session on an account, or tells that it is still there. */
  stay(key: string, accountId: string, nowMs: number): void {
    const session = this.#byKey.get(key);
    if (!session) {
      this.#begin(key, accountId, nowMs);
      return;
    }
    session.seenAtMs = nowMs;
    if (session.accountId !== accountId) {
      this.#leaveAccount(session);
      session.accountId = accountId;
      this.#enterAccount(session);
    }
    if (session === this.#newest) return;
    this.#unlink(session);
    this.#link(session);
  }

  /** The account is gone, dead, paused or protected: its sessions move with their next request. */
  leave(accountId: string): void {
    for (const session of [...(this.#byAccount.get(accountId) ?? [])]) this.#drop(session);
  }

  #begin(key: string, accountId: string, nowMs: number): void {
    const session: Session = { key, accountId, seenAtMs: nowMs, older: undefined, newer: undefined };
    this.#byKey.set(key, session);
    this.#enterAccount(session);
    this.#link(session);
    if (this.#byKey.size > this.limits.most && this.#oldest) this.#drop(this.#oldest);
  }

  #drop(session: Session): void {
    this.#byKey.delete(session.key);
    this.#leaveAccount(session);
    this.#unlink(session);
  }

  #enterAccount(session: Session): void {
    const sessions = this.#byAccount.get(session.accountId);
    if (sessions) sessions.add(session);
    else this.#byAccount.set(session.accountId, new Set([session]));
  }

  #leaveAccount(session: Session): void {
    const sessions = this.#byAccount.get(session.accountId);
    sessions?.delete(session);
    if (sessions?.size === 0) this.#byAccount.delete(session.accountId);
  }

  #link(session: Session): void {
    session.older = this.#newest;
    session.newer = undefined;
    if (this.#newest) this.#newest.newer = session;
    else this.#oldest = session;
    this.#newest = session;
  }

  #unlink(session: Session): void {
    const { older, newer } = session;
    if (older) older.newer = newer;
    else this.#oldest = newer;
    if (newer) newer.older = older;
    else this.#newest = older;
  }
}
