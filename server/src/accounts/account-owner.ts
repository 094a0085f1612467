import { parseAccount, type Account } from '../core/accounts/account.js';
import { applyEdits, isJsonObject, type FieldEdit, type JsonObject } from '../core/accounts/document.js';
import type { Origin } from '../core/accounts/facts.js';
import { StorageError } from '../core/errors/storage-error.js';
import type { AccountStore } from '../core/ports/account-store.js';

/** Decides what to change, on the account as it is at that moment; null leaves it alone. */
export type Decision = (account: Account) => readonly FieldEdit[] | null;

/** A change that holds in memory and waits for the disk. */
interface Obligation {
  readonly edits: readonly FieldEdit[];
  /** The refresh token the change is about; undefined when it holds for any. */
  readonly aboutRefreshToken: string | null | undefined;
  readonly origin: Origin;
}

/** What an owner tells while it works. */
export interface OwnerListener {
  changed(before: Account | null, after: Account | null, origin: Origin): void;
  /** The disk refused; the change is kept and tried again. */
  saveFailed(error: unknown): void;
  /** Everything of this account is on disk. */
  saved(): void;
}

export type CommitResult =
  | { readonly kind: 'done' | 'nothing'; readonly account: Account }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * The one owner of an account. What the account is, is what is on disk with the unsaved changes on top; every change
 * goes through here, one write at a time.
 *
 * Two ways in: `change` holds in memory at once and is written as soon as the disk lets it (a dead grant may not wait
 * for a disk); `commit` is written first and holds then (what a person was told has survived a crash).
 * A change that is about a refresh token vanishes when that token is no longer the stored one.
 */
export class AccountOwner {
  #saved: JsonObject;
  #unsaved: readonly Obligation[] = [];
  #document: JsonObject;
  #account: Account | null;
  /** What it was when it could last be read. */
  #lastKnown: Account | null = null;
  #unreadableReason: string | null = null;
  #notices: readonly string[] = [];
  #gone = false;
  #tail: Promise<unknown> = Promise.resolve();
  #flushQueued = false;

  constructor(
    readonly id: string,
    document: JsonObject,
    private readonly store: AccountStore,
    private readonly listener: OwnerListener,
  ) {
    this.#saved = document;
    this.#document = document;
    this.#account = null;
    this.#parse();
  }

  /** The account now; null while its file cannot be read. */
  get account(): Account | null {
    return this.#gone ? null : this.#account;
  }

  /** The whole document behind it, unsaved changes included. */
  get document(): JsonObject {
    return this.#document;
  }

  get unreadableReason(): string | null {
    return this.#unreadableReason;
  }

  /** What a person should know about its file. */
  get notices(): readonly string[] {
    return this.#notices;
  }

  get hasUnsaved(): boolean {
    return this.#unsaved.length > 0;
  }

  /**
   * Changes the account in memory at once, and on disk as soon as possible. A change that is about a refresh token is kept
   * even while the file cannot be read: a token that was replaced at that very moment comes no second time. It holds
   * once the file is readable again, and still has the old one.
   *
   * @param aboutRefreshToken  the change holds only while this is the stored refresh token; undefined: for any
   * @returns the account after the change, or null when the decision was to leave it alone
   */
  change(decide: Decision, origin: Origin, aboutRefreshToken?: string | null): Account | null {
    const account = this.account ?? (aboutRefreshToken === undefined || this.#gone ? null : this.#lastKnown);
    if (!account || (aboutRefreshToken !== undefined && account.grant.refreshToken !== aboutRefreshToken)) return null;
    const edits = decide(account);
    if (edits === null) return null;
    this.#unsaved = [...this.#unsaved, { edits, aboutRefreshToken, origin }];
    if (!this.account) return null;
    this.#recompute(origin);
    this.flush();
    return this.account;
  }

  /** Writes what is unsaved, behind whatever is being written. */
  flush(): void {
    if (this.#flushQueued || this.#gone) return;
    this.#flushQueued = true;
    void this.#serially(async () => {
      this.#flushQueued = false;
      try {
        await this.#write(() => null, 'refresh');
      } catch (error) {
        this.listener.saveFailed(error);
      }
    });
  }

  /**
   * Decides, writes, and then lets it hold. Rejects with a `StorageError` when the disk refuses; nothing is changed then.
   */
  commit(decide: Decision, origin: Origin): Promise<CommitResult> {
    return this.#serially(() => this.#write(decide, origin));
  }

