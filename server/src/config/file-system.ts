import type { BigIntStats } from 'node:fs';
import { lstat, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { swap } from 'fs-native-extensions';
import { systemError } from './errno.js';

/** What is done with an open file. Positions are always given: nothing depends on where the last call left off. */
export interface OpenFile {
  read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }>;
  write(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesWritten: number }>;
  stat(options: { bigint: true }): Promise<BigIntStats>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** A file's content, and what the file was just before it was read. */
export interface WholeFile {
  readonly bytes: Buffer;
  readonly stats: BigIntStats;
}

/**
 * The few calls by which accounts and settings reach the disk. It is narrow so that a test can stand between and fail,
 * shorten or cut off any single one of them.
 */
export interface FileSystem {
  open(path: string, flags: number, mode?: number): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  /** Lets two files trade places in one instant; fails with `ENOTSUP` where that cannot be done. */
  swap(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  lstat(path: string, options: { bigint: true }): Promise<BigIntStats>;
  stat(path: string, options: { bigint: true }): Promise<BigIntStats>;
  readdir(path: string): Promise<string[]>;
  /** Reads an ordinary file while everything else stands still; undefined when it is none, too large, or the disk refuses. */
  readAtOnce?(path: string, maxBytes: number): WholeFile | undefined;
}

/** The machine's own file system. */
export const nodeFileSystem: FileSystem = { open, rename, swap: trade, unlink, lstat, stat, readdir };

async function trade(from: string, to: string): Promise<void> {
  // There the library renames three times, and a reader in between would find nothing.
  if (process.platform === 'win32') throw systemError('ENOTSUP');
  await swap(from, to);
}
