import type { JsonValue } from '../accounts/document.js';

/** A fact before it has a place in the history. `type` is one of `server/contract/events.ts`. */
export interface DomainEvent {
  readonly type: string;
  readonly account_id?: string;
  readonly email?: string;
  readonly [detail: string]: JsonValue | undefined;
}

/** Where facts are told. Publishing never fails, blocks or throws into the one who publishes. */
export abstract class EventBus {
  abstract publish(event: DomainEvent): void;
}
