import { join } from 'node:path';
import { Module, type DynamicModule, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { DataDirectory } from './config/data-directory.js';
import { AccountNames } from './core/ports/account-names.js';
import { Clock } from './core/ports/clock.js';
import { EventBus } from './core/ports/event-bus.js';
import { Gauges } from './core/ports/gauges.js';
import { QuotaStore } from './core/ports/quota-store.js';
import { LiveBus } from './events/live-bus.js';
import { LiveGauges, RegistryAccountNames } from './live-gauges.js';
import { OAuthModule } from './oauth/oauth.module.js';
import { Log } from './observability/logger.js';
import { MetricsController } from './observability/metrics/metrics.controller.js';
import { Metrics } from './observability/metrics/metrics.service.js';
import { FinishedEvents } from './observability/traffic/finished-events.js';
import { openTrafficStore } from './observability/traffic/open-traffic-store.js';
import { QuotaLog } from './observability/traffic/quota-log.js';
import { RequestJournal } from './observability/traffic/request-journal.js';
import { TrafficController } from './observability/traffic/traffic.controller.js';
import { TrafficLog } from './observability/traffic/traffic-log.js';
import { TrafficStore } from './observability/traffic/traffic-store.js';

/**
 * The traffic log and the metrics, and what they hear and read from the modules above them. Knows those, and so stands
 * beside them: observability/ itself takes ports.
 */
@Module({})
export class MonitoringModule implements OnModuleInit, OnModuleDestroy {
  #stops: (() => void)[] = [];

  constructor(
    private readonly journal: RequestJournal,
    private readonly metrics: Metrics,
    private readonly live: LiveBus,
    private readonly bus: EventBus,
    private readonly clock: Clock,
  ) {}

  static in(directory: Pick<DataDirectory, 'root' | 'quarantine'>): DynamicModule {
    const place = { file: join(directory.root, 'traffic.sqlite'), quarantine: directory.quarantine };
    return {
      module: MonitoringModule,
      global: true,
      imports: [OAuthModule],
      controllers: [TrafficController, MetricsController],
      providers: [
        {
          provide: TrafficStore,
          useFactory: (log: Log, clock: Clock) => openTrafficStore(place, log, clock),
          inject: [Log, Clock],
        },
        { provide: AccountNames, useClass: RegistryAccountNames },
        { provide: Gauges, useClass: LiveGauges },
        RequestJournal,
        TrafficLog,
        { provide: QuotaStore, useClass: QuotaLog },
        Metrics,
      ],
      exports: [RequestJournal, QuotaStore],
    };
  }

  onModuleInit(): void {
    const finished = new FinishedEvents(this.bus, this.clock);
    this.journal.onFinished((record) => finished.observe(record));
    this.#stops = [() => finished.stop(), this.live.subscribe((event) => this.metrics.happened(event))];
  }

  onModuleDestroy(): void {
    for (const stop of this.#stops.splice(0)) stop();
  }
}
