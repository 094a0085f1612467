import { z } from 'zod';
import { addAccountResultSchema } from './accounts.js';

/**
 * How a browser sign-in ended, as the query of the page it returns to (`/accounts?signin=<outcome>&…`).
 * `other_person` comes with `flow`, which `POST /api/oauth/google/confirm` takes; `failed` comes with `code`.
 */
export const signInOutcomeSchema = z.enum(['created', 'updated', 'reenabled', 'unchanged', 'other_person', 'failed']);
export type SignInOutcome = z.infer<typeof signInOutcomeSchema>;

/** `POST /api/oauth/google/complete`: the whole callback address, pasted on a machine without a browser. */
export const completeSignInSchema = z.strictObject({ url: z.string().min(1).max(8192) });

/** `POST /api/oauth/google/confirm`. */
export const confirmSignInSchema = z.strictObject({ flow: z.string().min(1).max(256) });

/** What a flow that waits for a confirmation shows: `GET /api/oauth/google/flows/:flow`. */
export const pendingPersonSchema = z.object({ expected_email: z.string(), actual_email: z.string() });
export type PendingPerson = z.infer<typeof pendingPersonSchema>;

/** `POST /api/oauth/google/start`: a sign-in that is finished by pasting; with an account, a new grant for that one. */
export const startSignInSchema = z.strictObject({ account_id: z.string().min(1).max(100).nullish() });

/** Its answer: the address at Google to open in any browser. */
export const startedSignInSchema = z.object({ url: z.string() });
export type StartedSignIn = z.infer<typeof startedSignInSchema>;

/** The answer of `complete` and `confirm`: `warning` tells that the old refresh token was kept and may be dead. */
export const completedSignInSchema = z.union([
  addAccountResultSchema.extend({ warning: z.literal('refresh_token_kept').optional() }),
  pendingPersonSchema.extend({ outcome: z.literal('other_person'), flow: z.string() }),
]);
export type CompletedSignIn = z.infer<typeof completedSignInSchema>;
