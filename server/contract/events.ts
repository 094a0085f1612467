import { z } from 'zod';

/** What can happen, as facts in the past tense. */
export const eventTypeSchema = z.enum([
  'account.added',
  'account.updated',
  'account.disabled',
  'account.reenabled',
  'account.removed',
  'account.proxy_disabled',
  'account.proxy_enabled',
  'account.blocked',
  'account.unblocked',
  'account.cooling',
  'model.protected',
  'model.restored',
  'grant.refreshed',
  'grant.refresh_failed',
  'grant.expiring',
  'pool.reloaded',
  'oauth_client.misconfigured',
  'oauth_client.recovered',
  'storage.degraded',
  'storage.recovered',
  'request.finished',
]);
export type EventType = z.infer<typeof eventTypeSchema>;

/**
 * One thing that happened. `seq` rises by one, `at` is epoch milliseconds.
 * Further members depend on the type: `reason` in English and, where there is one, `cause` or
 * `code` as a stable word for the same; `said` in Google's own words; `cure`, `outcome`, `loaded`, `skipped`, `model`, …
 */
export const liveEventSchema = z.looseObject({
  seq: z.number().int(),
  at: z.number(),
  type: eventTypeSchema,
  account_id: z.string().optional(),
  email: z.string().optional(),
});
export type LiveEvent = z.infer<typeof liveEventSchema>;

/** `GET /api/events?after=<seq>`: `gap` tells that older events than those returned have been let go. */
export const eventPageSchema = z.object({ events: z.array(liveEventSchema), next: z.number().int(), gap: z.boolean() });
export type EventPage = z.infer<typeof eventPageSchema>;

/** socket.io, server to dashboard. */
export interface ServerToClientEvents {
  event: (event: LiveEvent) => void;
}

/** socket.io, dashboard to server. `replay` answers all that came after `seq`. */
export interface ClientToServerEvents {
  replay: (after: number, answer: (page: EventPage) => void) => void;
}
