import { Injectable } from '@nestjs/common';
import type { Account } from '../core/accounts/account.js';
import type { JsonObject } from '../core/accounts/document.js';
import { factsOf, type AccountChange, type Origin } from '../core/accounts/facts.js';
import { AccountNotFoundError, AccountUnreadableError } from '../core/errors/account-errors.js';
import { AccountStore, type OutsideChange, type StoredAccount } from '../core/ports/account-store.js';
import { EventBus } from '../core/ports/event-bus.js';
import { Log } from '../observability/logger.js';
import { AccountOwner, type CommitResult, type Decision } from './account-owner.js';
import { UnsavedChanges } from './unsaved-changes.js';

/** An account whose file is there but cannot be read. */
export interface UnreadableAccount {
  readonly id: string;
  readonly reason: string;
}

/**
 * All enrolled accounts, each in the hands of its one owner. Whoever must know of a change at once (the pool) listens;
 * everybody else reads the events.
 */
@Injectable()
export class AccountRegistry {
  readonly #owners = new Map<string, AccountOwner>();
  readonly #unreadable = new Map<string, string>();
  readonly #listeners = new Set<(change: AccountChange) => void>();
  #enrolling: Promise<unknown> = Promise.resolve();
  #stopWatching: (() => Promise<void>) | undefined;

