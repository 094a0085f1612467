/** Which account a conversation is on. Bounded, and forgetful: the one that was quiet for longest goes first. */
export class Sessions {
  readonly #byKey = new Map<string, { readonly accountId: string; readonly seenAtMs: number }>();
  readonly #byAccount = new Map<string, Set<string>>();

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
    this.#drop(key);
    return undefined;
  }

  /** Puts a session on an account, or tells that it is still there. */
  stay(key: string, accountId: string, nowMs: number): void {
    this.#drop(key);
    // Insertion order is the order of last use: the first key is the one that was quiet for longest.
    this.#byKey.set(key, { accountId, seenAtMs: nowMs });
    const keys = this.#byAccount.get(accountId) ?? new Set();
    keys.add(key);
    this.#byAccount.set(accountId, keys);
    if (this.#byKey.size > this.limits.most) this.#drop(this.#byKey.keys().next().value ?? key);
  }

  /** The account is gone, dead, paused or protected: its sessions move with their next request. */
  leave(accountId: string): void {
    for (const key of this.#byAccount.get(accountId) ?? []) this.#byKey.delete(key);
    this.#byAccount.delete(accountId);
  }

  #drop(key: string): void {
    const session = this.#byKey.get(key);
    if (!session) return;
    this.#byKey.delete(key);
    const keys = this.#byAccount.get(session.accountId);
    keys?.delete(key);
    if (keys?.size === 0) this.#byAccount.delete(session.accountId);
  }
}
