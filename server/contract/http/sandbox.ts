import { z } from 'zod';

/** What the sandbox's token endpoint does wrong, for everybody, until it is told otherwise. */
export const sandboxFaultSchema = z.enum([
  'unavailable',
  'too_many_requests',
  'captive_portal',
  'hang',
  'reset',
  'invalid_rapt',
]);

/** One person in the sandbox, and the grants of theirs that can still do something. */
export const sandboxPersonSchema = z.object({
  email: z.string(),
  name: z.string(),
  grants: z.array(
    z.object({
      /** Unix seconds. */
      since: z.number().int(),
      refresh_tokens: z.number().int(),
      access_tokens: z.number().int(),
    }),
  ),
});
export type SandboxPerson = z.infer<typeof sandboxPersonSchema>;

/** `GET /api/sandbox`: there only where a sandbox plays Google's part. */
export const sandboxViewSchema = z.object({
  people: z.array(sandboxPersonSchema),
  fault: sandboxFaultSchema.nullable(),
});
export type SandboxView = z.infer<typeof sandboxViewSchema>;

/**
 * `POST /api/sandbox`: what a person, or time, does to a grant; or what the token endpoint does from now on.
 * `revoke` ends a grant with every token, `expire` its refresh tokens alone, `give` is a sign-in without the browser.
 */
export const sandboxActionSchema = z.union([
  z.strictObject({ action: z.enum(['revoke', 'expire', 'give']), email: z.string().min(1).max(320) }),
  z.strictObject({ action: z.literal('fault'), fault: sandboxFaultSchema.nullable() }),
]);
export type SandboxAction = z.infer<typeof sandboxActionSchema>;

/** Its answer. `refresh_token` after `give`: nobody's secret, because nothing here is Google's. */
export const sandboxOutcomeSchema = sandboxViewSchema.extend({ refresh_token: z.string().optional() });
export type SandboxOutcome = z.infer<typeof sandboxOutcomeSchema>;
