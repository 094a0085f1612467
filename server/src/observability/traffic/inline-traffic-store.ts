import { CallingTrafficStore } from './calling-traffic-store.js';
import { HealingTraffic, type TrafficPlace } from './healing-traffic.js';
import { perform, type TrafficCall } from './traffic-calls.js';

/** Keeps the traffic in the calling thread: where Regrant runs from its sources, there is no built worker to start. */
export class InlineTrafficStore extends CallingTrafficStore {
  readonly #traffic: HealingTraffic;

  constructor(place: TrafficPlace, onNotice: (text: string) => void) {
    super();
    this.#traffic = new HealingTraffic(place, onNotice);
  }

  /** What it throws becomes a rejection, as with a thread. */
  protected override async call(call: TrafficCall): Promise<unknown> {
    return perform(this.#traffic, call);
  }

  override async close(): Promise<void> {
    await this.call({ does: 'close' });
  }
}
