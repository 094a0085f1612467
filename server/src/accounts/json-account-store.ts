import { randomUUID } from 'node:crypto';
import { WITHOUT_KEY, type AtRest } from '../config/at-rest.js';
import type { DataDirectory } from '../config/data-directory.js';
import { syncDirectory, writeDurably } from '../config/durable-write.js';
import { errnoOf } from '../config/errno.js';
import { nodeFileSystem, type FileSystem } from '../config/file-system.js';
import type { FieldEdit, JsonObject } from '../core/accounts/document.js';
import { StorageError } from '../core/errors/storage-error.js';
import {
  AccountStore,
  type OutsideChange,
  type PatchOutcome,
  type StoredAccount,
} from '../core/ports/account-store.js';
import { isAccountId, newAccountText, revisionOf, type AccountFile } from './account-file.js';
import { AccountHome } from './account-home.js';
import { AccountListing } from './account-listing.js';
import { AccountPatcher } from './account-patcher.js';
import { AccountReader, toStored } from './account-reader.js';
import { AccountWatch } from './account-watch.js';
import { Quarantine } from './quarantine.js';
import { SealedTokens } from './sealed-tokens.js';
import { SeenFiles } from './seen-files.js';
import { SerialByKey } from './serial-by-key.js';
import { Slots } from './slots.js';
import type { TroubleListener } from './store-trouble.js';

/** A sync may hang for seconds in one of the four threads that name look-ups need too: half of them stay free. */
const WRITES_AT_ONCE = 2;

export interface JsonAccountStoreOptions {
  /** How tokens are stored. Default: plain. */
  readonly atRest?: AtRest;
  readonly fileSystem?: FileSystem;
  readonly newId?: () => string;
  readonly onTrouble?: TroubleListener;
  /** Pauses between looks at a file that another program may be writing. */
  readonly settleDelaysMs?: readonly number[];
}

/**
 * Keeps each account in a JSON file of its own, which may at any time be edited, replaced, added or removed by others.
 *
 * @see docs/decisions/2026-11-20-account-store.md
 */
export class JsonAccountStore extends AccountStore {
  readonly #home: AccountHome;
  readonly #reader: AccountReader;
  readonly #patcher: AccountPatcher;
  readonly #listing: AccountListing;
  readonly #fileSystem: FileSystem;
  readonly #newId: () => string;
  readonly #onTrouble: TroubleListener;
  readonly #settleDelaysMs: readonly number[];
  readonly #tokens: SealedTokens;
  readonly #seen = new SeenFiles();
  /** Accounts whose last write failed: what is seen of them may not outlive a power cut. */
  readonly #unsure = new Set<string>();
  readonly #lanes = new SerialByKey();
  readonly #writes = new Slots(WRITES_AT_ONCE);
  readonly #listeners = new Set<(change: OutsideChange) => void>();
  #watch: AccountWatch | undefined;