  constructor(
    private readonly store: AccountStore,
    private readonly bus: EventBus,
    private readonly log: Log,
    private readonly unsaved: UnsavedChanges,
  ) {
    this.unsaved.onRetry(() => {
      for (const owner of this.#owners.values()) if (owner.hasUnsaved) owner.flush();
    });
  }

  /** Reads all accounts and goes on watching for changes made by others. */
  async open(): Promise<void> {
    for (const stored of await this.store.list()) this.#take(stored);
    // What has changed since the files were read is told as well.
    this.#stopWatching = await this.store.watch((change) => void this.#outsideChange(change));
  }

  async close(): Promise<void> {
    await this.#stopWatching?.();
    this.unsaved.stop();
    for (const owner of this.#owners.values()) owner.flush();
    await Promise.all([...this.#owners.values()].map((owner) => owner.idle()));
  }

  /** All that are enrolled, unreadable ones included. */
  get size(): number {
    let unowned = 0;
    for (const id of this.#unreadable.keys()) if (!this.#owners.has(id)) unowned += 1;
    return this.#owners.size + unowned;
  }

  *accounts(): Generator<Account> {
    for (const owner of this.#owners.values()) if (owner.account) yield owner.account;
  }

  get(id: string): Account | undefined {
    return this.#owners.get(id)?.account ?? undefined;
  }

  /** Everything that the file of an account holds, with what is still to be written. Undefined while it cannot be read. */
  documentOf(id: string): JsonObject | undefined {
    const owner = this.#owners.get(id);
    return owner?.account ? owner.document : undefined;
  }

  unreadable(): readonly UnreadableAccount[] {
    return [...this.#unreadable].map(([id, reason]) => ({ id, reason }));
  }

  hasUnsaved(id: string): boolean {
    return this.#owners.get(id)?.hasUnsaved ?? false;
  }

  /** Whether the disk has refused a change that still waits; one that is merely being written does not count. */
  hasRefusedChange(id: string): boolean {
    return this.unsaved.has(id);
  }

  /** Told within the call that makes the change, before anything is written. */
  onChange(listener: (change: AccountChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @see AccountOwner.change */
  change(id: string, decide: Decision, origin: Origin, aboutRefreshToken?: string | null): Account | null {
    return this.#owners.get(id)?.change(decide, origin, aboutRefreshToken) ?? null;
  }

  /**
   * @see AccountOwner.commit
   * @throws AccountNotFoundError, AccountUnreadableError, StorageError
   */
  async commit(id: string, decide: Decision, origin: Origin): Promise<Extract<CommitResult, { account: Account }>> {
    const result = (await this.#owners.get(id)?.commit(decide, origin)) ?? this.#withoutOwner(id);
    if (result.kind === 'gone') throw new AccountNotFoundError(id);
    if (result.kind === 'unreadable') throw new AccountUnreadableError(id, result.reason);
    return result;
  }

  /**
   * Stores a new account. Enrolments run one after another: two sign-ins of one person at the same moment must find
   * each other.
   */
  async create(document: JsonObject, origin: Origin): Promise<Account> {
    const stored = await this.store.create(document);
    this.#take(stored, origin);
    const account = this.get(stored.id);
    if (!account)
      throw new AccountUnreadableError(stored.id, this.#unreadable.get(stored.id) ?? 'it cannot be read back');
    return account;
  }

  /** Runs `task` when no other enrolment is under way. */
  enrolling<T>(task: () => Promise<T>): Promise<T> {
    const run = this.#enrolling.then(task);
    this.#enrolling = run.catch(() => undefined);
    return run;
  }

  /** @throws AccountNotFoundError, StorageError */
  async remove(id: string, origin: Origin): Promise<void> {
    const owner = this.#owners.get(id);
    const removed = owner ? await owner.remove(origin) : this.#unreadable.has(id) && (await this.store.remove(id));
    if (!removed) throw new AccountNotFoundError(id);
    if (this.#unreadable.delete(id)) this.#tellUnreadableRemoved(id, origin);
  }

  #tellUnreadableRemoved(id: string, origin: Origin): void {
    this.bus.publish({ type: 'account.removed', account_id: id, by: origin });
  }

  #withoutOwner(id: string): CommitResult {
    const reason = this.#unreadable.get(id);
    return reason === undefined ? { kind: 'gone' } : { kind: 'unreadable', reason };
  }

  /** @param origin  absent while the accounts are read at start: that is nothing new */
  #take(stored: StoredAccount, origin?: Origin): void {
    if (stored.kind === 'unreadable') {
      this.#becomeUnreadable(stored.id, stored.reason);
      return;
    }
    const owner: AccountOwner = new AccountOwner(stored.id, stored.document, this.store, {
      changed: (before, after, by) => this.#changed(owner, { id: owner.id, before, after, origin: by }),
      saveFailed: (error) => this.unsaved.failed(owner.id, error),
      saved: () => this.unsaved.saved(owner.id),
    });
    this.#owners.set(stored.id, owner);
    if (owner.unreadableReason !== null) {
      this.#becomeUnreadable(stored.id, owner.unreadableReason);
      return;
    }
    this.#unreadable.delete(stored.id);
    owner.notices.forEach((notice) => this.log.warn(notice));
    this.#tell({ id: stored.id, before: null, after: owner.account, origin: origin ?? 'file' }, origin !== undefined);
  }

  #changed(owner: AccountOwner, change: AccountChange): void {
    if (change.after) this.#unreadable.delete(owner.id);
    else if (owner.unreadableReason !== null) {
      this.#becomeUnreadable(owner.id, owner.unreadableReason);
      this.#tell(change, false);
      return;
    } else {
      this.#owners.delete(owner.id);
      this.#unreadable.delete(owner.id);
      this.unsaved.saved(owner.id);
      if (change.before === null) this.#tellUnreadableRemoved(owner.id, change.origin);
    }
    if (change.before !== change.after) this.#tell(change, true);
  }

  #becomeUnreadable(id: string, reason: string): void {
    if (this.#unreadable.get(id) === reason) return;
    this.#unreadable.set(id, reason);
    this.log.error(`Account file ${id} cannot be read: ${reason}`);
    this.bus.publish({ type: 'account.updated', account_id: id, status: 'unreadable', cause: 'unreadable', reason });
  }

  #tell(change: AccountChange, isNews: boolean): void {
    for (const listener of this.#listeners) {
      try {
        listener(change);
      } catch (error) {
        // One that fails must not keep the others, the pool above all, from hearing of a dead grant.
        this.log.error(error, { account_id: change.id });
      }
    }
    if (isNews) factsOf(change).forEach((fact) => this.bus.publish(fact));
  }

  async #outsideChange({ id, stored }: OutsideChange): Promise<void> {
    try {
      const owner = this.#owners.get(id);
      if (owner) await owner.reconcile();
      else if (stored) this.#take(stored, 'file');
      else if (this.#unreadable.delete(id)) this.#tellUnreadableRemoved(id, 'file');
    } catch (error) {
      this.log.error(error, { account_id: id });
    }
  }
}
