import { z } from 'zod';
import { accountQuotaSchema } from './quota.js';

/**
 * The state an account is shown in. Where several hold, the first of this order is shown:
 * `unreadable`, `disabled`, `blocked`, `proxy_disabled`, `cooling`, `ready`.
 */
export const accountStatusSchema = z.enum(['ready', 'disabled', 'proxy_disabled', 'blocked', 'cooling', 'unreadable']);
export type AccountStatus = z.infer<typeof accountStatusSchema>;

/** Why a grant died, what Google wants done before a blocked account serves again, or that the file cannot be read. */
export const accountCauseSchema = z.enum([
  'session_control',
  'account_gone',
  'testing_expiry',
  'time_limited',
  'unused_six_months',
  'superseded',
  'revoked',
  'unknown',
  'api_disabled',
  'billing',
  'verification',
  'terms',
  'unreadable',
]);
export type AccountCause = z.infer<typeof accountCauseSchema>;

/** How sure Regrant is of a cause it names. */
export const confidenceSchema = z.enum(['certain', 'likely', 'possible']);

const unixSeconds = z.number().int().nullable();

/**
 * One account as the dashboard sees it: whose grant, in which state, since when, and what to do. Never a token.
 * Field names are those of the account file; times are unix seconds.
 */
export const accountViewSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  sub: z.string().nullable(),
  custom_label: z.string().nullable(),
  status: accountStatusSchema,
  disabled: z.boolean(),
  disabled_at: unixSeconds,
  disabled_reason: z.string().nullable(),
  /** What Google said when it refused the grant, in its own words; null where it said nothing. */
  disabled_said: z.string().nullable(),
  /** Why it does not serve, as a stable word. */
  cause: accountCauseSchema.nullable(),
  /** What a person does about it, in one sentence. */
  cure: z.string().nullable(),
  confidence: confidenceSchema.nullable(),
  proxy_disabled: z.boolean(),
  proxy_disabled_at: unixSeconds,
  proxy_disabled_reason: z.string().nullable(),
  blocked: z.boolean(),
  blocked_at: unixSeconds,
  blocked_reason: z.string().nullable(),
  blocked_url: z.string().nullable(),
  protected_models: z.array(z.string()),
  /** How its known quotas stand, those with the least left first; a list of accounts carries fewer of them. */
  quotas: z.array(accountQuotaSchema),
  priority: z.number().int(),
  project_id: z.string().nullable(),
  oauth_client_key: z.string(),
  scope: z.string().nullable(),
  /** When the access token expires; null when none was ever issued. */
  access_token_expires_at: unixSeconds,
  created_at: unixSeconds,
  last_used: unixSeconds,
  /** When this grant will probably die, if anything points to that. */
  forecast: z.object({ at: z.number().int(), cause: accountCauseSchema, confidence: confidenceSchema }).nullable(),
  /** Why the file cannot be read; null for every other status. */
  unreadable_reason: z.string().nullable(),
  /** A change of this account is waiting for the disk. */
  unsaved: z.boolean(),
});
export type AccountView = z.infer<typeof accountViewSchema>;

export const accountListSchema = z.object({ accounts: z.array(accountViewSchema) });
export type AccountList = z.infer<typeof accountListSchema>;

/** `POST /api/accounts`. An `email` is refused: Google decides whose token it is. */
export const addAccountSchema = z.strictObject({
  refresh_token: z.string().trim().min(1).max(4096),
  access_token: z.string().trim().min(1).max(8192).optional(),
  custom_label: z.string().max(200).nullish(),
  project_id: z.string().max(200).nullish(),
});
export type AddAccount = z.infer<typeof addAccountSchema>;

const upsertOutcomeSchema = z.enum(['created', 'updated', 'reenabled', 'unchanged']);

export const addAccountResultSchema = z.object({ account: accountViewSchema, outcome: upsertOutcomeSchema });
export type AddAccountResult = z.infer<typeof addAccountResultSchema>;

/** `PATCH /api/accounts/:id`. There is no way to clear `disabled` here: only new tokens do. */
export const patchAccountSchema = z
  .strictObject({
    proxy_disabled: z.boolean().optional(),
    proxy_disabled_reason: z.string().max(400).nullish(),
    custom_label: z.string().max(200).nullish(),
    project_id: z.string().max(200).nullish(),
    priority: z.number().int().min(-1000).max(1000).optional(),
    blocked: z.literal(false).optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'name at least one field to change');
export type PatchAccount = z.infer<typeof patchAccountSchema>;

/** `POST /api/accounts/batch`. */
export const batchSchema = z
  .strictObject({
    ids: z.array(z.string()).min(1).max(10_000),
    action: z.enum(['disable_proxy', 'enable_proxy', 'refresh', 'delete', 'set_priority', 'set_label']),
    /** Of `disable_proxy`. */
    reason: z.string().max(400).nullish(),
    /** Of `set_priority`. */
    priority: z.number().int().min(-1000).max(1000).optional(),
    /** Of `set_label`; null takes it away. */
    custom_label: z.string().max(200).nullish(),
  })
  .refine(({ action, priority }) => action !== 'set_priority' || priority !== undefined, {
    path: ['priority'],
    message: 'the priority to set',
  })
  .refine(({ action, custom_label: label }) => action !== 'set_label' || label !== undefined, {
    path: ['custom_label'],
    message: 'the label to set, or null',
  });
export type Batch = z.infer<typeof batchSchema>;

export const batchResultSchema = z.object({
  results: z.array(
    /** A refresh that finds the grant dead, or gets no verdict, is not `ok`. */
    z.object({ id: z.string(), ok: z.boolean(), code: z.string().optional(), hint: z.string().optional() }),
  ),
});
export type BatchResult = z.infer<typeof batchResultSchema>;

/** `POST /api/accounts/:id/refresh`: `disabled` tells that this very refresh found the grant dead. */
export const refreshResultSchema = z.object({
  outcome: z.enum(['refreshed', 'disabled', 'superseded', 'failed']),
  detail: z.string(),
  /** Why it failed, as in problems. */
  code: z.string().optional(),
  /** Names and codes that belong to it, as in problems. */
  facts: z.record(z.string(), z.string()).optional(),
  account: accountViewSchema,
});
export type RefreshResult = z.infer<typeof refreshResultSchema>;

/** `GET /api/accounts/:id/history`, oldest first. `at` is epoch milliseconds; further members depend on the fact. */
export const accountHistorySchema = z.object({
  history: z.array(z.looseObject({ at: z.number(), fact: z.string() })),
});
export type AccountHistory = z.infer<typeof accountHistorySchema>;
