import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StorageError } from '../core/errors/storage-error.js';
import { errnoOf, systemError } from './errno.js';
import { nodeFileSystem, type FileSystem, type OpenFile } from './file-system.js';

/** @see prepareReplacement */
export interface WriteOptions {
  /** Permission bits of the new file, given when it is created. */
  readonly mode?: number;
  readonly fileSystem?: FileSystem;
}

/** New content that is on stable storage beside the file it shall replace; one of the calls must be made. */
export interface Replacement {
  /** Puts the content in place, lastingly, whatever stands there. */
  commit(): Promise<void>;
  /**
   * Puts the content in place, lastingly, and keeps what stood there, so that nothing is lost that somebody wrote in
   * the last instant.
   *
   * @returns where the replaced file now is, until `discard`; undefined when this file system cannot, and did nothing
   */
  exchange(): Promise<string | undefined>;
  /** Forgets it. */
  discard(): Promise<void>;
}

const TEMPORARY_NAME = /^\.regrant-[0-9a-f]{32}\.tmp$/;

/** Whether a file of this name is a left-over of an interrupted write of ours. */
export const isTemporaryName = (name: string): boolean => TEMPORARY_NAME.test(name);

/**
 * Replaces or creates a file so that every reader, at any instant, crash or power cut included, finds the old content
 * or the new one, whole. When the promise resolves, the new content is on stable storage.
 *
 * @throws StorageError  the old content is still there, unless only the last step failed (the sync of the directory),
 *   after which the new one is seen but may not outlive a power cut
 */
export async function writeDurably(path: string, content: string | Uint8Array, options?: WriteOptions): Promise<void> {
  const replacement = await prepareReplacement(path, content, options);
  await replacement.commit();
}

/**
 * The first half of a durable write: everything slow is done, nothing is visible yet.
 *
 * @throws StorageError  nothing was changed
 */
export async function prepareReplacement(
  path: string,
  content: string | Uint8Array,
  { mode = 0o600, fileSystem = nodeFileSystem }: WriteOptions = {},
): Promise<Replacement> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  const name = basename(path);
  await removeAbandoned(fileSystem);
  const temporary = join(dirname(path), `.regrant-${randomBytes(16).toString('hex')}.tmp`);
  try {
    await writeNew(temporary, bytes, { mode, fileSystem });
  } catch (error) {
    // A file that was there already is not ours to remove.
    if (errnoOf(error) !== 'EEXIST') await removeTemporary(temporary, fileSystem);
    throw writeFailed(name, error);
  }
  const orCleanUp = async <T>(task: () => Promise<T>): Promise<T> => {
    try {
      return await task();
    } catch (error) {
      await removeTemporary(temporary, fileSystem);
      throw error instanceof StorageError ? error : writeFailed(name, error);
    }
  };
  return {
    commit: () =>
      orCleanUp(async () => {
        await fileSystem.rename(temporary, path);
        await syncDirectory(dirname(path), fileSystem);
      }),
    exchange: () =>
      orCleanUp(async () => {
        if (!(await swapped(fileSystem, temporary, path))) return undefined;
        await syncDirectory(dirname(path), fileSystem);
        return temporary;
      }),
    discard: () => removeTemporary(temporary, fileSystem),
  };
}

const CANNOT_SWAP = new Set(['EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']);

/** Swaps the two; false when the file system does not know how (network shares, some containers). */
async function swapped(fileSystem: FileSystem, from: string, to: string): Promise<boolean> {
  try {
    await fileSystem.swap(from, to);
    return true;
  } catch (error) {
    if (CANNOT_SWAP.has(errnoOf(error))) return false;
    throw error;
  }
}

/**
 * Makes the names in a directory (created, renamed, removed) outlive a power cut.
 *
 * @throws StorageError
 */
export async function syncDirectory(path: string, fileSystem: FileSystem = nodeFileSystem): Promise<void> {
  // Windows cannot open a directory, and its file systems journal names by themselves.
  if (process.platform === 'win32') return;
  try {
    const directory = await fileSystem.open(path, constants.O_RDONLY | constants.O_DIRECTORY);
    await finish(directory, () => directory.sync());
  } catch (error) {
    throw writeFailed(basename(path), error);
  }
}

async function writeNew(
  path: string,
  bytes: Uint8Array,
  { mode, fileSystem }: { readonly mode: number; readonly fileSystem: FileSystem },
): Promise<void> {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  const file = await fileSystem.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
  await finish(file, async () => {
    await writeWhole(file, bytes);
    // After a failed sync the kernel may have dropped the data and call the next sync a success:
    // the error ends this file, and only a new file is tried again.
    await file.sync();
  });
}

/** A nearly full disk takes a part and says so only in the count. */
async function writeWhole(file: OpenFile, bytes: Uint8Array): Promise<void> {
  let position = 0;
  while (position < bytes.length) {
    const { bytesWritten } = await file.write(bytes, position, bytes.length - position, position);
    if (bytesWritten === 0) throw systemError('ENOSPC', 'The disk took nothing of a write.');
    position += bytesWritten;
  }
  const { size } = await file.stat({ bigint: true });
  if (size !== BigInt(bytes.length)) throw systemError('EIO', 'The file has another length.');
}

/** Closes whatever happens; a failing close counts, because some file systems report a lost write only there. */
async function finish(file: OpenFile, task: () => Promise<void>): Promise<void> {
  try {
    await task();
  } catch (error) {
    // The first failure is the one to tell; the file is given up anyway.
    await file.close().catch(() => undefined);
    throw error;
  }
  await file.close();
}

/** Temporary files that even the clean-up could not remove; tried again at the next write, so they never pile up. */
const abandoned = new Set<string>();

async function removeTemporary(path: string, fileSystem: FileSystem): Promise<void> {
  try {
    await fileSystem.unlink(path);
    abandoned.delete(path);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') abandoned.delete(path);
    else abandoned.add(path);
  }
}

async function removeAbandoned(fileSystem: FileSystem): Promise<void> {
  for (const path of abandoned) await removeTemporary(path, fileSystem);
}

function writeFailed(name: string, cause: unknown): StorageError {
  const errno = errnoOf(cause);
  return new StorageError(`${name} could not be saved (${errno}).`, { cause, errno });
}
