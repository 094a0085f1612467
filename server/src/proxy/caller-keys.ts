import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { CallerKey, NewCallerKey } from '../../contract/http/keys.js';
import { digestOf, equalDigests, newSecret } from '../admin-auth/secret-compare.js';
import { isLoopbackHost } from '../config/loopback.js';
import { SecretsStore, type Secrets } from '../config/secrets.store.js';
import { SettingsService } from '../config/settings.service.js';
import {
  CallerKeyConflictError,
  CallerKeyFixedError,
  CallerKeyMissingError,
  CallerKeyNotFoundError,
  CallerKeyRejectedError,
  CallerRateLimitedError,
  TooManyCallerKeysError,
} from '../core/errors/caller-errors.js';
import type { MappingRule } from '../core/models/model-route.js';
import { matchWildcard } from '../core/models/wildcard.js';
import { Clock, unixSeconds } from '../core/ports/clock.js';
import { remember } from '../core/remember.js';
import { Log } from '../observability/logger.js';
import { carriedKeys, isFromElsewhere, unusableCarrier } from './carried-keys.js';
import { MinuteLimit } from './minute-limit.js';
import { RecognisedKeys } from './recognised-keys.js';

/** Who a caller is, as far as its key tells. */
export interface CallerIdentity {
  /** `environment` for REGRANT_API_KEY; null where none was needed and none of ours was given. */
  readonly keyId: string | null;
  readonly keyName: string | null;
  /** Patterns; null allows every model. */
  readonly models: readonly string[] | null;
  /** The key's own rules, which go before everybody's. */
  readonly mapping: readonly MappingRule[];
  readonly perMinute: number | null;
  /** @param model  as the caller or the mapping names it, with or without `models/` in front */
  mayUse(model: string): boolean;
}

type StoredKey = Secrets['caller_keys'][number];

/** The key from REGRANT_API_KEY. */
const ENVIRONMENT_ID = 'environment';
/** Each request is compared with all of them. */
const MOST_KEYS = 200;
/** Being used is written down this often at most. */
const USED_EVERY_SECONDS = 600;

/** The keys by which programs may use the LLM routes. Kept as digests; a key is shown once, when it is made. */
@Injectable()
export class CallerKeys {
  readonly #limits: MinuteLimit;
  readonly #lastUsed = new Map<string, number>();
  readonly #recognised = new RecognisedKeys<StoredKey, CallerIdentity>();

  constructor(
    private readonly secrets: SecretsStore,
    private readonly settings: SettingsService,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.#limits = new MinuteLimit(clock);
  }

  /** Whether any key exists, so that none must be made at first run. */
  get hasAny(): boolean {
    return this.settings.current.api_key !== undefined || this.secrets.current.caller_keys.length > 0;
  }

