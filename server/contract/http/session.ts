import { z } from 'zod';

/** `POST /api/session`: the one-time token of the sign-in link, the admin token, or the password. */
export const signInSchema = z.union([
  z.strictObject({ token: z.string().min(1).max(512) }),
  z.strictObject({ password: z.string().min(1).max(1024) }),
]);
export type SignIn = z.infer<typeof signInSchema>;

/** `GET /api/session`, and the answer to a sign-in. */
export const sessionSchema = z.object({
  signed_in: z.boolean(),
  /** Regrant talks to the sandbox, not to Google. */
  sandbox: z.boolean(),
  version: z.string(),
});
export type Session = z.infer<typeof sessionSchema>;
