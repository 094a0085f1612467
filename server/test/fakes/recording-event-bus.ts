import { EventBus, type DomainEvent } from '../../src/core/ports/event-bus.js';

/** Remembers what was told. */
export class RecordingEventBus extends EventBus {
  readonly events: DomainEvent[] = [];

  override publish(event: DomainEvent): void {
    this.events.push(event);
  }

  ofType(type: string): readonly DomainEvent[] {
    return this.events.filter((event) => event.type === type);
  }

  /** The types in the order they were told. */
  get types(): readonly string[] {
    return this.events.map(({ type }) => type);
  }
}
