import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { SettingsService } from '../../config/settings.service.js';
import { StorageError } from '../../core/errors/storage-error.js';
import { RequestNotFoundError } from '../../core/errors/traffic-errors.js';
import { Clock } from '../../core/ports/clock.js';
import { isWanted, type RequestFilter } from '../../core/traffic/request-filter.js';
import type { RequestRecord } from '../../core/traffic/request-record.js';
import type { UsageQuery, UsageRow } from '../../core/traffic/usage-report.js';
import { Log } from '../logger.js';
import { RecentRequests } from './recent-requests.js';
import { RequestJournal, seqAt } from './request-journal.js';
import { TrafficStore } from './traffic-store.js';
import { WriteQueue } from './write-queue.js';

/** Requests, newest first; `isWhole` is false when only what memory holds could be looked at. */
export interface RequestPage {
  readonly requests: readonly RequestRecord[];
  /** Where the next page begins; null when there is none. */
  readonly next: number | null;
  readonly isWhole: boolean;
}

const DAY_MS = 86_400_000;
const MEGABYTE = 1024 * 1024;
/** Counters outlive the requests they were counted from: this year can be compared with the last. */
const USAGE_DAYS = 400;
/** The first look is not at the start, which has better things to do. */
const FIRST_PRUNE_MS = 60_000;
const PRUNE_EVERY_MS = 60 * 60_000;
const PRUNE_EVERY_REQUESTS = 5000;
const LOOK_EVERY_MS = 5000;
/** A disk that takes longer than this to answer is taken for one that does not. */
const LONGEST_WAIT_MS = 10_000;

/** The requests that have ended: keeps them for as long as the settings say, and answers what is asked about them. */
@Injectable()
export class TrafficLog implements OnModuleDestroy {
  readonly #queue: WriteQueue;
  readonly #recent = new RecentRequests();
  readonly #stopFollowing: () => void;
  readonly #beforeClose: (() => Promise<void>)[] = [];
  #prunedAtWritten = 0;
  #cancelPrune: () => void;
  #pruned: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: TrafficStore,
    private readonly settings: SettingsService,
    private readonly clock: Clock,
    private readonly log: Log,
    journal: RequestJournal,
  ) {
    this.#queue = new WriteQueue(store, clock, log);
    journal.onFinished((record) => {
      this.#recent.push(record);
      this.#queue.push(record);
    });
    this.#cancelPrune = clock.schedule(FIRST_PRUNE_MS, () => this.#pruneRegularly());
    this.#stopFollowing = settings.onChange(() => void this.prune());
  }

  /** For monitoring: what waits, what was lost, and whether the disk takes it. */
  get queue(): Pick<WriteQueue, 'length' | 'dropped' | 'written' | 'isFailing'> {
    return this.#queue;
  }

  async onModuleDestroy(): Promise<void> {
    this.#stopFollowing();
    this.#cancelPrune();
    for (const task of this.#beforeClose) await task();
    await this.#queue.close();
    await this.store.close();
  }

  /** Who keeps something else in the same file writes it now: a store that was closed would be opened again. */
  beforeClose(task: () => Promise<void>): void {
    this.#beforeClose.push(task);
  }

  async list(filter: RequestFilter, limit: number): Promise<RequestPage> {
    const remembered = this.#recent.all().filter((record) => isWanted(record, filter));
    const stored = await this.ask(() => this.store.list(filter, limit + 1)).catch((error: unknown) =>
      this.#withoutDisk(error),
    );
    const bySeq = new Map([...(stored ?? []), ...remembered].map((record) => [record.seq, record]));
    const found = [...bySeq.values()].sort((left, right) => right.seq - left.seq);
    const requests = found.slice(0, limit);
    const next = found.length > limit ? (requests.at(-1)?.seq ?? null) : null;
    return { requests, next, isWhole: stored !== null };
  }

  /** @throws RequestNotFoundError, StorageError */
  async find(id: string): Promise<RequestRecord> {
    const record = this.#recent.find(id) ?? (await this.ask(() => this.store.find(id)).catch(cannotRead));
    if (!record) throw new RequestNotFoundError(id);
    return record;
  }

  /** @throws StorageError */
  usage(query: UsageQuery): Promise<readonly UsageRow[]> {
    return this.ask(() => this.store.usage(query)).catch(cannotRead);
  }

  /** Removes what is older or more than the settings allow. Never rejects. */
  prune(): Promise<void> {
    this.#pruned = this.#pruned.then(() => this.#prune());
    return this.#pruned;
  }

  async #prune(): Promise<void> {
    const { requests_days: days, requests_megabytes: megabytes } = this.settings.current.retention;
    const nowMs = this.clock.nowMs();
    try {
      const gone = await this.store.prune({
        requestsFromSeq: seqAt(nowMs - days * DAY_MS),
        usageFromMs: nowMs - Math.max(days, USAGE_DAYS) * DAY_MS,
        largestBytes: megabytes * MEGABYTE,
      });
      if (gone > 0) this.log.info(`The request log let go of its ${gone} oldest requests`);
    } catch (error) {
      this.log.warn('The request log could not be pruned', { error: String(error) });
    }
  }

  /** Now and then, and oftener when much is written. */
  #pruneRegularly(): void {
    void this.prune();
    this.#prunedAtWritten = this.#queue.written;
    this.#scheduleLook();
  }

  #scheduleLook(looks = 0): void {
    this.#cancelPrune = this.clock.schedule(LOOK_EVERY_MS, () => {
      const isDue = this.#queue.written - this.#prunedAtWritten >= PRUNE_EVERY_REQUESTS;
      if (isDue || (looks + 1) * LOOK_EVERY_MS >= PRUNE_EVERY_MS) this.#pruneRegularly();
      else this.#scheduleLook(looks + 1);
    });
  }

  /** Asks the disk something; what has ended so far is there then. Rejects when it takes too long. */
  async ask<T>(question: () => Promise<T>): Promise<T> {
    let cancel = () => {};
    const timeout = new Promise<never>((_resolve, reject) => {
      cancel = this.clock.schedule(LONGEST_WAIT_MS, () => reject(new Error('The disk took too long.')));
    });
    try {
      return await Promise.race([this.#queue.flush().then(question), timeout]);
    } finally {
      cancel();
    }
  }

  #withoutDisk(error: unknown): null {
    this.log.warn('The request log cannot be read; what memory holds is shown', { error: String(error) });
    return null;
  }
}

function cannotRead(error: unknown): never {
  throw new StorageError('The request log cannot be read now.', {
    cause: error,
    errno: 'unknown',
    hint: 'Try again; if it stays so, check free space and permissions of the data directory.',
  });
}
