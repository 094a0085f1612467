import { z } from 'zod';

const oauthClient = z.object({ client_id: z.string() });

/** `GET /api/settings`: what `settings.json` holds, and what a person needs to set Google up. Never a secret. */
export const settingsViewSchema = z.object({
  settings: z.object({
    auth_mode: z.enum(['off', 'strict', 'all_except_health', 'auto']),
    oauth_clients: z.record(z.string(), oauthClient),
  }),
  oauth: z.object({
    /** Whether an OAuth client with id and secret is there. */
    configured: z.boolean(),
    /** To be copied into Google's console, letter by letter. */
    redirect_uri: z.string(),
    scopes: z.array(z.string()),
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
