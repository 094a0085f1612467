import type { FieldEdit, JsonObject } from '../../src/core/accounts/document.js';
import { StorageError } from '../../src/core/errors/storage-error.js';
import {
  AccountStore,
  type OutsideChange,
  type PatchOutcome,
  type StoredAccount,
} from '../../src/core/ports/account-store.js';

/** A point that a call of the store passes: before anything is done, and before its end is told. */
export type StorePoint = `${'load' | 'create' | 'patch' | 'remove'} ${'asked' | 'done'}`;

/** Stands before a store: holds its calls at barriers, and lets them fail as on a bad disk. */
export class ScriptedAccountStore extends AccountStore {
  /** Waited for at every point; passes at once unless told otherwise. */
  gate: (point: StorePoint, id: string) => Promise<void> = async () => undefined;
  /** The errno that writes fail with, or undefined when they work; asked for every write. */
  failure: () => string | undefined = () => undefined;
  /** Writes that were tried, failed ones included. */
  writes = 0;

  constructor(private readonly inner: AccountStore) {
    super();
  }

  override list(): Promise<readonly StoredAccount[]> {
    return this.inner.list();
  }

  override load(id: string): Promise<StoredAccount | undefined> {
    return this.#pass('load', id, () => this.inner.load(id));
  }

  override create(document: JsonObject): Promise<Extract<StoredAccount, { kind: 'readable' }>> {
    return this.#pass('create', '', () => this.#write(() => this.inner.create(document)));
  }

  override patch(
    id: string,
    edits: readonly FieldEdit[],
    options?: { readonly expectedRefreshToken?: string | null },
  ): Promise<PatchOutcome> {
    return this.#pass('patch', id, () => this.#write(() => this.inner.patch(id, edits, options)));
  }

  override remove(id: string): Promise<boolean> {
    return this.#pass('remove', id, () => this.#write(() => this.inner.remove(id)));
  }

  override watch(listener: (change: OutsideChange) => void): Promise<() => Promise<void>> {
    return this.inner.watch(listener);
  }

  async #pass<T>(name: 'load' | 'create' | 'patch' | 'remove', id: string, call: () => Promise<T>): Promise<T> {
    await this.gate(`${name} asked`, id);
    const result = await call();
    await this.gate(`${name} done`, id);
    return result;
  }

  async #write<T>(call: () => Promise<T>): Promise<T> {
    this.writes += 1;
    const errno = this.failure();
    if (errno !== undefined) throw new StorageError(`The disk refused (${errno}).`, { cause: undefined, errno });
    return call();
  }
}
