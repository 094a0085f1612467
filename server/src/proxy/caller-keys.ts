import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { digestOf, matchesDigest, newSecret } from '../admin-auth/secret-compare.js';
import { SecretsStore } from '../config/secrets.store.js';
import { SettingsService } from '../config/settings.service.js';
import { CallerKeyConflictError, CallerKeyMissingError, CallerKeyRejectedError } from '../core/errors/caller-errors.js';
import { Clock } from '../core/ports/clock.js';

/** Where a key was found, and what it is. */
interface Carried {
  readonly carrier: string;
  readonly key: string;
}

/** Headers that only a browser sends. */
const BROWSER_HEADERS = ['origin', 'sec-fetch-site', 'referer'] as const;

/** The keys by which programs may use the LLM routes. Kept as digests; a key is shown once, when it is made. */
@Injectable()
export class CallerKeys {
  constructor(
    private readonly secrets: SecretsStore,
    private readonly settings: SettingsService,
    private readonly clock: Clock,
  ) {}

  /** Whether any key exists, so that none must be made at first run. */
  get hasAny(): boolean {
    return this.settings.current.api_key !== undefined || this.secrets.current.caller_keys.length > 0;
  }

  /** Makes a key; the answer is the only time it is seen. */
  async create(name: string): Promise<string> {
    const key = newSecret('rg-');
    const entry = { id: randomUUID(), name, digest: digestOf(key), created_at: Math.floor(this.clock.nowMs() / 1000) };
    await this.secrets.change((secrets) => ({ ...secrets, caller_keys: [...secrets.caller_keys, entry] }));
    return key;
  }

  /**
   * Lets a request pass, or throws.
   *
   * @param query  the part of the address behind `?`
   * @throws CallerKeyMissingError, CallerKeyRejectedError, CallerKeyConflictError
   */
  check(headers: IncomingHttpHeaders, query: string): void {
    const { auth_mode: mode } = this.settings.current;
    if (mode === 'off') return;
    const carried = carriedKeys(headers, query);
    const [first, ...others] = carried;
    if (!first) {
      if (mode === 'auto' && !BROWSER_HEADERS.some((name) => headers[name] !== undefined)) return;
      throw new CallerKeyMissingError();
    }
    if (others.some(({ key }) => key !== first.key))
      throw new CallerKeyConflictError(carried.map(({ carrier }) => carrier));
    if (!this.#isKnown(first.key)) throw new CallerKeyRejectedError(first.carrier);
  }

  #isKnown(key: string): boolean {
    const { api_key: fixed } = this.settings.current;
    const isFixed = fixed !== undefined && matchesDigest(key, digestOf(fixed));
    // Every key is compared, so that the time taken does not tell which one fits.
    const stored = this.secrets.current.caller_keys.filter((entry) => matchesDigest(key, entry.digest));
    return isFixed || stored.length > 0;
  }
}

/** All keys in a request, by the carriers that the providers' SDKs use. */
function carriedKeys(headers: IncomingHttpHeaders, query: string): Carried[] {
  const bearer = headers.authorization?.match(/^Bearer +(.+)$/i)?.[1];
  const candidates: [string, unknown][] = [
    ['Authorization', bearer],
    ['x-api-key', headers['x-api-key']],
    ['x-goog-api-key', headers['x-goog-api-key']],
    ...new URLSearchParams(query).getAll('key').map((key): [string, unknown] => ['?key=', key]),
  ];
  return candidates.flatMap(([carrier, key]) => (typeof key === 'string' && key !== '' ? [{ carrier, key }] : []));
}
