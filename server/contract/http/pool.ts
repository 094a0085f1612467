import { z } from 'zod';

export const poolSkipSchema = z.object({ id: z.string(), email: z.string(), reason: z.string() });

/** `GET /api/pool?model=`. */
export const poolQuerySchema = z.object({ model: z.string().min(1).max(200).optional() });
export type PoolQuery = z.infer<typeof poolQuerySchema>;

/** `GET /api/pool`: who can serve now, and why the others cannot. */
export const poolViewSchema = z.object({
  ready: z.array(z.object({ id: z.string(), email: z.string() })),
  skipped: z.array(poolSkipSchema),
});
export type PoolView = z.infer<typeof poolViewSchema>;

/** `POST /api/pool/reload`. */
export const poolReloadSchema = z.object({ loaded: z.number().int(), skipped: z.array(poolSkipSchema) });
export type PoolReload = z.infer<typeof poolReloadSchema>;
