import { Module, type DynamicModule } from '@nestjs/common';
import { Clock } from '../core/ports/clock.js';
import { Random } from '../core/ports/random.js';
import { Log } from './logger.js';
import { Redactor } from './redactor.js';
import { SystemClock } from './system-clock.js';
import { SystemRandom } from './system-random.js';

/** The log, and the machine's clocks and chance. */
@Module({})
export class ObservabilityModule {
  static with(log: Log, redactor: Redactor): DynamicModule {
    return {
      module: ObservabilityModule,
      global: true,
      providers: [
        { provide: Log, useValue: log },
        { provide: Redactor, useValue: redactor },
        { provide: Clock, useClass: SystemClock },
        { provide: Random, useClass: SystemRandom },
      ],
      exports: [Log, Redactor, Clock, Random],
    };
  }
}
