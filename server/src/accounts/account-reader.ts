import { setTimeout as pause } from 'node:timers/promises';
import { readBounded, readBoundedAtOnce } from '../config/bounded-read.js';
import type { FileSystem } from '../config/file-system.js';
import type { StoredAccount } from '../core/ports/account-store.js';
import { MAX_ACCOUNT_BYTES, parseAccountFile, type AccountFile } from './account-file.js';
import type { AccountHome } from './account-home.js';
import type { Quarantine } from './quarantine.js';
import type { SealedTokens } from './sealed-tokens.js';
import { Slots } from './slots.js';
import type { TroubleListener } from './store-trouble.js';

/** Enough to keep the disk busy, far below any limit on open files. */
const READS_AT_ONCE = 32;

export interface AccountReaderParts {
  readonly home: AccountHome;
  readonly fileSystem: FileSystem;
  readonly quarantine: Quarantine;
  readonly tokens: SealedTokens;
  /** Where writes wait for their turn. */
  readonly writes: Slots;
  /** Pauses between looks at a file that another program may be writing. */
  readonly settleDelaysMs: readonly number[];
  readonly onTrouble: TroubleListener;
}

/** Reads account files as they are found: whole, half written, damaged, or not there. */
export class AccountReader {
  readonly #reads = new Slots(READS_AT_ONCE);

  constructor(private readonly parts: AccountReaderParts) {}

  /**
   * Reads an account's file once.
   *
   * @throws StorageError  the disk failed, or the folder is not there, so that a missing file means nothing
   */
  async read(id: string): Promise<AccountFile> {
    const file = await this.#readAt(id, this.parts.home.fileOf(id));
    if (file.kind === 'missing') await this.parts.home.assertThere();
    return file;
  }

  /** Reads an account's file without giving way to anybody; undefined when that is not offered or needs a closer look. */
  readAtOnce(id: string): AccountFile | undefined {
    const { home, fileSystem, tokens } = this.parts;
    const read = readBoundedAtOnce(home.fileOf(id), { maxBytes: MAX_ACCOUNT_BYTES, fileSystem });
    return read && parseAccountFile(read, { id, tokens });
  }

  /** Reads an account's file; what is not whole is read again, because another program may just be writing it. */
  readSettled(id: string): Promise<AccountFile> {
    return this.#settle(() => this.read(id));
  }

  /** The same for an account's file that has been moved aside. */
  readSettledAt(id: string, path: string): Promise<AccountFile> {
    return this.#settle(() => this.#readAt(id, path));
  }

  /** Copies a damaged file to the quarantine. */
  async keepDamaged(id: string, file: AccountFile): Promise<void> {
    if (file.kind !== 'unreadable' || file.bytes === undefined) return;
    const { bytes } = file;
    try {
      await this.parts.writes.run(() => this.parts.quarantine.keep(id, bytes));
    } catch (cause) {
      const message = `No copy of the damaged file ${id}.json could be made; the file itself is left as it is.`;
      this.parts.onTrouble({ kind: 'quarantine-failed', message, cause });
    }
  }

  async #settle(read: () => Promise<AccountFile>): Promise<AccountFile> {
    let file = await read();
    for (const delayMs of this.parts.settleDelaysMs) {
      if (file.kind !== 'unreadable' || !file.mayHeal) return file;
      await pause(delayMs);
      file = await read();
    }
    return file;
  }

  async #readAt(id: string, path: string): Promise<AccountFile> {
    const { fileSystem, tokens } = this.parts;
    const limits = { maxBytes: MAX_ACCOUNT_BYTES, fileSystem };
    return parseAccountFile(await this.#reads.run(() => readBounded(path, limits)), { id, tokens });
  }
}

/** An account file as the store hands it out. */
export function toStored(id: string, file: AccountFile): StoredAccount | undefined {
  switch (file.kind) {
    case 'missing':
      return undefined;
    case 'readable':
      return { kind: 'readable', id, document: file.document, revision: file.revision };
    case 'unreadable':
      return { kind: 'unreadable', id, reason: file.reason, ...(file.isSealed && { isSealed: true }) };
  }
}