  list(): readonly CallerKey[] {
    const fixed = this.settings.current.api_key === undefined ? [] : [this.#viewOf(ENVIRONMENT_KEY)];
    return [...fixed, ...this.secrets.current.caller_keys.map((key) => this.#viewOf(key))];
  }

  /** Makes a key that may do everything; the answer is the only time its value is seen. @throws TooManyCallerKeysError, StorageError */
  async create(name: string): Promise<string> {
    return (await this.issue({ name, models: null, mapping: [], per_minute: null })).value;
  }

  /** @throws TooManyCallerKeysError, StorageError */
  async issue(wanted: NewCallerKey): Promise<{ readonly key: CallerKey; readonly value: string }> {
    const value = newSecret('rg-');
    const entry: StoredKey = {
      id: randomUUID(),
      ...wanted,
      digest: digestOf(value),
      created_at: unixSeconds(this.clock),
      last_used: null,
    };
    await this.secrets.change((secrets) => {
      if (secrets.caller_keys.length >= MOST_KEYS) throw new TooManyCallerKeysError(MOST_KEYS);
      return { ...secrets, caller_keys: [...secrets.caller_keys, entry] };
    });
    return { key: this.#viewOf(entry), value };
  }

  /** From the moment this resolves no request passes with the key. @throws CallerKeyNotFoundError, CallerKeyFixedError */
  async revoke(id: string): Promise<void> {
    if (id === ENVIRONMENT_ID && this.settings.current.api_key !== undefined) throw new CallerKeyFixedError();
    await this.secrets.change((secrets) => {
      if (!secrets.caller_keys.some((key) => key.id === id)) throw new CallerKeyNotFoundError(id);
      return { ...secrets, caller_keys: secrets.caller_keys.filter((key) => key.id !== id) };
    });
    this.#limits.forget(id);
    this.#lastUsed.delete(id);
  }

  /**
   * Lets a request pass, or throws; counts nothing.
   *
   * @param query  the part of the address behind `?`
   * @throws CallerKeyMissingError, CallerKeyRejectedError, CallerKeyConflictError
   */
  check(headers: IncomingHttpHeaders, query: string): void {
    this.identify(headers, query);
  }

  /**
   * Lets a request pass and counts it: against the key's limit per minute, and as a use of the key. Once per request.
   *
   * @throws what `identify` throws, and CallerRateLimitedError
   */
  admit(headers: IncomingHttpHeaders, query: string): CallerIdentity {
    const caller = this.identify(headers, query);
    if (caller.keyId === null) return caller;
    const waitMs = caller.perMinute === null ? 0 : this.#limits.take(caller.keyId, caller.perMinute);
    if (waitMs > 0) throw new CallerRateLimitedError(caller.perMinute ?? 0, Math.ceil(waitMs / 1000));
    this.#markUsed(caller.keyId);
    return caller;
  }

  /**
   * Whose request this is, or why it may not pass.
   *
   * @throws CallerKeyMissingError, CallerKeyRejectedError, CallerKeyConflictError
   * @see design.md §6 and §7, `auth_mode`
   */
  identify(headers: IncomingHttpHeaders, query: string): CallerIdentity {
    const isOpen = this.settings.current.auth_mode === 'off';
    const carried = carriedKeys(headers, query);
    const [first, ...others] = carried;
    if (!first) {
      if (isOpen || this.#needsNone(headers)) return NOBODY;
      throw new CallerKeyMissingError(unusableCarrier(headers, query));
    }
    const isConflict = others.some(({ key }) => key !== first.key);
    const known = isConflict ? undefined : this.#identityOf(first.key);
    if (known) return known;
    if (isOpen) return NOBODY;
    if (isConflict) throw new CallerKeyConflictError(carried.map(({ carrier }) => carrier));
    throw new CallerKeyRejectedError(first.carrier);
  }

  /** `auto`: a program on this machine, by a door that only this machine has. */
  #needsNone(headers: IncomingHttpHeaders): boolean {
    const { auth_mode: mode, host } = this.settings.current;
    if (mode !== 'auto' || !isLoopbackHost(host) || isFromElsewhere(headers)) return false;
    // Behind a proxy on this machine, everybody comes from this machine.
    return isLoopbackUrl(this.settings.publicUrl);
  }

  #identityOf(value: string): CallerIdentity | undefined {
    const keys = { fixed: this.settings.current.api_key, stored: this.secrets.current.caller_keys };
    return this.#recognised.find(value, keys, () => {
      const found = this.#find(value);
      return found && identityOf(found);
    });
  }

  #find(value: string): StoredKey | undefined {
    const digest = digestOf(value);
    const { api_key: fixed } = this.settings.current;
    const isFixed = fixed !== undefined && equalDigests(digest, digestOf(fixed));
    // Every key is compared, so that the time taken does not tell which one fits.
    const found = this.secrets.current.caller_keys.filter((key) => equalDigests(digest, key.digest));
    return isFixed ? ENVIRONMENT_KEY : found[0];
  }

  #viewOf({ id, name, models, mapping, per_minute, created_at, last_used }: StoredKey): CallerKey {
    return {
      id,
      name,
      models,
      mapping,
      per_minute,
      created_at: id === ENVIRONMENT_ID ? null : created_at,
      last_used: this.#lastUsed.get(id) ?? last_used,
    };
  }

  #markUsed(id: string): void {
    const now = unixSeconds(this.clock);
    this.#lastUsed.set(id, now);
    const stored = this.secrets.current.caller_keys.find((key) => key.id === id);
    if (!stored || now - (stored.last_used ?? 0) < USED_EVERY_SECONDS) return;
    this.secrets
      .change((secrets) => ({
        ...secrets,
        caller_keys: secrets.caller_keys.map((key) => (key.id === id ? { ...key, last_used: now } : key)),
      }))
      .catch((error: unknown) =>
        this.log.warn('The use of a caller key was not written down', { error: String(error) }),
      );
  }
}

const isLoopbackUrl = remember(4, (url: string) => isLoopbackHost(new URL(url).hostname));

const ENVIRONMENT_KEY: StoredKey = {
  id: ENVIRONMENT_ID,
  name: 'REGRANT_API_KEY',
  digest: '',
  models: null,
  mapping: [],
  per_minute: null,
  created_at: 0,
  last_used: null,
};

const NOBODY: CallerIdentity = {
  keyId: null,
  keyName: null,
  models: null,
  mapping: [],
  perMinute: null,
  mayUse: () => true,
};

const identityOf = ({ id, name, models, mapping, per_minute: perMinute }: StoredKey): CallerIdentity => ({
  keyId: id,
  keyName: name,
  models,
  mapping,
  perMinute,
  mayUse: (model) => models === null || models.some((pattern) => matches(pattern, model.replace(/^models\//, ''))),
});

const matches = (pattern: string, model: string): boolean => matchWildcard(pattern, model) !== undefined;
