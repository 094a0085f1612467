import type { FieldEdit, JsonObject } from '../accounts/document.js';

/** One stored account: its document, or why there is none to be read. */
export type StoredAccount =
  | {
      readonly kind: 'readable';
      readonly id: string;
      readonly document: JsonObject;
      /** Changes whenever the stored text changes; equal revisions hold equal text. */
      readonly revision: string;
    }
  | {
      readonly kind: 'unreadable';
      readonly id: string;
      readonly reason: string;
      /** Nothing is damaged: its tokens are encrypted and do not open. */
      readonly isSealed?: boolean;
    };

/** How a patch ended. Only `written` and `unchanged` mean that the edits hold on disk. */
export type PatchOutcome =
  | { readonly kind: 'written' | 'unchanged'; readonly document: JsonObject; readonly revision: string }
  /** The stored refresh token is no longer the expected one: nothing was written. */
  | { readonly kind: 'superseded'; readonly document: JsonObject; readonly revision: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Something changed in the store that this process did not write itself. */
export interface OutsideChange {
  readonly id: string;
  /** What is stored now; undefined when the account was removed. */
  readonly stored: StoredAccount | undefined;
}

/**
 * Where accounts are kept, one document each. Every write is whole or not at all, is on stable storage when its
 * promise resolves, and changes only the fields it names. I/O failures reject with a `StorageError`.
 */
export abstract class AccountStore {
  /** All accounts, the unreadable ones included. */
  abstract list(): Promise<readonly StoredAccount[]>;

  abstract load(id: string): Promise<StoredAccount | undefined>;

  /** Stores a new account under a new random UUID, which is also written into its `id` field. */
  abstract create(document: JsonObject): Promise<Extract<StoredAccount, { kind: 'readable' }>>;

  /**
   * Changes the named fields of one account.
   *
   * @param options.expectedRefreshToken  when given, the patch happens only while `token.refresh_token` is still this
   */
  abstract patch(
    id: string,
    edits: readonly FieldEdit[],
    options?: { readonly expectedRefreshToken?: string | null },
  ): Promise<PatchOutcome>;

  /** Removes the account; false when there was none. */
  abstract remove(id: string): Promise<boolean>;

  /**
   * Tells of changes made by others since `list`, within 2 s each; resolves once watching; the answer stops it.
   */
  abstract watch(listener: (change: OutsideChange) => void): Promise<() => Promise<void>>;
}
