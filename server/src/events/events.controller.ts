import { Controller, Get, Query } from '@nestjs/common';
import { z } from 'zod';
import type { EventPage } from '../../contract/events.js';
import { LiveBus } from './live-bus.js';

const afterSchema = z.object({ after: z.coerce.number().int().min(0).default(0) });

/** What happened, for scripts and for a dashboard that was away. */
@Controller('api/events')
export class EventsController {
  constructor(private readonly bus: LiveBus) {}

  @Get()
  after(@Query({ schema: afterSchema }) { after }: z.infer<typeof afterSchema>): EventPage {
    return this.bus.after(after);
  }
}
