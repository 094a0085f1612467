import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
} from 'node:fs';
import { nodeFileSystem, type FileSystem, type OpenFile } from './file-system.js';

/**
 * The machine's file system for the time of a start. Reading goes without the detour over other threads, which costs five
 * times what a small file itself does; with ten thousand accounts that is seconds. It holds up everything else, and so
 * ends with the start: as soon as somebody could be kept waiting by a slow disk, `started` is called.
 */
export class StartingFileSystem implements FileSystem {
  #current: FileSystem = promptFileSystem;

  started(): void {
    this.#current = nodeFileSystem;
  }

  open: FileSystem['open'] = (path, flags, mode) => this.#current.open(path, flags, mode);
  rename: FileSystem['rename'] = (from, to) => this.#current.rename(from, to);
  swap: FileSystem['swap'] = (from, to) => this.#current.swap(from, to);
  unlink: FileSystem['unlink'] = (path) => this.#current.unlink(path);
  lstat: FileSystem['lstat'] = (path, options) => this.#current.lstat(path, options);
  stat: FileSystem['stat'] = (path, options) => this.#current.stat(path, options);
  readdir: FileSystem['readdir'] = (path) => this.#current.readdir(path);
}

/** Opened for more than being read: what is written has to be synced, and a folder is opened for nothing else. */
const FOR_MORE = constants.O_WRONLY | constants.O_RDWR | constants.O_DIRECTORY;

/** What it throws becomes a rejection, as with the calls that it stands for. */
const promptFileSystem: FileSystem = {
  ...nodeFileSystem,
  // Writing is rare, and to wait for its syncs is what the other threads are for.
  open: async (path, flags, mode) =>
    (flags & FOR_MORE) === 0 ? new PromptFile(openSync(path, flags, mode)) : nodeFileSystem.open(path, flags, mode),
  lstat: async (path, options) => lstatSync(path, options),
  stat: async (path, options) => statSync(path, options),
  readdir: async (path) => readdirSync(path),
};

/** A file that is open for reading. */
class PromptFile implements OpenFile {
  constructor(private readonly descriptor: number) {}

  async read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }> {
    return { bytesRead: readSync(this.descriptor, buffer, offset, length, position) };
  }

  write(): Promise<never> {
    return Promise.reject(new Error('a file that is open for reading cannot be written'));
  }

  async stat(options: { bigint: true }): ReturnType<OpenFile['stat']> {
    return fstatSync(this.descriptor, options);
  }

  async sync(): Promise<void> {
    fsyncSync(this.descriptor);
  }

  async close(): Promise<void> {
    closeSync(this.descriptor);
  }
}
