import { z } from 'zod';
import { skipStateSchema } from './pool.js';

/** How a request ended for its caller; `left` when the caller went away first. */
export const requestStateSchema = z.enum(['served', 'failed', 'left']);

const usageSchema = z.object({
  input_tokens: z.number().int(),
  output_tokens: z.number().int(),
  cached_tokens: z.number().int(),
  thought_tokens: z.number().int(),
});

/** `GET /api/requests`: every filter may be left out. `before` is the `next` of the page before. */
export const requestListQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  before: z.coerce.number().int().min(0).optional(),
  /** Only those that ended after the request with this `seq`: what is new since the last look. */
  after: z.coerce.number().int().min(0).optional(),
  state: requestStateSchema.optional(),
  /** As asked for or as used. */
  model: z.string().max(200).optional(),
  /** Id of the account that served, or was tried last. */
  account: z.string().max(200).optional(),
  /** Id of the caller key. */
  key: z.string().max(200).optional(),
  wire: z.string().max(40).optional(),
  /** Those that took at least this long, milliseconds. */
  slow_ms: z.coerce.number().min(0).optional(),
});
export type RequestListQuery = z.infer<typeof requestListQuerySchema>;

/** One request that has ended. Never a prompt or an answer. Times ending in `_at_ms` are epoch milliseconds. */
export const requestViewSchema = z.object({
  /** Its place in the log: rises with every request that ends, restarts included. */
  seq: z.number().int(),
  /** What the caller got as `x-regrant-request-id`. */
  id: z.string(),
  started_at_ms: z.number(),
  wire: z.string(),
  model_asked: z.string().nullable(),
  model_used: z.string().nullable(),
  account_id: z.string().nullable(),
  /** Of the account, when it is still there. */
  email: z.string().nullable(),
  caller_key_id: z.string().nullable(),
  state: requestStateSchema,
  /** What the caller was answered; 499 when it left. */
  status: z.number().int(),
  attempt_count: z.number().int(),
  duration_ms: z.number(),
  first_byte_ms: z.number().nullable(),
  usage: usageSchema.nullable(),
  error: z.string().nullable(),
});
export type RequestView = z.infer<typeof requestViewSchema>;

/** Newest first. `next` is the `before` of the next page, null on the last one. */
export const requestListSchema = z.object({
  requests: z.array(requestViewSchema),
  next: z.number().int().nullable(),
  /** False when the disk could not be read: then this is what memory holds. */
  complete: z.boolean(),
});
export type RequestList = z.infer<typeof requestListSchema>;

export const attemptViewSchema = z.object({
  account_id: z.string(),
  email: z.string().nullable(),
  /** Why this account: a short word of the scheduler's. */
  choice: z.string().nullable(),
  started_at_ms: z.number(),
  first_byte_ms: z.number().nullable(),
  ended_at_ms: z.number(),
  outcome: z.enum(['served', 'refused', 'failed', 'left']),
  /** HTTP status of the upstream. */
  status: z.number().int().nullable(),
  reason: z.string().nullable(),
});

/** `GET /api/requests/:id`: everything that is known, and the same as sentences. */
export const requestDetailSchema = requestViewSchema.extend({
  attempts: z.array(attemptViewSchema),
  /** Accounts that were not chosen; at most fifty of `passed_over_count`. */
  passed_over: z.array(
    z.object({
      account_id: z.string(),
      email: z.string().nullable(),
      /** Absent for requests that an earlier version has written down. */
      state: skipStateSchema.optional(),
      /** The same in words. */
      reason: z.string(),
    }),
  ),
  passed_over_count: z.number().int(),
  dropped_fields: z.array(z.string()),
  /** The beginnings of what was asked and answered; null unless `retention.requests_bodies` is on. */
  bodies: z.object({ request: z.string().nullable(), answer: z.string().nullable() }).nullable(),
  explanation: z.array(z.string()),
});
export type RequestDetail = z.infer<typeof requestDetailSchema>;

/** Epoch milliseconds, or a date as ISO 8601 writes it. */
const moment = z
  .union([z.coerce.number(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))], {
    error: 'epoch milliseconds or an ISO 8601 date with its time zone',
  })
  .pipe(z.number().min(0).max(8.64e15));

/** `GET /api/usage`. Hours and days are those of UTC. Default: the last 24 hours, or the last 30 days. */
export const usageQuerySchema = z.strictObject({
  by: z.enum(['hour', 'day']).default('hour'),
  group: z.enum(['model', 'account', 'key']).default('model'),
  from: moment.optional(),
  to: moment.optional(),
});
export type UsageQueryInput = z.infer<typeof usageQuerySchema>;

const latencySchema = z.object({ mean: z.number(), p95: z.number() });

export const usageRowSchema = usageSchema.extend({
  /** When the hour or day begins, epoch milliseconds. */
  at_ms: z.number().int(),
  /** The model, account id or caller key id; null where requests had none. */
  group: z.string().nullable(),
  /** Of the account, when grouped by account and it is still there. */
  email: z.string().nullable(),
  requests: z.number().int(),
  errors: z.number().int(),
  /** The 95th percentile is right within 5 %. */
  duration_ms: latencySchema,
  first_byte_ms: latencySchema.nullable(),
});
export type UsageRowView = z.infer<typeof usageRowSchema>;

/** Oldest first; hours and groups in which nothing happened are absent. */
export const usageListSchema = z.object({
  by: z.enum(['hour', 'day']),
  group: z.enum(['model', 'account', 'key']),
  from_ms: z.number(),
  to_ms: z.number(),
  rows: z.array(usageRowSchema),
});
export type UsageList = z.infer<typeof usageListSchema>;
