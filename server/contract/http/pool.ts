import { z } from 'zod';

/** What keeps an account from being chosen; where several things do, the first of this order. */
export const skipStateSchema = z.enum([
  'disabled',
  'blocked',
  'proxy_disabled',
  'ejected',
  'cooling',
  'protected',
  'busy',
  'resting',
  'refreshing',
]);
export type SkipState = z.infer<typeof skipStateSchema>;

export const poolSkipSchema = z.object({
  id: z.string(),
  email: z.string(),
  state: skipStateSchema,
  /** The same in words. */
  reason: z.string(),
  /** Where quota protection keeps the model back: when its window turns, unix seconds. */
  until: z.number().int().optional(),
});

/** `GET /api/pool?model=`. */
export const poolQuerySchema = z.object({ model: z.string().min(1).max(200).optional() });
export type PoolQuery = z.infer<typeof poolQuerySchema>;

/** `GET /api/pool`: who can serve now, and why the others cannot. */
export const poolViewSchema = z.object({
  ready: z.array(z.object({ id: z.string(), email: z.string() })),
  skipped: z.array(poolSkipSchema),
});
export type PoolView = z.infer<typeof poolViewSchema>;

/** `GET /api/pool/activity`: requests in flight, of the accounts that have any. */
export const poolActivitySchema = z.object({
  in_flight: z.array(z.object({ id: z.string(), count: z.number().int() })),
});
export type PoolActivity = z.infer<typeof poolActivitySchema>;

/** `GET /api/accounts/:id/standing?model=`: why an account is, or is not, chosen now. Times are epoch milliseconds. */
export const standingSchema = z.object({
  /** `ready`, or what keeps it from serving; where several things do, the first of this order. */
  state: z.enum([...skipStateSchema.options, 'ready']),
  /** When that ends by itself; null when it does not, or nobody knows. */
  until_ms: z.number().nullable(),
  /** How many that are ready go first, because their priority is higher. */
  behind: z.number().int(),
  /** The account that serves all it can, when the settings name one. */
  fixed_account: z.string().nullable(),
  in_flight: z.number().int(),
  /** Null for no limit. */
  most_in_flight: z.number().int().nullable(),
  cool_downs: z.array(z.object({ model: z.string(), until_ms: z.number() })),
});
export type Standing = z.infer<typeof standingSchema>;

/** `POST /api/pool/reload`. */
export const poolReloadSchema = z.object({ loaded: z.number().int(), skipped: z.array(poolSkipSchema) });
export type PoolReload = z.infer<typeof poolReloadSchema>;
