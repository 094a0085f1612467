import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { EventType } from '../../../contract/events.js';
import { Gauges } from '../../core/ports/gauges.js';
import { RequestJournal } from '../traffic/request-journal.js';
import { TrafficLog } from '../traffic/traffic-log.js';
import { EventMetrics } from './event-metrics.js';
import { GaugeMetrics } from './gauge-metrics.js';
import { RequestMetrics } from './request-metrics.js';

/** All metrics of one Regrant. */
@Injectable()
export class Metrics {
  readonly #registry = new Registry();
  readonly #events = new EventMetrics(this.#registry);
  readonly #gauges: GaugeMetrics;
  #isAskedFor = false;

  constructor(journal: RequestJournal, traffic: TrafficLog, gauges: Gauges) {
    const requests = new RequestMetrics(this.#registry);
    journal.onFinished((record) => requests.observe(record));
    this.#gauges = new GaugeMetrics({ gauges, journal, traffic }, this.#registry);
  }

  /** Told of what happens. */
  happened(event: { readonly type: EventType }): void {
    this.#events.observe(event);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** The text format of Prometheus. */
  async text(): Promise<string> {
    this.#watchProcess();
    this.#gauges.read();
    return this.#registry.metrics();
  }

  /** The delay of the event loop and the pauses of the garbage collector cost something to watch: once somebody looks. */
  #watchProcess(): void {
    if (this.#isAskedFor) return;
    this.#isAskedFor = true;
    collectDefaultMetrics({ register: this.#registry });
  }
}
