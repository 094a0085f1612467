import { z } from 'zod';
import { quotaProtectionSchema } from './quota.js';

const oauthClient = z.object({ client_id: z.string() });

const modelName = z.string().trim().min(1).max(200);

/** Which model is asked when a caller names one; `*` stands for any characters. */
export const modelMappingRuleSchema = z.strictObject({
  from: modelName.refine((from) => from.split('*').length <= 11, 'at most 10 times *'),
  to: modelName,
  upstream: z.enum(['gemini', 'vertex']).optional(),
});

/** How accounts are chosen. @see design.md §5 */
export const schedulingSchema = z.strictObject({
  mode: z.enum(['cache_first', 'balance', 'performance_first']),
  max_wait_seconds: z.number().min(0).max(300),
  fixed_account: z.string().max(255).nullable(),
  park_seconds: z.number().min(0).max(600),
  max_concurrent: z.number().int().min(1).max(10_000).nullable(),
});

/** How long the request log is kept. */
export const retentionSchema = z.strictObject({
  requests_days: z.number().int().min(1),
  requests_megabytes: z.number().int().min(1),
  /** Also the beginnings of prompts and answers. */
  requests_bodies: z.boolean(),
});

/** `GET /api/settings`: what `settings.json` holds, and what a person needs to set Google up. Never a secret. */
export const settingsViewSchema = z.object({
  settings: z.object({
    auth_mode: z.enum(['off', 'strict', 'all_except_health', 'auto']),
    oauth_clients: z.record(z.string(), oauthClient),
    models: z.object({
      mapping: z.array(modelMappingRuleSchema),
      background_model: z.string().nullable(),
      claude_models: z.array(z.string()),
    }),
    scheduling: schedulingSchema,
    quota_protection: quotaProtectionSchema,
    retention: retentionSchema,
  }),
  oauth: z.object({
    /** Whether an OAuth client with id and secret is there. */
    configured: z.boolean(),
    /** To be copied into Google's console, letter by letter. */
    redirect_uri: z.string(),
    scopes: z.array(z.string()),
    /** Keys of OAuth clients that Google refuses now. */
    refused_clients: z.array(z.string()),
  }),
  /** Addresses that are not Google's, by setting; empty in a normal installation. */
  foreign_addresses: z.record(z.string(), z.string()),
  sandbox: z.object({ enabled: z.boolean(), console_url: z.string().nullable() }),
  gateway_url: z.string(),
});
export type SettingsView = z.infer<typeof settingsViewSchema>;

/** `PATCH /api/settings`: merged into `settings.json`; the client secret goes to `secrets.json`. */
export const patchSettingsSchema = z.strictObject({
  auth_mode: z.enum(['off', 'strict', 'all_except_health', 'auto']).optional(),
  /** What is named replaces what is there, a list as a whole. */
  models: z
    .strictObject({
      mapping: z.array(modelMappingRuleSchema).max(500),
      background_model: modelName.nullable(),
      claude_models: z.array(modelName.regex(/^claude[\w.@-]*$/i, 'the name of a Claude model')).max(100),
    })
    .partial()
    .optional(),
  /** What is named replaces what is there. */
  scheduling: schedulingSchema.partial().optional(),
  quota_protection: quotaProtectionSchema.partial().optional(),
  retention: retentionSchema.partial().optional(),
  oauth_clients: z
    .record(
      z.string().regex(/^[a-z0-9_-]{1,40}$/),
      z.strictObject({
        client_id: z.string().trim().min(1).max(300),
        client_secret: z.string().trim().min(1).max(300).optional(),
      }),
    )
    .optional(),
});
export type PatchSettings = z.infer<typeof patchSettingsSchema>;
