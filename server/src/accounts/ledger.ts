import { lstat, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { LiveEvent } from '../../contract/events.js';
import { appendDurably } from '../config/append.js';
import { readBounded } from '../config/bounded-read.js';
import { isJsonObject } from '../core/accounts/document.js';
import { ledgerEntryOf, type LedgerEntry } from '../core/accounts/ledger-entry.js';
import { EventsGateway } from '../events/events.gateway.js';
import { LiveBus } from '../events/live-bus.js';
import { Log } from '../observability/logger.js';
import { isAccountId } from './account-file.js';

/** Beyond this a file is put aside as `<id>.1.ndjson`, where it replaces the one before. */
const LARGEST_BYTES = 256 * 1024;
/** The largest with the line that made it so; what is beyond has not been written here. */
const MOST_READ_BYTES = 4 * LARGEST_BYTES;

/** Where the ledger lies. */
export abstract class LedgerFolder {
  abstract readonly path: string;
}

/**
 * The history of every grant: what happened to it, when, and by whose hand, one line each, only ever added to. It proves
 * and explains; the authority on an account's state is its own file.
 */
@Injectable()
export class Ledger implements OnModuleDestroy {
  readonly #tails = new Map<string, Promise<void>>();
  readonly #mended = new Set<string>();
  #unsubscribe: () => void;

  constructor(
    private readonly folder: LedgerFolder,
    bus: LiveBus,
    private readonly gateway: EventsGateway,
    private readonly log: Log,
  ) {
    // From the first moment: what the start itself changes belongs into the history too.
    this.#unsubscribe = bus.subscribe((event) => this.#record(event));
  }

  async onModuleDestroy(): Promise<void> {
    this.#unsubscribe();
    await this.settled();
  }

  /** Resolves when all that has happened so far is written. */
  async settled(): Promise<void> {
    await Promise.all(this.#tails.values());
  }

  /** The history of an account, oldest first. A line that a crash has torn is left out. */
  async read(accountId: string): Promise<readonly LedgerEntry[]> {
    if (!isAccountId(accountId)) return [];
    await this.#tails.get(accountId);
    const texts = await Promise.all([this.#text(`${accountId}.1.ndjson`), this.#text(`${accountId}.ndjson`)]);
    return texts.flatMap((text) => text.split('\n')).flatMap(parseLine);
  }

  #record(event: LiveEvent): void {
    const { account_id: id } = event;
    const entry = ledgerEntryOf(event as Parameters<typeof ledgerEntryOf>[0]);
    if (!entry || id === undefined || !isAccountId(id)) return;
    const told =
      entry.fact === 'disabled' ? [{ at: event.at, fact: 'notified' as const, dashboards: this.gateway.audience }] : [];
    this.#append(id, [entry, ...told]);
  }

  #append(id: string, entries: readonly LedgerEntry[]): void {
    const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    const before = this.#tails.get(id) ?? Promise.resolve();
    const tail = before
      .then(() => this.#write(id, lines))
      .catch((error: unknown) => this.log.error(error, { account_id: id }));
    this.#tails.set(id, tail);
    void tail.then(() => {
      if (this.#tails.get(id) === tail) this.#tails.delete(id);
    });
  }

  async #write(id: string, lines: string): Promise<void> {
    const path = join(this.folder.path, `${id}.ndjson`);
    const bytes = await lstat(path).then(
      (stats) => stats.size,
      () => 0,
    );
    if (bytes > LARGEST_BYTES) await rename(path, join(this.folder.path, `${id}.1.ndjson`));
    const start = await this.#mend(id);
    await appendDurably(path, start + lines);
  }

  /** A line that an earlier process left torn must not swallow the first one of this process. */
  async #mend(id: string): Promise<'' | '\n'> {
    if (this.#mended.has(id)) return '';
    this.#mended.add(id);
    const written = await this.#text(`${id}.ndjson`);
    return written === '' || written.endsWith('\n') ? '' : '\n';
  }

  async #text(name: string): Promise<string> {
    const read = await readBounded(join(this.folder.path, name), { maxBytes: MOST_READ_BYTES }).catch(() => undefined);
    // A line that was torn within a character is no reason to lose all others.
    return read?.kind === 'missing' ? '' : (read?.bytes?.toString('utf8') ?? '');
  }
}

function parseLine(line: string): LedgerEntry[] {
  try {
    const parsed: unknown = JSON.parse(line);
    const isEntry = isJsonObject(parsed) && typeof parsed['at'] === 'number' && typeof parsed['fact'] === 'string';
    return isEntry ? [parsed as unknown as LedgerEntry] : [];
  } catch {
    return [];
  }
}
