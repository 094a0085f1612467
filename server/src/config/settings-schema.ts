import { isIP } from 'node:net';
import { z } from 'zod';
import { quotaProtectionSchema } from '../../contract/http/quota.js';

/** OAuth scopes asked for by default: who it is, and the two APIs that requests go to. */
export const DEFAULT_SCOPES = [
  'openid',
  'email',
  'profile',
  'https://www.googleapis.com/auth/cloud-platform',
  'https://www.googleapis.com/auth/generative-language.retriever',
] as const;

/** The environment and the command line have only text; nothing else is turned into a number, least of all nothing. */
const numeric = (schema: z.ZodNumber) =>
  z.preprocess((value) => (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value), schema);

const seconds = (maximum: number) => {
  const expected = `a number of seconds, 0 to ${maximum}`;
  return numeric(z.number(expected).min(0, expected).max(maximum, expected));
};

const address = (what: string) =>
  z
    .string()
    .refine(isPlainHttpAddress, `${what}: an http or https address without credentials, query or fragment`)
    .transform((value) => value.replace(/\/+$/, ''));

const identifier = z.string().trim().min(1, 'a value that is not empty').max(500);
const secret = (minimum: number) =>
  z
    .string()
    .min(minimum, `at least ${minimum} characters`)
    .max(1024)
    .refine((value) => !SAMPLE_SECRETS.has(value.toLowerCase()), 'a value of your own, not a sample');

const SAMPLE_SECRETS: ReadonlySet<string> = new Set([
  'changeme',
  'change-me',
  'your-secret-here',
  'secret',
  'password',
  'test1234',
]);

const wholeNumber = (of: string, maximum: number) => {
  const expected = `a whole number of ${of}, 1 to ${maximum}`;
  return z.number(expected).int(expected).min(1, expected).max(maximum, expected);
};

const oauthClient = z.strictObject({ client_id: identifier });

const modelName = (what: string) => z.string(what).trim().min(1, what).max(200, what);
const mappingRule = z.strictObject({
  from: modelName('the name of a model, or a pattern with *').refine(
    (from) => from.split('*').length <= 11,
    'at most 10 times * in a pattern',
  ),
  to: modelName('the name of the model to ask instead'),
  upstream: z.enum(['gemini', 'vertex']).optional(),
});

/**
 * Every setting: its key, what it may be, and its default. The environment spells a key `REGRANT_<KEY>`, the command line
 * `--<key-with-dashes>`; `settings.json` spells it as it stands here.
 *
 * @see design.md §7
 */
