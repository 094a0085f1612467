import { join } from 'node:path';
import { errnoOf } from '../config/errno.js';
import type { FileSystem } from '../config/file-system.js';
import { StorageError } from '../core/errors/storage-error.js';
import { accountFileName, accountIdOf } from './account-file.js';

/** What a look into the accounts folder found. */
export interface Census {
  readonly ids: ReadonlySet<string>;
  /** Which directory this is; a directory put in its place has another identity. */
  readonly identity: string;
}

/**
 * The folder of the account files. It may vanish under a running process (unmounted, moved, restored), and what is
 * missing in a folder that is not there has not been removed by anybody.
 */
export class AccountHome {
  #identity: string | undefined;
  #isLost = false;

  constructor(
    readonly path: string,
    private readonly fileSystem: FileSystem,
  ) {}

  fileOf(id: string): string {
    return join(this.path, accountFileName(id));
  }

  /** Whether the census was taken in the directory that was last adopted. */
  isSame(census: Census): boolean {
    return !this.#isLost && census.identity === this.#identity;
  }

  /** The directory went away; whatever comes back may be another one, even under the same number. */
  lose(): void {
    this.#isLost = true;
  }

  /** Takes the directory of this census as the one that accounts are kept in from now on. */
  adopt(census: Census): void {
    this.#identity = census.identity;
    this.#isLost = false;
  }

  /** @throws StorageError  the folder is gone or cannot be read */
  async look(): Promise<Census> {
    try {
      const identity = await this.#readIdentity();
      const names = await this.fileSystem.readdir(this.path);
      return { identity, ids: new Set(names.map(accountIdOf).filter((id) => id !== undefined)) };
    } catch (error) {
      throw unreachable(error);
    }
  }

  /**
   * Asked before a missing file is believed to be removed.
   *
   * @throws StorageError  the folder itself is gone, or another one stands in its place
   */
  async assertThere(): Promise<void> {
    const identity = await this.#readIdentity().catch((error: unknown) => {
      throw unreachable(error);
    });
    if (!this.#isLost && (this.#identity === undefined || this.#identity === identity)) return;
    throw new StorageError('Another accounts folder stands in the place of the one that was read.', {
      cause: undefined,
      errno: 'ESTALE',
      hint: 'If it was put there on purpose, it is taken over by itself within seconds, unless it is empty.',
    });
  }

  async #readIdentity(): Promise<string> {
    const stats = await this.fileSystem.stat(this.path, { bigint: true });
    return `${stats.dev}:${stats.ino}`;
  }
}

function unreachable(cause: unknown): StorageError {
  const errno = errnoOf(cause);
  return new StorageError(`The accounts folder cannot be reached (${errno}).`, {
    cause,
    errno,
    hint: 'Put the data directory back in its place; the accounts stay in memory, and reading goes on by itself.',
  });
}
