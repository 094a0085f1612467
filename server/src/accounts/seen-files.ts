import { changedAtNs } from '../config/bounded-read.js';
import type { AccountFile } from './account-file.js';

interface Seen {
  readonly fingerprint: string;
  /** Missing when the file was touched so recently that a further write could carry the same time. */
  readonly stamp: string | undefined;
  /** What a write of ours that failed at the end may have left in place. */
  readonly maybe?: string;
}

/** What Regrant last knew of each account file, to tell the changes of others from its own. */
export class SeenFiles {
  readonly #seen = new Map<string, Seen>();

  get ids(): IterableIterator<string> {
    return this.#seen.keys();
  }

  get size(): number {
    return this.#seen.size;
  }

  has(id: string): boolean {
    return this.#seen.has(id);
  }

  /** Whether the file means what is known already. */
  isKnown(id: string, file: AccountFile): boolean {
    const seen = this.#seen.get(id);
    if (seen === undefined) return file.kind === 'missing';
    const fingerprint = fingerprintOf(file);
    return fingerprint === seen.fingerprint || fingerprint === seen.maybe;
  }

  /** Whether the file was not touched since it was read. */
  isUntouched(id: string, stamp: string): boolean {
    return this.#seen.get(id)?.stamp === stamp;
  }

  remember(id: string, file: AccountFile): void {
    if (file.kind === 'missing') this.#seen.delete(id);
    else this.#seen.set(id, { fingerprint: fingerprintOf(file), stamp: settledStamp(file.stamp) });
  }

  rememberOwn(id: string, revision: string): void {
    this.#seen.set(id, { fingerprint: revision, stamp: undefined });
  }

  /** Before a write of ours: whichever way it ends, its content is not the work of others. */
  expectOwn(id: string, revision: string): void {
    const seen = this.#seen.get(id);
    this.#seen.set(id, { fingerprint: seen?.fingerprint ?? revision, stamp: undefined, maybe: revision });
  }

  forget(id: string): void {
    this.#seen.delete(id);
  }
}

function fingerprintOf(file: AccountFile): string {
  switch (file.kind) {
    case 'readable':
      return file.revision;
    case 'unreadable':
      return `unreadable: ${file.reason}`;
    case 'missing':
      return 'missing';
  }
}

/** File times advance in steps of some milliseconds; within the same step, a change does not show in them. */
const CLOCK_STEP_NS = 1_000_000_000n;

function settledStamp(stamp: string | undefined): string | undefined {
  if (stamp === undefined) return undefined;
  const ageNs = BigInt(Date.now()) * 1_000_000n - changedAtNs(stamp);
  return ageNs > CLOCK_STEP_NS ? stamp : undefined;
}