export const settingsSchema = z.strictObject({
  /** Where to listen. */
  host: z
    .string()
    .refine((host) => host === 'localhost' || isIP(host) !== 0, 'an IP address or localhost')
    .default('127.0.0.1'),
  port: numeric(z.number('a port number').int('a whole number').min(0, '0 to 65535').max(65_535, '0 to 65535')).default(
    8045,
  ),
  /** Where browsers reach it; the redirect URI is made from this. Default: `http://localhost:<port>`. */
  public_url: address('where browsers reach Regrant').optional(),
  data_dir: z.string().min(1, 'a folder').default('./data'),
  admin_token: secret(16).optional(),
  admin_password: secret(8).optional(),
  api_key: secret(8).optional(),
  /** What the tokens in the data directory are encrypted with; one of the two, or neither. */
  encryption_passphrase: secret(12).optional(),
  encryption_key_file: z.string().min(1, 'a file').optional(),
  auth_mode: z.enum(['off', 'strict', 'all_except_health', 'auto']).default('all_except_health'),
  google_client_id: identifier.optional(),
  google_client_secret: identifier.optional(),
  google_scopes: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((scope) => scope !== ''))
    .refine((scopes) => scopes.includes('openid') && scopes.includes('email'), 'scopes that include openid and email')
    .default([...DEFAULT_SCOPES]),
  /** Project for accounts that name none. */
  project_id: identifier.optional(),
  google_authorization_url: address('the authorization endpoint').default(
    'https://accounts.google.com/o/oauth2/v2/auth',
  ),
  google_token_url: address('the token endpoint').default('https://oauth2.googleapis.com/token'),
  google_userinfo_url: address('the userinfo endpoint').default('https://openidconnect.googleapis.com/v1/userinfo'),
  gemini_base_url: address('the Gemini API').default('https://generativelanguage.googleapis.com'),
  vertex_base_url: address('Vertex AI').default('https://aiplatform.googleapis.com'),
  /** Says which projects an account's owner has. */
  resource_manager_base_url: address('Cloud Resource Manager').default('https://cloudresourcemanager.googleapis.com'),
  /** Confirms that tokens may be sent to addresses on this machine or in a private network. */
  allow_private_upstreams: z
    .preprocess((value) => (value === 'true' ? true : value === 'false' ? false : value), z.boolean('true or false'))
    .default(false),
  vertex_location: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'a location such as global or us-central1')
    .default('global'),
  /** How long before expiry access tokens are refreshed in the background. */
  refresh_ahead_seconds: seconds(3600).default(300),
  log_level: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Default: `pretty` on a terminal, else `json`. */
  log_format: z.enum(['pretty', 'json']).optional(),
  /** Set by the sandbox alone: the dashboard then says that this is not Google. */
  sandbox_console_url: address('the console of the sandbox').optional(),
  scheduling: z
    .strictObject({
      mode: z.enum(['cache_first', 'balance', 'performance_first']).default('balance'),
      /** `cache_first`: how long a session waits for its own account. */
      max_wait_seconds: seconds(300).default(10),
      /** Id of the account that serves everything it can. */
      fixed_account: z.string().nullable().default(null),
      /** How long a request that nobody can serve waits for a grant to be given back. */
      park_seconds: seconds(600).default(0),
      /** Requests in flight per account; null for no limit. */
      max_concurrent: z.number().int().min(1).max(10_000).nullable().default(null),
    })
    .prefault({}),
  /** Keeps a rest of each account's quota: what is below the threshold waits for the window to turn. */
  quota_protection: z
    .strictObject({
      enabled: quotaProtectionSchema.shape.enabled.default(false),
      threshold_percentage: quotaProtectionSchema.shape.threshold_percentage.default(10),
      monitored_models: quotaProtectionSchema.shape.monitored_models.default(['*']),
      /** Nothing is limited that nobody has limited; what the upstream tells of its quotas is learned beside these. */
      budgets: quotaProtectionSchema.shape.budgets.default([]),
    })
    .prefault({}),
  models: z
    .strictObject({
      /** Which model is asked when a caller names one: exact names before wildcards; what no rule names goes as it is. */
      mapping: z.array(mappingRule).max(500, 'at most 500 rules').default([]),
      /** Serves what clients ask by themselves, titles and the like; null leaves those requests alone. */
      background_model: modelName('the name of a model, or null').nullable().default(null),
      /** Claude models that the projects have switched on: Google has no list of them, so ours is made from this. */
      claude_models: z
        .array(modelName('the name of a Claude model').regex(/^claude[\w.@-]*$/i, 'the name of a Claude model'))
        .max(100, 'at most 100 models')
        .default([]),
    })
    .prefault({}),
  /** How long, and up to which size, the request log is kept; whichever comes first. */
  retention: z
    .strictObject({
      requests_days: wholeNumber('days', 3650).default(30),
      requests_megabytes: wholeNumber('megabytes', 100_000).default(512),
      /** Whether the beginnings of prompts and answers are kept too. */
      requests_bodies: z.boolean('true or false').default(false),
    })
    .prefault({}),
  oauth_clients: z.record(z.string().regex(/^[a-z0-9_-]{1,40}$/, 'a short name'), oauthClient).default({}),
});

/** All settings with their defaults in place. */
export type Settings = Readonly<z.infer<typeof settingsSchema>>;
export type SettingKey = keyof Settings;

/** Settings that are never stored in `settings.json`, and whose values are never shown. */
export const SECRET_KEYS: ReadonlySet<SettingKey> = new Set([
  'admin_token',
  'admin_password',
  'api_key',
  'encryption_passphrase',
  'encryption_key_file',
  'google_client_secret',
]);

/** Settings that only a nested JSON value can hold: they have no environment variable and no flag. */
export const NESTED_KEYS: ReadonlySet<SettingKey> = new Set([
  'scheduling',
  'quota_protection',
  'models',
  'retention',
  'oauth_clients',
]);

/** What to do about a bad value, by key; the rest is told by the schema's own expectation. */
export const CURES: Partial<Record<SettingKey, string>> = {
  port: 'Choose a free port, for example 8045; 0 takes any free one.',
  host: 'Use 127.0.0.1 unless other machines must reach Regrant.',
  public_url: 'Write it as a browser would open it, for example http://localhost:8045.',
  auth_mode: 'Leave it out to keep the safe default, all_except_health.',
  admin_token: 'Make one with: openssl rand -hex 32',
  api_key: 'Make one with: openssl rand -hex 32',
  data_dir: 'Name a folder that you can write to.',
  encryption_passphrase: 'Choose a long one, or make a key file with: (umask 077; openssl rand -hex 32 > <the file>)',
  models: 'Write rules as { "mapping": [{ "from": "gpt-4o*", "to": "gemini-2.5-pro" }] }.',
  quota_protection:
    'Write it as { "enabled": true, "threshold_percentage": 10, "budgets": [{ "account": "*", "model": "gemini-*", "requests_per_day": 1000 }] }.',
  retention: 'Write it as { "requests_days": 30, "requests_megabytes": 512 }.',
  google_scopes: 'Separate scopes by spaces; openid and email say whose account it is.',
};

function isPlainHttpAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  const plain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return plain && (url.protocol === 'http:' || url.protocol === 'https:');
}
