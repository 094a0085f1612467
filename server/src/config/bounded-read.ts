import type { BigIntStats } from 'node:fs';
import { constants } from 'node:fs';
import { basename } from 'node:path';
import { StorageError } from '../core/errors/storage-error.js';
import { errnoOf } from './errno.js';
import { nodeFileSystem, type FileSystem, type OpenFile } from './file-system.js';

/** What a bounded read found. Reasons are for people and hold nothing of the content. */
export type BoundedRead =
  | {
      readonly kind: 'read';
      /** Decoded, without a byte order mark. */
      readonly text: string;
      readonly bytes: Buffer;
      /** Differs when the file was touched since; says nothing about the content. */
      readonly stamp: string;
    }
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'unreadable';
      readonly reason: string;
      /** The content, when there was a regular file of bearable size to read. */
      readonly bytes?: Buffer;
      readonly stamp?: string;
    };

/** One string that changes with every write of a file that the system's clock can tell apart. */
export const stampOf = (stats: BigIntStats): string =>
  `${stats.ctimeNs}:${stats.mtimeNs}:${stats.size}:${stats.mode}:${stats.dev}:${stats.ino}`;

/** When the file was last touched, by the clock of its file system. */
export const changedAtNs = (stamp: string): bigint => BigInt(stamp.slice(0, stamp.indexOf(':')));

/**
 * Reads a text file that somebody else may have put there: regular files only (no link is followed, no pipe or device
 * opened), nothing beyond `maxBytes` is held, and the bytes must be UTF-8. A byte order mark is tolerated.
 *
 * @throws StorageError  the disk failed; whether the file can be read is not known
 */
export async function readBounded(
  path: string,
  { maxBytes, fileSystem = nodeFileSystem }: { readonly maxBytes: number; readonly fileSystem?: FileSystem },
): Promise<BoundedRead> {
  try {
    // Looked at before it is opened: opening a pipe or a device already does something to it.
    const before = await fileSystem.lstat(path, { bigint: true });
    const refused = refuse(before, maxBytes);
    if (refused !== undefined) return { kind: 'unreadable', reason: refused, stamp: stampOf(before) };
    // The file may be another one by the time it is opened. Then the stamp is older than the content and the next
    // look reads again; links are still refused, a pipe is not waited for, and the limit is kept while reading.
    const stamp = stampOf(before);
    const bytes = await readRegular(path, Number(before.size), { maxBytes, fileSystem });
    if (bytes === undefined) return { kind: 'unreadable', reason: tooLarge(maxBytes), stamp };
    return { ...decode(bytes), bytes, stamp };
  } catch (error) {
    return readFailed(path, error);
  }
}

/**
 * The same of an ordinary file, where the file system reads such at once. Undefined where it does not, and for whatever
 * is not simply there to be read: `readBounded` tells what it is.
 */
export function readBoundedAtOnce(
  path: string,
  { maxBytes, fileSystem }: { readonly maxBytes: number; readonly fileSystem: FileSystem },
): BoundedRead | undefined {
  const whole = fileSystem.readAtOnce?.(path, maxBytes);
  return whole && { ...decode(whole.bytes), bytes: whole.bytes, stamp: stampOf(whole.stats) };
}

async function readRegular(
  path: string,
  expectedBytes: number,
  { maxBytes, fileSystem }: { readonly maxBytes: number; readonly fileSystem: FileSystem },
): Promise<Buffer | undefined> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const file = await fileSystem.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    return await readUpTo(file, expectedBytes, maxBytes);
  } finally {
    await file.close();
  }
}

/** The whole content, or undefined when it grew beyond the limit while being read. */
async function readUpTo(file: OpenFile, expectedBytes: number, maxBytes: number): Promise<Buffer | undefined> {
  // One byte more than expected shows the end of the file without another call.
  let buffer = Buffer.allocUnsafe(expectedBytes + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
    length += bytesRead;
    if (length > maxBytes) return undefined;
    if (bytesRead === 0 || length === expectedBytes) return buffer.subarray(0, length);
    if (length === buffer.length) buffer = Buffer.concat([buffer], Math.min(length * 2, maxBytes) + 1);
  }
}

function refuse(stats: BigIntStats, maxBytes: number): string | undefined {
  if (stats.isSymbolicLink()) return 'is a symbolic link, which is not followed';
  if (stats.isDirectory()) return 'is a directory, not a file';
  if (!stats.isFile()) return 'is a pipe, socket or device, not a file';
  return stats.size > BigInt(maxBytes) ? tooLarge(maxBytes) : undefined;
}

const tooLarge = (maxBytes: number): string => `is larger than ${Math.floor(maxBytes / 1024)} KiB`;

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Buffer): { kind: 'read'; text: string } | { kind: 'unreadable'; reason: string } {
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark === 'fffe' || mark === 'feff') return { kind: 'unreadable', reason: 'is UTF-16 text, not UTF-8' };
  if (bytes.includes(0)) return { kind: 'unreadable', reason: 'holds NUL bytes (half written, or UTF-16)' };
  try {
    return { kind: 'read', text: utf8.decode(bytes) };
  } catch {
    // The decoder's error says no more than this.
    return { kind: 'unreadable', reason: 'is not UTF-8 text' };
  }
}

function readFailed(path: string, error: unknown): BoundedRead {
  const errno = errnoOf(error);
  switch (errno) {
    case 'ENOENT':
      return { kind: 'missing' };
    case 'EACCES':
    case 'EPERM':
      return { kind: 'unreadable', reason: `may not be read by this user (${errno})` };
    case 'ELOOP':
      return { kind: 'unreadable', reason: 'is a symbolic link, which is not followed' };
    case 'ENXIO':
      return { kind: 'unreadable', reason: 'is a pipe, socket or device, not a file' };
    default:
      throw new StorageError(`${basename(path)} could not be read (${errno}).`, { cause: error, errno });
  }
}
