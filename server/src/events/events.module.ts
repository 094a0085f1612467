import { Global, Module } from '@nestjs/common';
import { EventBus } from '../core/ports/event-bus.js';
import { EventsController } from './events.controller.js';
import { EventsGateway } from './events.gateway.js';
import { LiveBus } from './live-bus.js';

@Global()
@Module({
  controllers: [EventsController],
  providers: [LiveBus, { provide: EventBus, useExisting: LiveBus }, EventsGateway],
  exports: [EventBus, EventsGateway, LiveBus],
})
export class EventsModule {}