  constructor(
    directory: Pick<DataDirectory, 'accounts' | 'quarantine'>,
    {
      atRest = WITHOUT_KEY,
      fileSystem = nodeFileSystem,
      newId = randomUUID,
      onTrouble = () => undefined,
      settleDelaysMs = [25, 75, 200, 400],
    }: JsonAccountStoreOptions = {},
  ) {
    super();
    this.#home = new AccountHome(directory.accounts, fileSystem);
    this.#fileSystem = fileSystem;
    this.#newId = newId;
    this.#onTrouble = onTrouble;
    this.#settleDelaysMs = settleDelaysMs;
    this.#tokens = new SealedTokens(atRest);
    const quarantine = new Quarantine(directory.quarantine, fileSystem);
    const shared = { home: this.#home, fileSystem, tokens: this.#tokens, writes: this.#writes, onTrouble };
    this.#reader = new AccountReader({ ...shared, quarantine, settleDelaysMs });
    this.#patcher = new AccountPatcher({
      ...shared,
      reader: this.#reader,
      seen: this.#seen,
      unsure: this.#unsure,
      onOutsideChange: (id, { document, revision }) => {
        this.#seen.rememberOwn(id, revision);
        this.#tell(id, { kind: 'readable', id, document, revision });
      },
    });
    this.#listing = new AccountListing({
      ...shared,
      reader: this.#reader,
      patcher: this.#patcher,
      seen: this.#seen,
      lanes: this.#lanes,
    });
  }

  /** How many accounts had their tokens stored in another way than they should be, until they were listed. */
  get settled(): number {
    return this.#listing.settled;
  }

  /** Stores tokens as they should be wherever they are not; what the disk refuses now is done at the next write or list. */
  override list(): Promise<readonly StoredAccount[]> {
    return this.#listing.list();
  }

  override async load(id: string): Promise<StoredAccount | undefined> {
    if (!isAccountId(id)) return undefined;
    return this.#lanes.run(id, async () => {
      const file = await this.#reader.readSettled(id);
      await this.#reader.keepDamaged(id, file);
      return toStored(id, file);
    });
  }

  override async create(document: JsonObject): Promise<Extract<StoredAccount, { kind: 'readable' }>> {
    const id = this.#newId();
    return this.#lanes.run(id, async () => {
      if ((await this.#reader.read(id)).kind !== 'missing') throw taken(id);
      const after = newAccountText(document, { id, tokens: this.#tokens });
      const revision = revisionOf(after.text);
      this.#seen.expectOwn(id, revision);
      try {
        await this.#writes.run(() => writeDurably(this.#home.fileOf(id), after.text, { fileSystem: this.#fileSystem }));
      } catch (error) {
        await this.#undoCreate(id);
        throw error;
      }
      this.#seen.rememberOwn(id, revision);
      return { kind: 'readable', id, document: after.document, revision };
    });
  }

  override async patch(
    id: string,
    edits: readonly FieldEdit[],
    options: { readonly expectedRefreshToken?: string | null } = {},
  ): Promise<PatchOutcome> {
    if (!isAccountId(id)) return { kind: 'missing' };
    return this.#lanes.run(id, () => this.#patcher.patch(id, { edits, ...options }));
  }

  override async remove(id: string): Promise<boolean> {
    if (!isAccountId(id)) return false;
    return this.#lanes.run(id, async () => {
      const wasThere = await this.#unlink(id);
      if (!wasThere && !this.#unsure.has(id)) return false;
      this.#seen.forget(id);
      this.#unsure.add(id);
      await this.#writes.run(() => syncDirectory(this.#home.path, this.#fileSystem));
      this.#unsure.delete(id);
      return true;
    });
  }

  override async watch(listener: (change: OutsideChange) => void): Promise<() => Promise<void>> {
    if (!this.#listing.isDone) await this.list();
    this.#listeners.add(listener);
    if (this.#watch === undefined) {
      this.#watch = new AccountWatch({
        home: this.#home,
        seen: this.#seen,
        fileSystem: this.#fileSystem,
        inspect: (id, isLastTry) => this.#lanes.run(id, () => this.#inspect(id, isLastTry)),
        settleDelaysMs: this.#settleDelaysMs,
        onTrouble: this.#onTrouble,
      });
      this.#watch.start();
    }
    return async () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      const stopping = this.#watch;
      this.#watch = undefined;
      await stopping?.stop();
    };
  }

  /** One look on behalf of the watch. @returns false when it may be a passing state that deserves another look */
  async #inspect(id: string, isLastTry: boolean): Promise<boolean> {
    const file = await this.#reader.read(id);
    if (this.#seen.isKnown(id, file)) {
      this.#seen.remember(id, file);
      return true;
    }
    const mayPass = file.kind === 'missing' || (file.kind === 'unreadable' && file.mayHeal);
    if (mayPass && !isLastTry) return false;
    await this.#reader.keepDamaged(id, file);
    this.#takeOver(id, file);
    return true;
  }

  async #unlink(id: string): Promise<boolean> {
    try {
      await this.#fileSystem.unlink(this.#home.fileOf(id));
      return true;
    } catch (error) {
      const errno = errnoOf(error);
      if (errno !== 'ENOENT')
        throw new StorageError(`${id}.json could not be removed (${errno}).`, { cause: error, errno });
      await this.#home.assertThere();
      return false;
    }
  }

  /** An account that was not acknowledged shall not turn up later beside the one made by the next try. */
  async #undoCreate(id: string): Promise<void> {
    // If it cannot be removed it is shown, as anybody's file is: the watch finds it.
    await this.#fileSystem.unlink(this.#home.fileOf(id)).catch(() => undefined);
    this.#seen.forget(id);
  }

  #takeOver(id: string, file: AccountFile): void {
    this.#seen.remember(id, file);
    this.#tell(id, toStored(id, file));
  }

  #tell(id: string, stored: StoredAccount | undefined): void {
    this.#listeners.forEach((listener) => listener({ id, stored }));
  }
}

const taken = (id: string): StorageError =>
  new StorageError(`An account file named ${id}.json is there already.`, { cause: undefined, errno: 'EEXIST' });
