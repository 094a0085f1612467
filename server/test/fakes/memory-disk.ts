import type { BigIntStats } from 'node:fs';
import { constants } from 'node:fs';
import { basename, dirname } from 'node:path';
import { systemError } from '../../src/config/errno.js';
import type { FileSystem, OpenFile } from '../../src/config/file-system.js';

interface Inode {
  readonly number: bigint;
  content: Buffer;
  /** What a sync has brought to the platters. */
  durable: Buffer;
  changedAt: bigint;
}

/** How much of what was never synced survives a power cut: 0 nothing, 1 everything, between: torn. */
export type Survival = (name: string) => number;

/**
 * A disk in memory that knows the difference between written and lasting: content lasts after a sync of its file,
 * names (created, renamed, removed) after a sync of their directory. A power cut may keep or lose anything else.
 */
export class MemoryDisk implements FileSystem {
  #names = new Map<string, Inode>();
  #durableNames = new Map<string, Inode>();
  readonly #directories = new Set<string>();
  /** A disk that lies about syncs, to show that the tests would notice. */
  ignoresSyncs = false;
  #clock = 1n;

  constructor(directories: readonly string[]) {
    directories.forEach((path) => this.#directories.add(path));
  }

  /** The names in a directory and their content, as any reader sees them. */
  filesIn(directory: string): ReadonlyMap<string, string> {
    const found = [...this.#names].filter(([path]) => dirname(path) === directory);
    return new Map(found.map(([path, inode]) => [basename(path), inode.content.toString('utf8')]));
  }

  /** The disk as the next start finds it. */
  afterPowerCut(survival: Survival): MemoryDisk {
    const next = new MemoryDisk([...this.#directories]);
    for (const path of new Set([...this.#names.keys(), ...this.#durableNames.keys()])) {
      const survives = survival(path);
      const inode = (survives >= 0.5 ? this.#names : this.#durableNames).get(path);
      if (inode !== undefined) next.#put(path, survivingContent(inode, survives));
    }
    return next;
  }

  /** Somebody writes into the file that is there. */
  write(path: string, content: string): void {
    this.hold(path)(content);
  }

  /** Somebody puts another file in its place. */
  replace(path: string, content: string): void {
    this.#put(path, Buffer.from(content));
  }

  /** Somebody has the file open now and writes into it later, whatever its name is then. */
  hold(path: string): (content: string) => void {
    if (!this.#names.has(path)) this.#put(path, none);
    const inode = this.#get(path);
    return (content) => {
      inode.content = Buffer.from(content);
      inode.changedAt = ++this.#clock;
    };
  }

  async open(path: string, flags: number): Promise<OpenFile> {
    if (this.#directories.has(path)) return this.#openDirectory(path);
    const existing = this.#names.get(path);
    const exclusive = constants.O_CREAT | constants.O_EXCL;
    if ((flags & exclusive) === exclusive && existing !== undefined) throw systemError('EEXIST');
    if ((flags & constants.O_CREAT) === 0 && existing === undefined) throw systemError('ENOENT');
    const inode = existing ?? { number: this.#clock++, content: none, durable: none, changedAt: this.#clock };
    this.#names.set(path, inode);
    return this.#openFile(inode);
  }

  async rename(from: string, to: string): Promise<void> {
    this.#names.set(to, this.#get(from));
    this.#names.delete(from);
  }

  async swap(from: string, to: string): Promise<void> {
    const [first, second] = [this.#get(from), this.#get(to)];
    this.#names.set(from, second);
    this.#names.set(to, first);
  }

  async unlink(path: string): Promise<void> {
    this.#get(path);
    this.#names.delete(path);
  }

  async lstat(path: string): Promise<BigIntStats> {
    return statsOf(this.#get(path), false);
  }

  async stat(path: string): Promise<BigIntStats> {
    if (!this.#directories.has(path)) return this.lstat(path);
    return statsOf({ number: 0n, content: none, durable: none, changedAt: 0n }, true);
  }

  async readdir(path: string): Promise<string[]> {
    return [...this.filesIn(path).keys()];
  }

  #openDirectory(path: string): OpenFile {
    const sync = async (): Promise<void> => {
      if (this.ignoresSyncs) return;
      for (const name of this.#durableNames.keys()) if (dirname(name) === path) this.#durableNames.delete(name);
      for (const [name, inode] of this.#names) if (dirname(name) === path) this.#durableNames.set(name, inode);
    };
    const refuse = async (): Promise<never> => {
      throw systemError('EISDIR');
    };
    return { sync, read: refuse, write: refuse, stat: () => this.stat(path), close: async () => undefined };
  }

  #openFile(inode: Inode): OpenFile {
    return {
      read: async (buffer, offset, length, position) => {
        const part = inode.content.subarray(position, position + length);
        buffer.set(part, offset);
        return { bytesRead: part.length };
      },
      write: async (buffer, offset, length, position) => {
        const part = buffer.subarray(offset, offset + length);
        inode.content = Buffer.concat([inode.content.subarray(0, position), part]);
        inode.changedAt = ++this.#clock;
        return { bytesWritten: length };
      },
      sync: async () => {
        if (!this.ignoresSyncs) inode.durable = inode.content;
      },
      stat: async () => statsOf(inode, false),
      close: async () => undefined,
    };
  }

  #get(path: string): Inode {
    const inode = this.#names.get(path);
    if (inode === undefined) throw systemError('ENOENT');
    return inode;
  }

  #put(path: string, content: Buffer): void {
    const inode = { number: this.#clock++, content, durable: content, changedAt: this.#clock };
    this.#names.set(path, inode);
    this.#durableNames.set(path, inode);
  }
}

const none = Buffer.alloc(0);

function survivingContent({ content, durable }: Inode, survives: number): Buffer {
  if (content.equals(durable) || survives === 0) return durable;
  return content.subarray(0, Math.floor(content.length * survives));
}

function statsOf(inode: Inode, isDirectory: boolean): BigIntStats {
  const stats: Partial<BigIntStats> = {
    dev: 1n,
    ino: inode.number,
    size: BigInt(inode.content.length),
    mode: 0o600n,
    mtimeNs: inode.changedAt,
    ctimeNs: inode.changedAt,
    isFile: () => !isDirectory,
    isDirectory: () => isDirectory,
    isSymbolicLink: () => false,
  };
  return stats as BigIntStats;
}
