import { z } from 'zod';

/** How the token endpoint took the id and secret of an OAuth client. */
export const clientVerdictSchema = z.enum([
  /** It knows the client: what it refused was the made-up refresh token. */
  'accepted',
  /** It does not know the client, or not with this secret. */
  'refused',
  /** It knows the client, which may not refresh tokens. */
  'not_allowed',
  /** Nothing to ask with: the id or the secret is missing. */
  'incomplete',
  /** It gave no answer that says anything. */
  'unclear',
]);
export type ClientVerdict = z.infer<typeof clientVerdictSchema>;

/** `POST /api/oauth/google/check`: asks the token endpoint about each OAuth client, with a refresh token that is none. */
export const clientCheckSchema = z.object({
  token_endpoint: z.object({
    url: z.string(),
    reachable: z.boolean(),
    /** Why it is not reachable, in a word. */
    reason: z.string().nullable(),
    milliseconds: z.number().int().nullable(),
    /** How far this machine's clock is ahead of the endpoint's; one second is as good as none. */
    clock_ahead_seconds: z.number().int().nullable(),
  }),
  clients: z.array(
    z.object({
      key: z.string(),
      client_id: z.string().nullable(),
      verdict: clientVerdictSchema,
      error: z.string().nullable(),
    }),
  ),
});
export type ClientCheck = z.infer<typeof clientCheckSchema>;
