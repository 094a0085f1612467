import { watch, type FSWatcher } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { stampOf } from '../config/bounded-read.js';
import type { FileSystem } from '../config/file-system.js';
import { accountIdOf } from './account-file.js';
import type { AccountHome, Census } from './account-home.js';
import type { SeenFiles } from './seen-files.js';
import type { TroubleListener } from './store-trouble.js';

/** How long a sweep may take, as a share of the time between two. */
const SWEEP_SHARE = 0.05;
const SWEEP_EVERY_MS = 1000;
/** What happened before notifications came is found soon, but behind a start that has better to do. */
const FIRST_SWEEP_AFTER_MS = 500;
/** A file that changes again while it is looked at is looked at again after this. */
const AGAIN_AFTER_MS = 50;

export interface AccountWatchParts {
  readonly home: AccountHome;
  readonly seen: SeenFiles;
  readonly fileSystem: FileSystem;
  /** Looks at one file; false when what it found may be a passing state and it was not the last try. */
  readonly inspect: (id: string, isLastTry: boolean) => Promise<boolean>;
  /** What looks gone or damaged is looked at again after these pauses before it is believed. */
  readonly settleDelaysMs: readonly number[];
  readonly onTrouble: TroubleListener;
}

/**
 * Finds out about changes in the accounts folder. The system's notifications make it quick; a sweep over names and
 * file times finds what they miss (network folders, a folder that was replaced, a full queue).
 */
export class AccountWatch {
  /** Files being looked at, and those of them that changed since the look began. */
  readonly #looks = new Set<string>();
  readonly #stale = new Set<string>();
  readonly #running = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  #watcher: FSWatcher | undefined;
  #isTroubled = false;
  #poke: () => void = () => undefined;

  constructor(private readonly parts: AccountWatchParts) {}

  /** Every change is found from now on; what changed since the files were read is found by the first sweep. */
  start(): void {
    this.#arm();
    this.#track(this.#sweepOn());
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#watcher?.close();
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #arm(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
    try {
      const watcher = watch(this.parts.home.path, (_event, name) => this.#onEvent(name));
      watcher.on('error', (error) => this.#tellWatchFailed(error));
      this.#watcher = watcher;
    } catch (error) {
      this.#tellWatchFailed(error);
    }
  }

  #onEvent(name: string | null): void {
    const id = name === null ? undefined : accountIdOf(name);
    if (id !== undefined) this.#look(id);
    else if (name === basename(this.parts.home.path)) {
      // The folder itself was moved or removed.
      this.parts.home.lose();
      this.#poke();
    } else if (name === null) this.#poke();
  }

  async #sweepOn(): Promise<void> {
    let pauseMs = FIRST_SWEEP_AFTER_MS;
    while (await this.#wait(pauseMs, true)) {
      const startedAtMs = performance.now();
      await this.#sweep();
      pauseMs = Math.max(SWEEP_EVERY_MS, (performance.now() - startedAtMs) / SWEEP_SHARE);
    }
  }

  async #sweep(): Promise<void> {
    const census = await this.#census();
    if (census === undefined) return;
    for (const id of census.ids) {
      if (this.#stopping.signal.aborted) return;
      if (!(await this.#isUntouched(id))) this.#look(id);
    }
    for (const id of this.parts.seen.ids) if (!census.ids.has(id)) this.#look(id);
  }

  /** What is in the folder, or undefined while the folder cannot be trusted to tell. */
  async #census(): Promise<Census | undefined> {
    const { home, seen } = this.parts;
    try {
      const census = await home.look();
      if (!home.isSame(census)) {
        if (census.ids.size === 0 && seen.size > 0) {
          this.#tellUnreachable('An empty folder stands in the place of the accounts folder.');
          return undefined;
        }
        home.adopt(census);
        this.#arm();
      }
      this.#tellReachable();
      return census;
    } catch (error) {
      home.lose();
      this.#tellUnreachable(error instanceof Error ? error.message : 'The accounts folder cannot be read.', error);
      return undefined;
    }
  }

  async #isUntouched(id: string): Promise<boolean> {
    const { home, seen, fileSystem } = this.parts;
    try {
      return seen.isUntouched(id, stampOf(await fileSystem.lstat(home.fileOf(id), { bigint: true })));
    } catch {
      // Looking at the file itself will tell what is wrong.
      return false;
    }
  }

  #look(id: string): void {
    if (this.#looks.has(id)) {
      this.#stale.add(id);
      return;
    }
    this.#looks.add(id);
    this.#track(this.#lookUntilSettled(id).finally(() => this.#looks.delete(id)));
  }

  async #lookUntilSettled(id: string): Promise<void> {
    const { settleDelaysMs } = this.parts;
    for (let tries = 0; !this.#stopping.signal.aborted;) {
      this.#stale.delete(id);
      const isSettled = await this.#inspect(id, tries >= settleDelaysMs.length);
      if (isSettled && !this.#stale.has(id)) return;
      const delayMs = isSettled ? AGAIN_AFTER_MS : (settleDelaysMs[tries] ?? AGAIN_AFTER_MS);
      tries = isSettled ? 0 : tries + 1;
      if (!(await this.#wait(delayMs))) return;
    }
  }

  async #inspect(id: string, isLastTry: boolean): Promise<boolean> {
    try {
      return await this.parts.inspect(id, isLastTry);
    } catch {
      // The disk failed or the folder is gone. Nothing is believed of this file now; the sweep tells of a folder
      // that is gone, and comes back to the file.
      if (isLastTry) this.#poke();
      return isLastTry;
    }
  }

  /** False when stopped meanwhile. */
  async #wait(delayMs: number, canBePoked = false): Promise<boolean> {
    const { signal } = this.#stopping;
    const poked = new AbortController();
    if (canBePoked) this.#poke = () => poked.abort();
    // Being cut short is no fault here.
    await pause(delayMs, undefined, { signal: AbortSignal.any([signal, poked.signal]) }).catch(() => undefined);
    return !signal.aborted;
  }

  #track(task: Promise<void>): void {
    const tracked = task
      .catch((error: unknown) => this.#tellWatchFailed(error))
      .finally(() => this.#running.delete(tracked));
    this.#running.add(tracked);
  }

  #tellUnreachable(message: string, cause?: unknown): void {
    if (this.#isTroubled) return;
    this.#isTroubled = true;
    this.parts.onTrouble({ kind: 'unreachable', message, cause });
  }

  #tellReachable(): void {
    if (!this.#isTroubled) return;
    this.#isTroubled = false;
    this.parts.onTrouble({ kind: 'reachable', message: 'The accounts folder can be read again.' });
  }

  #tellWatchFailed(cause: unknown): void {
    const message = 'The system does not notify of changed account files; they are found by looking every second.';
    this.parts.onTrouble({ kind: 'watch-failed', message, cause });
  }
}
