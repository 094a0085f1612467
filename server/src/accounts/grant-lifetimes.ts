import { join } from 'node:path';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { appendDurably } from '../config/append.js';
import { readBounded } from '../config/bounded-read.js';
import { isJsonObject } from '../core/accounts/document.js';
import type { AccountChange } from '../core/accounts/facts.js';
import type { ClientHistory } from '../core/grants/forecast.js';
import { Clock, unixSeconds } from '../core/ports/clock.js';
import { Log } from '../observability/logger.js';
import { AccountRegistry } from './account-registry.js';
import { LedgerFolder } from './ledger.js';

/** Not a name that an account's ledger can have. */
const FILE_NAME = '.grant-lifetimes.ndjson';
/** Some fifty bytes for each grant that ever died. */
const MOST_READ_BYTES = 16 * 1024 * 1024;
/** The newest that are kept in mind, per client. */
const KEPT = 200;
/** The ages of ten thousand grants are not walked for every one that is shown. */
const FRESH_MS = 5000;

/**
 * How long the grants of each OAuth client have lived: what tells a client in "Testing", whose grants all die at seven
 * days, from a grant that was revoked.
 */
@Injectable()
export class GrantLifetimes implements OnModuleDestroy {
  readonly #byClient = new Map<string, number[]>();
  readonly #histories = new Map<string, { readonly history: ClientHistory; readonly atMs: number }>();
  #tail: Promise<void> = Promise.resolve();
  readonly #stopListening: () => void;

  constructor(
    private readonly folder: LedgerFolder,
    private readonly registry: AccountRegistry,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.#stopListening = registry.onChange((change) => this.#follow(change));
  }

  /** Reads what earlier runs have seen. */
  async load(): Promise<void> {
    for (const line of (await this.#noted()).split('\n').slice(-10_000)) {
      const [clientKey, lifetime] = parseLine(line) ?? [];
      if (clientKey !== undefined && lifetime !== undefined) this.#remember(clientKey, lifetime);
    }
  }

  /** What cannot be read is missed, but keeps no account from serving. */
  async #noted(): Promise<string> {
    try {
      const read = await readBounded(join(this.folder.path, FILE_NAME), { maxBytes: MOST_READ_BYTES });
      if (read.kind === 'unreadable') this.log.warn(`The file with the lifetimes of grants ${read.reason}`);
      // A damaged file still holds the lines that are whole.
      return read.kind === 'missing' ? '' : (read.bytes?.toString('utf8') ?? '');
    } catch (error) {
      this.log.warn('The lifetimes of grants could not be read', { error: String(error) });
      return '';
    }
  }

  async onModuleDestroy(): Promise<void> {
    this.#stopListening();
    await this.#tail;
  }

  /** What is known of the grants of a client; a few seconds old at most. */
  historyOf(clientKey: string): ClientHistory {
    const nowMs = this.clock.monotonicMs();
    const kept = this.#histories.get(clientKey);
    if (kept && nowMs - kept.atMs < FRESH_MS) return kept.history;
    const history = this.#walk(clientKey);
    this.#histories.set(clientKey, { history, atMs: nowMs });
    return history;
  }

  #walk(clientKey: string): ClientHistory {
    const now = unixSeconds(this.clock);
    let oldestAge = 0;
    for (const { grant, disabled } of this.registry.accounts()) {
      if (disabled || grant.clientKey !== clientKey || grant.issuedAt === null) continue;
      oldestAge = Math.max(oldestAge, now - grant.issuedAt);
    }
    return { lifetimes: this.#byClient.get(clientKey) ?? [], oldestAge };
  }

  /** The lifetimes alone. */
  lifetimesOf(clientKey: string): readonly number[] {
    return this.#byClient.get(clientKey) ?? [];
  }

  #follow({ before, after }: AccountChange): void {
    if (!before || before.disabled || !after?.disabled || after.grant.issuedAt === null) return;
    const lifetime = (after.disabled.at ?? unixSeconds(this.clock)) - after.grant.issuedAt;
    const { clientKey } = after.grant;
    this.#remember(clientKey, lifetime);
    const line = `${JSON.stringify({ client: clientKey, lifetime })}\n`;
    this.#tail = this.#tail
      .then(() => appendDurably(join(this.folder.path, FILE_NAME), line))
      .catch((error: unknown) => this.log.warn('The lifetime of a grant could not be noted', { error: String(error) }));
  }

  #remember(clientKey: string, lifetime: number): void {
    if (lifetime < 0) return;
    this.#histories.delete(clientKey);
    const lifetimes = this.#byClient.get(clientKey) ?? [];
    this.#byClient.set(clientKey, [...lifetimes, lifetime].slice(-KEPT));
  }
}

function parseLine(line: string): [string, number] | undefined {
  try {
    const parsed: unknown = JSON.parse(line);
    if (!isJsonObject(parsed)) return undefined;
    const { client, lifetime } = parsed;
    return typeof client === 'string' && typeof lifetime === 'number' ? [client, lifetime] : undefined;
  } catch {
    return undefined;
  }
}
