import { closeSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ForeignSchemaError, SqliteTraffic } from './sqlite-traffic.js';

/** Where the traffic is kept, absolute. */
export interface TrafficPlace {
  readonly file: string;
  /** Folder for a file that cannot be used any more. */
  readonly quarantine: string;
}

/** SQLite's own words; this build gives no codes. */
const DAMAGE = /malformed|not a database|corrupt/i;
/** Files put aside that are kept: each may be as large as the whole log was. */
const KEPT_ASIDE = 2;

/**
 * Keeps the traffic file usable: opens it when it is needed, puts a damaged one aside and starts anew, and opens it again
 * after any other fault. Blocks: for a thread of its own.
 */
export class HealingTraffic {
  #open: SqliteTraffic | undefined;
  /** Of the file that is open. */
  #inode: bigint | undefined;

  constructor(
    private readonly place: TrafficPlace,
    private readonly onNotice: (text: string) => void,
  ) {}

  /** Does something with the file. @throws whatever the disk refuses; the next call starts afresh */
  use<T>(task: (traffic: SqliteTraffic) => T): T {
    try {
      return this.#try(task);
    } catch (error) {
      this.close();
      if (!isDamage(error)) throw error;
      this.#putAside(error);
      return this.#try(task);
    }
  }

  close(): void {
    const open = this.#open;
    this.#open = undefined;
    try {
      open?.close();
    } catch (error) {
      // What could be written has been; a file that cannot even be closed is opened anew like any other.
      this.onNotice(`The traffic file could not be closed (${String(error)}).`);
    }
  }

  #try<T>(task: (traffic: SqliteTraffic) => T): T {
    // Somebody may have removed or replaced it: what is written into a file without a name is lost.
    if (this.#open && this.#inodeNow() !== this.#inode) this.close();
    this.#open ??= this.#openFile();
    return task(this.#open);
  }

  #openFile(): SqliteTraffic {
    const { file } = this.place;
    // Left by a process that was killed. That nobody else has the file is the data directory's lock to see to.
    rmSync(`${file}.lock`, { recursive: true, force: true });
    // Private from the first moment; what SQLite makes beside it follows its mode.
    closeSync(openSync(file, 'a', 0o600));
    this.#inode = this.#inodeNow();
    return new SqliteTraffic(file);
  }

  #inodeNow(): bigint | undefined {
    return statSync(this.place.file, { bigint: true, throwIfNoEntry: false })?.ino;
  }

  #putAside(cause: unknown): void {
    const { file, quarantine } = this.place;
    const prefix = `${basename(file)}.`;
    const earlier = readdirSync(quarantine)
      .filter((name) => name.startsWith(prefix))
      .sort();
    for (const name of earlier.slice(0, Math.max(0, earlier.length - KEPT_ASIDE + 1))) rmSync(join(quarantine, name));
    const name = `${prefix}${Date.now()}.bad`;
    renameSync(file, join(quarantine, name));
    for (const suffix of ['-wal', '-journal', '.lock']) rmSync(`${file}${suffix}`, { recursive: true, force: true });
    const why = cause instanceof ForeignSchemaError ? 'was made by another version' : 'is damaged';
    this.onNotice(
      `The traffic file ${why}: it was put aside as ${basename(quarantine)}/${name}, and a new one is begun.`,
    );
  }
}

const isDamage = (error: unknown): boolean =>
  error instanceof ForeignSchemaError || (error instanceof Error && DAMAGE.test(error.message));
