import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { tryLock } from 'fs-native-extensions';
import { z } from 'zod';
import { StorageLockedError } from '../core/errors/storage-locked-error.js';
import { StorageUnwritableError } from '../core/errors/storage-unwritable-error.js';
import { errnoOf } from './errno.js';

/** The file whose lock means that the directory has an owner; the file itself stays for ever and means nothing. */
export const LOCK_FILE = '.lock';

const holderSchema = z.object({ pid: z.number().int(), started_at: z.string() });

/**
 * Makes this process the one owner of a directory. The kernel holds the lock, so there is none to be left behind by a
 * crash, and no clock or process list to be judged by.
 *
 * @returns releases the lock
 * @throws StorageLockedError  naming who holds it
 * @throws StorageUnwritableError
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const file = await openLockFile(join(directory, LOCK_FILE));
  try {
    if (!tryLock(file.fd)) throw new StorageLockedError(await describeHolder(file));
    await nameHolder(file);
  } catch (error) {
    await file.close();
    throw error instanceof StorageLockedError ? error : unusable(error);
  }
  return () => file.close();
}

async function openLockFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
  } catch (error) {
    throw unusable(error);
  }
}

/** Overwritten in place: only whoever holds the lock writes here, and whoever reads it can do without. */
async function nameHolder(file: FileHandle): Promise<void> {
  await file.truncate(0);
  await file.write(`${JSON.stringify({ pid: process.pid, started_at: new Date().toISOString() })}\n`, 0, 'utf8');
}

async function describeHolder(file: FileHandle): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(1024), 0, 1024, 0);
  const holder = holderSchema.safeParse(parseOrNull(buffer.toString('utf8', 0, bytesRead)));
  if (!holder.success) return 'another process';
  return `another Regrant (process ${holder.data.pid}, since ${holder.data.started_at})`;
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Its holder is just writing its name.
    return null;
  }
}

function unusable(cause: unknown): StorageUnwritableError {
  const errno = errnoOf(cause);
  return new StorageUnwritableError(`The data directory cannot be locked (${errno}).`, { cause, errno });
}
