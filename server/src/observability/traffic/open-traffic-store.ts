import type { Clock } from '../../core/ports/clock.js';
import type { Log } from '../logger.js';
import type { TrafficPlace } from './healing-traffic.js';
import type { TrafficStore } from './traffic-store.js';
import { WorkerTrafficStore } from './worker-traffic-store.js';

/**
 * The store of a Regrant: in a thread of its own where Regrant was built. Run from its sources, as its tests do, there is
 * no file that a thread could be started from. Nothing is opened before it is needed, and this thread of a built one
 * never loads SQLite.
 */
export async function openTrafficStore(place: TrafficPlace, log: Log, clock: Clock): Promise<TrafficStore> {
  const onNotice = (text: string) => log.warn(text);
  if (import.meta.url.endsWith('.ts')) {
    const { InlineTrafficStore } = await import('./inline-traffic-store.js');
    return new InlineTrafficStore(place, onNotice);
  }
  return new WorkerTrafficStore({ place, onNotice, clock, entry: new URL('./traffic-worker.js', import.meta.url) });
}
