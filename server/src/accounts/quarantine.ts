import { join } from 'node:path';
import { writeDurably } from '../config/durable-write.js';
import { errnoOf } from '../config/errno.js';
import type { FileSystem } from '../config/file-system.js';
import { revisionOf } from './account-file.js';

/** More damaged versions of one account than this tell nothing new, and could fill the disk. */
const MAX_COPIES_PER_ACCOUNT = 8;

/**
 * Keeps a copy of account files that could not be read, as they were. A copy is named after its content: the same
 * damage is kept once, also over restarts, and no copy is ever overwritten.
 */
export class Quarantine {
  readonly #copies = new Map<string, Set<string>>();

  constructor(
    private readonly directory: string,
    private readonly fileSystem: FileSystem,
  ) {}

  /** Rejects when the copy could not be made; it is tried again at the next look. */
  async keep(id: string, bytes: Uint8Array): Promise<void> {
    const digest = revisionOf(bytes).slice(0, 32);
    const copies = this.#copies.get(id) ?? new Set();
    if (copies.has(digest) || copies.size >= MAX_COPIES_PER_ACCOUNT) return;
    // An account's name may be as long as a file's name can be.
    const path = join(this.directory, `${id.slice(0, 64)}.${digest}.bad`);
    if (!(await this.#exists(path))) await writeDurably(path, bytes, { fileSystem: this.fileSystem });
    this.#copies.set(id, copies.add(digest));
  }

  async #exists(path: string): Promise<boolean> {
    try {
      await this.fileSystem.lstat(path, { bigint: true });
      return true;
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return false;
      throw error;
    }
  }
}
