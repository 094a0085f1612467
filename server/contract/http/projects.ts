import { z } from 'zod';

/** `GET /api/accounts/:id/projects`: the Google Cloud projects that the account's owner may choose from. */
export const projectListSchema = z.object({
  projects: z.array(z.object({ project_id: z.string(), name: z.string() })),
  /** False when there are more than Regrant asks for: then the rest can only be typed. */
  complete: z.boolean(),
});
export type ProjectList = z.infer<typeof projectListSchema>;
