import type { ChoiceRequest } from '../src/core/pool/chooser.js';
import { AccountRegistry } from '../src/accounts/account-registry.js';
import { EnrolmentService } from '../src/accounts/enrolment.service.js';
import type { GrantLifetimes } from '../src/accounts/grant-lifetimes.js';
import { UnsavedChanges } from '../src/accounts/unsaved-changes.js';
import { SecretsStore, secretsSchema } from '../src/config/secrets.store.js';
import type { Settings } from '../src/config/settings-schema.js';
import { SettingsService } from '../src/config/settings.service.js';
import type { JsonObject } from '../src/core/accounts/document.js';
import { OAuthClients } from '../src/oauth/oauth-clients.js';
import { RefreshFlights } from '../src/oauth/refresh-flights.js';
import { ClientBreaker } from '../src/pool/client-breaker.js';
import { GrantRefresher } from '../src/pool/grant-refresher.js';
import { LastUsed } from '../src/pool/last-used.js';
import { Pool } from '../src/pool/pool.service.js';
import { QuotaCounting } from '../src/pool/quota-counting.js';
import { QuotaProtection } from '../src/pool/quota-protection.js';
import { RefreshAhead } from '../src/pool/refresh-ahead.js';
import { Settlement } from '../src/pool/settlement.js';
import { FixedRandom } from './fakes/fixed-random.js';
import { ManualClock } from './fakes/manual-clock.js';
import { MemoryAccountStore } from './fakes/memory-account-store.js';
import { openMemoryLog } from './fakes/memory-log.js';
import { MemoryQuotaStore } from './fakes/memory-quota-store.js';
import { RecordingEventBus } from './fakes/recording-event-bus.js';
import { ScriptedAccountStore } from './fakes/scripted-account-store.js';
import { ScriptedTokenEndpoint } from './fakes/scripted-token-endpoint.js';

/** When the clock of a rig starts, unix seconds. */
export const START = 1_700_000_000;

/** A file under the name of its id. */
export type RigAccount = JsonObject & { readonly id: string };

/** The file of an account whose access token has an hour to go. Ids are the names: `a` holds `rt-a` and `at-a`. */
export const accountFile = (id: string, more: JsonObject = {}, token: JsonObject = {}): RigAccount => ({
  id,
  email: `${id}@example.com`,
  ...more,
  token: {
    access_token: `at-${id}`,
    refresh_token: `rt-${id}`,
    token_type: 'Bearer',
    expires_in: 3600,
    expiry_timestamp: START + 3600,
    ...token,
  },
});

/** The same with an access token that is over. */
export const expiredFile = (id: string, more: JsonObject = {}): RigAccount =>
  accountFile(id, more, { expiry_timestamp: START - 1 });

/** What is there before the start. */
export interface RigPreparation {
  /** `settings.json`. */
  readonly file?: Readonly<Record<string, unknown>>;
  /** What was remembered of quotas. */
  readonly quotas?: (store: MemoryQuotaStore) => void;
}

export type PoolRig = Awaited<ReturnType<typeof openPoolRig>>;

/** Accounts, their grants and the pool, as in the application, between a store and a token endpoint made for tests. */
export async function openPoolRig(
  accounts: readonly RigAccount[] = [],
  env: Record<string, string> = {},
  prepare: RigPreparation = {},
) {
  const clock = new ManualClock(START * 1000);
  const bus = new RecordingEventBus();
  const random = new FixedRandom();
  const { log, lines, redactor } = openMemoryLog();
  const memory = new MemoryAccountStore();
  for (const account of accounts) memory.outsideWrite(account.id, account);
  const store = new ScriptedAccountStore(memory);
  const endpoint = new ScriptedTokenEndpoint();
  const settings = new SettingsService(
    {
      argv: [],
      env: { REGRANT_GOOGLE_CLIENT_ID: 'client-id', REGRANT_GOOGLE_CLIENT_SECRET: 'client-secret-of-ours', ...env },
      file: prepare.file ?? {},
    },
    { save: async () => undefined },
  );
  const secrets = new SecretsStore(secretsSchema.parse({}), { save: async () => undefined });

  const unsaved = new UnsavedChanges(clock, bus, log);
  const registry = new AccountRegistry(store, bus, log, unsaved);
  const enrolment = new EnrolmentService(registry, clock, log);
  const breaker = new ClientBreaker(clock, bus, log);
  // No grant has died before, and nothing is to be written into a ledger.
  const lifetimes = { lifetimesOf: () => [], historyOf: () => ({ lifetimes: [], oldestAge: 0 }) };
  const refresher = new GrantRefresher(
    registry,
    lifetimes as unknown as GrantLifetimes,
    new OAuthClients(settings, secrets),
    new RefreshFlights(endpoint),
    breaker,
    clock,
    random,
    bus,
    log,
  );
  const quotaStore = new MemoryQuotaStore();
  prepare.quotas?.(quotaStore);
  const counting = new QuotaCounting(registry, settings, quotaStore, clock, log);
  const quota = new QuotaProtection(counting, registry, settings, clock, bus, log);
  const pool = new Pool(registry, refresher, clock, random, settings, quota, bus, log);
  const settlement = new Settlement(pool, registry, new LastUsed(registry, clock), quota, clock, random);
  const ahead = new RefreshAhead(registry, refresher, settings, clock, random);
  await registry.open();
  pool.onApplicationBootstrap();
  quota.onApplicationBootstrap();
  bus.events.length = 0;

  return {
    clock,
    bus,
    random,
    log,
    lines,
    redactor,
    memory,
    store,
    endpoint,
    settings,
    secrets,
    unsaved,
    registry,
    enrolment,
    breaker,
    refresher,
    pool,
    quotaStore,
    counting,
    quota,
    settlement,
    ahead,
    /** The same of quota protection. */
    protect: (quotas: Partial<Settings['quota_protection']>): Promise<void> =>
      settings.change((stored) => ({
        ...stored,
        quota_protection: { ...settings.current.quota_protection, ...quotas },
      })),
    /** Changes settings of the scheduling, as the dashboard does. */
    schedule: (scheduling: Partial<Settings['scheduling']>): Promise<void> =>
      settings.change((stored) => ({ ...stored, scheduling: { ...settings.current.scheduling, ...scheduling } })),
    /** What the store holds of an account. */
    stored: (id: string): JsonObject | undefined => {
      const text = memory.textOf(id);
      return text === undefined ? undefined : (JSON.parse(text) as JsonObject);
    },
  };
}

/** A request for some model, of no conversation. */
export const ask = (
  excluded: ReadonlySet<string> = new Set(),
  { model = 'gemini-2.5-flash', session = null }: { readonly model?: string; readonly session?: number | null } = {},
): ChoiceRequest => ({ model, session, excluded });
