import { Counter, type Registry } from 'prom-client';
import type { EventType } from '../../../contract/events.js';

/** Facts that are counted as they are. */
const COUNTED: ReadonlySet<EventType> = new Set<EventType>([
  'account.added',
  'account.disabled',
  'account.reenabled',
  'account.removed',
  'account.blocked',
  'account.unblocked',
  'account.cooling',
  'model.protected',
  'model.restored',
  'oauth_client.misconfigured',
  'oauth_client.recovered',
  'storage.degraded',
  'storage.recovered',
]);

/** How a refresh ended, by the fact that tells it. */
const REFRESHES: Partial<Record<EventType, string>> = {
  'grant.refreshed': 'refreshed',
  'grant.refresh_failed': 'failed',
  'account.disabled': 'dead',
};

/** Counts what is told on the event bus. */
export class EventMetrics {
  readonly #events: Counter<'type'>;
  readonly #refreshes: Counter<'outcome'>;

  constructor(registry: Registry) {
    this.#events = new Counter({
      name: 'regrant_events_total',
      help: 'Things that happened to accounts, models, OAuth clients and the disk.',
      labelNames: ['type'],
      registers: [registry],
    });
    this.#refreshes = new Counter({
      name: 'regrant_refreshes_total',
      help: 'Refreshes of access tokens by how they ended (dead: the grant is gone, the account was disabled).',
      labelNames: ['outcome'],
      registers: [registry],
    });
    // A rate over a counter that is not there yet is nothing at all; zero is something to be alarmed about.
    for (const type of COUNTED) this.#events.inc({ type }, 0);
    for (const outcome of Object.values(REFRESHES)) this.#refreshes.inc({ outcome }, 0);
  }

  observe({ type }: { readonly type: EventType }): void {
    if (COUNTED.has(type)) this.#events.inc({ type });
    const outcome = REFRESHES[type];
    if (outcome !== undefined) this.#refreshes.inc({ outcome });
  }
}
