import { Counter, Gauge, type Registry } from 'prom-client';
import type { Gauges } from '../../core/ports/gauges.js';
import type { RequestJournal } from '../traffic/request-journal.js';
import type { TrafficLog } from '../traffic/traffic-log.js';

/** What the gauges are read from. */
export interface GaugeSources {
  readonly gauges: Gauges;
  readonly journal: Pick<RequestJournal, 'inFlight'>;
  readonly traffic: Pick<TrafficLog, 'queue'>;
}

/** Shown as zero when no account is in them, so that an alert can be written down before it is needed. */
const STATES = ['ready', 'disabled', 'proxy_disabled', 'blocked', 'cooling', 'unreadable'];

/** What is read off when somebody asks, and costs nothing until then. */
export class GaugeMetrics {
  readonly #accounts: Gauge<'state'>;
  readonly #deaths: Gauge<'oauth_client'>;
  readonly #plain: readonly (readonly [Gauge, () => number])[];
  readonly #dropped: Counter;
  readonly #coolDowns: Gauge;
  readonly #protected: Gauge;
  readonly #unsaved: Gauge;

  constructor(
    private readonly sources: GaugeSources,
    registry: Registry,
  ) {
    const registers = [registry];
    this.#accounts = new Gauge({
      name: 'regrant_accounts',
      help: 'Accounts by state.',
      labelNames: ['state'],
      registers,
    });
    this.#deaths = new Gauge({
      name: 'regrant_grant_predicted_death_seconds',
      help: 'Seconds until the first grant of an OAuth client will probably die; absent when nothing points to an end.',
      labelNames: ['oauth_client'],
      registers,
    });
    this.#dropped = new Counter({
      name: 'regrant_request_log_dropped_total',
      help: 'Requests that are counted, but not listed in the request log: too many ended at once, or the disk refused them.',
      registers,
    });
    const { journal, traffic } = sources;
    const plain = (name: string, help: string, read: () => number) =>
      [new Gauge({ name, help, registers }), read] as const;
    this.#plain = [
      plain('regrant_requests_in_flight', 'Requests that are being served now.', () => journal.inFlight),
      plain('regrant_request_log_queue', 'Requests that wait to be written.', () => traffic.queue.length),
      plain('regrant_request_log_failing', '1 while the disk refuses the request log.', () =>
        traffic.queue.isFailing ? 1 : 0,
      ),
    ];
    this.#coolDowns = new Gauge({ name: 'regrant_cool_downs', help: 'Cool-downs in force.', registers });
    this.#protected = new Gauge({
      name: 'regrant_models_protected',
      help: 'Models kept back by quota protection, counted once for each account.',
      registers,
    });
    this.#unsaved = new Gauge({
      name: 'regrant_unsaved_changes',
      help: 'Accounts whose changes wait for the disk.',
      registers,
    });
  }

  /** Brings all of them up to date. */
  read(): void {
    const { accountsByState, secondsToPredictedDeath, coolDowns, protectedModels, unsavedChanges } =
      this.sources.gauges.read();
    for (const state of STATES) this.#accounts.set({ state }, accountsByState[state] ?? 0);
    this.#deaths.reset();
    for (const [client, seconds] of secondsToPredictedDeath) this.#deaths.set({ oauth_client: client }, seconds);
    this.#coolDowns.set(coolDowns);
    this.#protected.set(protectedModels);
    this.#unsaved.set(unsavedChanges);
    for (const [gauge, value] of this.#plain) gauge.set(value());
    this.#dropped.reset();
    this.#dropped.inc(this.sources.traffic.queue.dropped);
  }
}
