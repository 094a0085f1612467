import type { Clock } from '../../core/ports/clock.js';
import type { Log } from '../logger.js';
import type { TrafficPlace } from './healing-traffic.js';
import { InlineTrafficStore } from './inline-traffic-store.js';
import type { TrafficStore } from './traffic-store.js';
import { WorkerTrafficStore } from './worker-traffic-store.js';

/**
 * The store of a Regrant: in a thread of its own where Regrant was built. Run from its sources, as its tests do, there is
 * no file that a thread could be started from. Nothing is opened before it is needed.
 */
export function openTrafficStore(place: TrafficPlace, log: Log, clock: Clock): TrafficStore {
  const onNotice = (text: string) => log.warn(text);
  if (import.meta.url.endsWith('.ts')) return new InlineTrafficStore(place, onNotice);
  return new WorkerTrafficStore({ place, onNotice, clock, entry: new URL('./traffic-worker.js', import.meta.url) });
}