  /** Removes the account from disk, then from memory; false when it was gone already. */
  remove(origin: Origin): Promise<boolean> {
    return this.#serially(async () => {
      if (this.#gone) return false;
      await this.store.remove(this.id);
      this.#leave(origin);
      return true;
    });
  }

  /** Somebody else changed the file: takes over what is there now, and adds what could not be written before. */
  reconcile(): Promise<void> {
    return this.#serially(async () => {
      if (this.#gone) return;
      const stored = await this.store.load(this.id);
      if (stored === undefined) this.#leave('file');
      else if (stored.kind === 'unreadable') this.#becomeUnreadable(stored.reason);
      else this.#adopt(stored.document, 'file');
      this.flush();
    });
  }

  /** Resolves when all that was asked for so far has been tried. */
  async idle(): Promise<void> {
    await this.#tail;
  }

  async #write(decide: Decision, origin: Origin): Promise<CommitResult> {
    // Somebody else may change the refresh token on disk again and again; a person is not kept waiting for that war.
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (this.#gone) return { kind: 'gone' };
      const pending = this.#unsaved;
      const account = this.account;
      if (!account) return { kind: 'unreadable', reason: this.#unreadableReason ?? 'the file cannot be read' };
      const decided = decide(account);
      const edits = [...pending.flatMap((obligation) => obligation.edits), ...(decided ?? [])];
      if (edits.length === 0) {
        this.listener.saved();
        return { kind: 'nothing', account };
      }
      const outcome = await this.store.patch(this.id, edits, { expectedRefreshToken: storedTokenOf(this.#saved) });
      switch (outcome.kind) {
        case 'written':
        case 'unchanged':
          this.#unsaved = this.#unsaved.filter((obligation) => !pending.includes(obligation));
          this.#adopt(outcome.document, decided ? origin : (pending.at(-1)?.origin ?? origin));
          if (!this.hasUnsaved) this.listener.saved();
          return this.#result(decided ? 'done' : 'nothing');
        case 'superseded':
          this.#adopt(outcome.document, 'file');
          continue;
        case 'missing':
          this.#leave('file');
          return { kind: 'gone' };
        case 'unreadable':
          this.#becomeUnreadable(outcome.reason);
          return { kind: 'unreadable', reason: outcome.reason };
      }
    }
    throw new StorageError('The account file is being changed again and again by another program.', {
      cause: undefined,
      errno: 'EBUSY',
      hint: 'Stop the other program, or let only one of the two keep this account.',
    });
  }

  #result(kind: 'done' | 'nothing'): CommitResult {
    const account = this.account;
    return account ? { kind, account } : { kind: 'gone' };
  }

  #adopt(document: JsonObject, origin: Origin): void {
    this.#saved = document;
    this.#unreadableReason = null;
    this.#recompute(origin);
  }

  /** What is on disk with the unsaved changes on top, those left out whose refresh token is no longer there. */
  #recompute(origin: Origin): void {
    const before = this.account;
    const kept: Obligation[] = [];
    this.#document = this.#unsaved.reduce((document, obligation) => {
      const { aboutRefreshToken } = obligation;
      if (aboutRefreshToken !== undefined && refreshTokenOf(document) !== aboutRefreshToken) return document;
      kept.push(obligation);
      return applyEdits(document, obligation.edits);
    }, this.#saved);
    this.#unsaved = kept;
    this.#parse();
    this.listener.changed(before, this.account, origin);
  }

  #parse(): void {
    const parsed = parseAccount(this.id, this.#document);
    this.#account = parsed.kind === 'account' ? parsed.account : null;
    this.#lastKnown = this.#account ?? this.#lastKnown;
    this.#unreadableReason = parsed.kind === 'account' ? null : parsed.reason;
    this.#notices = parsed.kind === 'account' ? parsed.notices : [];
  }

  #becomeUnreadable(reason: string): void {
    const before = this.account;
    this.#account = null;
    this.#unreadableReason = reason;
    this.listener.changed(before, null, 'file');
  }

  #leave(origin: Origin): void {
    const before = this.account;
    this.#gone = true;
    this.#unsaved = [];
    this.#unreadableReason = null;
    this.listener.changed(before, null, origin);
  }

  #serially<T>(task: () => Promise<T>): Promise<T> {
    const run = this.#tail.then(task);
    this.#tail = run.catch(() => undefined);
    return run;
  }
}

/** The refresh token as the account knows it: a blank one is none. */
function refreshTokenOf(document: JsonObject): string | null {
  const stored = storedTokenOf(document);
  return stored === null || stored.trim() === '' ? null : stored;
}

/** The same as the store compares it, letter for letter. */
function storedTokenOf(document: JsonObject): string | null {
  const token = Object.hasOwn(document, 'token') ? document['token'] : undefined;
  if (!isJsonObject(token)) return null;
  const value = Object.hasOwn(token, 'refresh_token') ? token['refresh_token'] : undefined;
  return typeof value === 'string' ? value : null;
}
