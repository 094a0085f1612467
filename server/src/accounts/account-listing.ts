import { EncryptionKeyRequiredError } from '../core/errors/encryption-errors.js';
import { StorageError } from '../core/errors/storage-error.js';
import type { StoredAccount } from '../core/ports/account-store.js';
import type { AccountFile } from './account-file.js';
import type { AccountHome } from './account-home.js';
import type { AccountPatcher } from './account-patcher.js';
import { toStored, type AccountReader } from './account-reader.js';
import type { SealedTokens } from './sealed-tokens.js';
import type { SeenFiles } from './seen-files.js';
import type { SerialByKey } from './serial-by-key.js';
import type { TroubleListener } from './store-trouble.js';

/** Ten thousand tasks begun together keep each other's leavings alive; too few, and files that may heal add up their waits. */
const LISTED_AT_ONCE = 256;

export interface AccountListingParts {
  readonly home: AccountHome;
  readonly reader: AccountReader;
  readonly patcher: AccountPatcher;
  readonly tokens: SealedTokens;
  readonly seen: SeenFiles;
  /** Where whoever works on an account waits for whoever does already. */
  readonly lanes: SerialByKey;
  readonly onTrouble: TroubleListener;
}

/** Reads all accounts, and sees to it that their tokens are stored as they should be. */
export class AccountListing {
  #isDone = false;
  #settled = 0;

  constructor(private readonly parts: AccountListingParts) {}

  /** Whether all accounts have been listed once. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /** How many accounts had their tokens stored in another way than they should be. */
  get settled(): number {
    return this.#settled;
  }

  /** Stores tokens as they should be wherever they are not; what the disk refuses now is done at the next write or list. */
  async list(): Promise<readonly StoredAccount[]> {
    const { home, seen } = this.parts;
    const census = await home.look();
    if (this.#isDone && !home.isSame(census) && census.ids.size === 0 && seen.size > 0) {
      throw new StorageError('An empty folder stands in the place of the accounts folder.', {
        cause: undefined,
        errno: 'ESTALE',
      });
    }
    home.adopt(census);
    const ids = [...new Set([...census.ids, ...seen.ids])].sort();
    const stored = new Array<StoredAccount | undefined>(ids.length);
    const waiting = ids.entries();
    const listOn = async () => {
      for (const [place, id] of waiting) stored[place] = this.#listAtOnce(id) ?? (await this.#listInTurn(id));
    };
    await Promise.all(Array.from({ length: LISTED_AT_ONCE }, listOn));
    const found = stored.filter((account) => account !== undefined);
    if (!this.#isDone) this.#requireKey(found);
    this.#isDone = true;
    return found;
  }

  /** Nearly every account at a start; undefined for one whose file needs a closer look, or that is in use. */
  #listAtOnce(id: string): StoredAccount | undefined {
    const { lanes, reader, seen } = this.parts;
    if (this.#isDone || lanes.has(id)) return undefined;
    const file = reader.readAtOnce(id);
    if (file?.kind !== 'readable' || !file.isSettled) return undefined;
    seen.remember(id, file);
    return toStored(id, file);
  }

  #listInTurn(id: string): Promise<StoredAccount | undefined> {
    const { lanes, reader, seen } = this.parts;
    return lanes.run(id, async () => {
      const file = await this.#read(id);
      seen.remember(id, file);
      await reader.keepDamaged(id, file);
      if (file.kind === 'readable' && !file.isSettled) return (await this.#settle(id)) ?? toStored(id, file);
      return toStored(id, file);
    });
  }

  /** One bad sector is one account's trouble; anything else that fails would be mistaken for many damaged accounts. */
  async #read(id: string): Promise<AccountFile> {
    try {
      return await this.parts.reader.readSettled(id);
    } catch (error) {
      if (!(error instanceof StorageError) || error.details['errno'] !== 'EIO') throw error;
      return { kind: 'unreadable', reason: 'could not be read, the disk failed (EIO)', mayHeal: false };
    }
  }

  /** Writes an account's tokens as they should be stored; undefined when they stay as they are for now. */
  async #settle(id: string): Promise<StoredAccount | undefined> {
    try {
      const outcome = await this.parts.patcher.patch(id, { edits: [] });
      if (outcome.kind !== 'written') return undefined;
      this.#settled += 1;
      return { kind: 'readable', id, document: outcome.document, revision: outcome.revision };
    } catch (cause) {
      const message = `The tokens in ${id}.json are not yet stored as they should be; it is tried again at the next write.`;
      this.parts.onTrouble({ kind: 'sealing-failed', message, cause });
      return undefined;
    }
  }

  /** Without the key every account would look dead, one by one; a start is refused instead. */
  #requireKey(found: readonly StoredAccount[]): void {
    const sealed = found.filter((account) => account.kind === 'unreadable' && account.isSealed).length;
    if (sealed === 0 || this.parts.tokens.hasKey) return;
    throw new EncryptionKeyRequiredError(
      sealed === 1 ? 'The tokens of 1 account are' : `The tokens of ${sealed} accounts are`,
    );
  }
}
