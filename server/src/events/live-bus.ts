import { Injectable } from '@nestjs/common';
import { eventTypeSchema, type EventPage, type LiveEvent } from '../../contract/events.js';
import { Clock } from '../core/ports/clock.js';
import { EventBus, type DomainEvent } from '../core/ports/event-bus.js';
import { Log } from '../observability/logger.js';
import { EventHistory } from './event-history.js';

/** Numbers what happens, keeps the last of it, and passes it on to whoever listens. */
@Injectable()
export class LiveBus extends EventBus {
  readonly #history: EventHistory;
  readonly #listeners = new Set<(event: LiveEvent) => void>();

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
    this.#history = new EventHistory(clock.nowMs());
  }

  override publish(event: DomainEvent): void {
    this.#guarded(() => {
      const live = this.#history.append({ ...event, at: this.clock.nowMs(), type: eventTypeSchema.parse(event.type) });
      for (const listener of this.#listeners) this.#guarded(() => listener(live));
    });
  }

  subscribe(listener: (event: LiveEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  after(seq: number): EventPage {
    return this.#history.after(seq);
  }

  /** Whoever publishes is in the middle of something that matters more than being heard of. */
  #guarded(task: () => void): void {
    try {
      task();
    } catch (error) {
      this.log.error(error);
    }
  }
}
