import { z } from 'zod';

/** One sign-in to the dashboard. Times are unix seconds. The id is not what the browser holds. */
export const openSessionSchema = z.object({
  id: z.string(),
  created_at: z.number().int(),
  last_seen_at: z.number().int(),
  expires_at: z.number().int(),
  /** What the browser called itself at sign-in. */
  user_agent: z.string().nullable(),
  /** The session that asks. */
  current: z.boolean(),
});
export type OpenSession = z.infer<typeof openSessionSchema>;

/** `GET /api/sessions`. */
export const sessionListSchema = z.object({ sessions: z.array(openSessionSchema) });
export type SessionList = z.infer<typeof sessionListSchema>;

/** `POST /api/password`: `current` is the password in force, or the admin token. Every other session ends. */
export const changePasswordSchema = z.strictObject({
  current: z.string().min(1).max(1024),
  next: z.string().min(1).max(1024),
});
export type ChangePassword = z.infer<typeof changePasswordSchema>;
