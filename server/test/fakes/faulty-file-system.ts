import type { BigIntStats } from 'node:fs';
import { basename } from 'node:path';
import { systemError } from '../../src/config/errno.js';
import type { FileSystem, OpenFile } from '../../src/config/file-system.js';

/** One call on the way to the disk. */
export interface DiskCall {
  readonly index: number;
  readonly name:
    | 'open'
    | 'read'
    | 'write'
    | 'sync'
    | 'close'
    | 'fstat'
    | 'rename'
    | 'swap'
    | 'unlink'
    | 'lstat'
    | 'stat'
    | 'readdir';
  /** The file's name, `*` for a temporary one. */
  readonly file: string;
}

/** What happens to a call: an error instead of it, a write that takes only a part, or nothing unusual. */
export type Fault = { readonly errno: string } | { readonly shortBy: number } | undefined;

/** Stands before a file system and decides the fate of every call. */
export class FaultyFileSystem implements FileSystem {
  readonly calls: DiskCall[] = [];
  /** Called after every call that was carried out. */
  afterEach: () => void = () => undefined;

  constructor(
    private readonly real: FileSystem,
    private decide: (call: DiskCall) => Fault = () => undefined,
  ) {}

  /** From now on nothing fails. */
  heal(): void {
    this.decide = () => undefined;
  }

  async open(path: string, flags: number, mode?: number): Promise<OpenFile> {
    return this.#faulty(await this.#do('open', path, () => this.real.open(path, flags, mode)), path);
  }

  rename(from: string, to: string): Promise<void> {
    return this.#do('rename', to, () => this.real.rename(from, to));
  }

  swap(from: string, to: string): Promise<void> {
    return this.#do('swap', to, () => this.real.swap(from, to));
  }

  unlink(path: string): Promise<void> {
    return this.#do('unlink', path, () => this.real.unlink(path));
  }

  lstat(path: string, options: { bigint: true }): Promise<BigIntStats> {
    return this.#do('lstat', path, () => this.real.lstat(path, options));
  }

  stat(path: string, options: { bigint: true }): Promise<BigIntStats> {
    return this.#do('stat', path, () => this.real.stat(path, options));
  }

  readdir(path: string): Promise<string[]> {
    return this.#do('readdir', path, () => this.real.readdir(path));
  }

  #faulty(file: OpenFile, path: string): OpenFile {
    return {
      read: (...to) => this.#do('read', path, () => file.read(...to)),
      write: (buffer, offset, length, position) =>
        this.#do('write', path, (shortBy) => file.write(buffer, offset, Math.max(0, length - shortBy), position)),
      stat: (options) => this.#do('fstat', path, () => file.stat(options)),
      sync: () => this.#do('sync', path, () => file.sync()),
      // The kernel lets go of a file even when closing it fails.
      close: () => file.close().then(() => this.#do('close', path, async () => undefined)),
    };
  }

  async #do<T>(name: DiskCall['name'], path: string, carryOut: (shortBy: number) => Promise<T>): Promise<T> {
    const file = basename(path);
    const call = { index: this.calls.length, name, file: file.endsWith('.tmp') ? '*' : file };
    this.calls.push(call);
    const fault = this.decide(call);
    if (fault !== undefined && 'errno' in fault) throw systemError(fault.errno);
    const result = await carryOut(fault?.shortBy ?? 0);
    this.afterEach();
    return result;
  }
}
