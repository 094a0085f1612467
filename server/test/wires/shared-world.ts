import { afterAll, beforeAll } from 'vitest';
import type { UpstreamRecord } from '../../sandbox/upstream-record.js';
import { openWorld, type World, type WorldOptions } from '../world.js';

/** One world for all tests of a file. */
export interface SharedWorld {
  readonly world: World;
  /** The latest request that reached the Gemini API, or Vertex AI. */
  arrivedAt(upstream: 'gemini' | 'vertex'): UpstreamRecord;
  /** How many requests have reached both. */
  readonly arrivals: number;
}

export function shareWorld(options: WorldOptions = {}): SharedWorld {
  let opened: Awaited<ReturnType<typeof openWorld>> | undefined;
  const world = (): World => {
    if (!opened) throw new Error('The world is not there yet');
    return opened.world;
  };
  beforeAll(async () => {
    opened = await openWorld({ accounts: 2, ...options });
  }, 60_000);
  afterAll(async () => {
    await opened?.end();
  });
  return {
    get world() {
      return world();
    },
    arrivedAt(upstream) {
      const record = world()[upstream].journal.at(-1);
      if (!record) throw new Error(`Nothing reached ${upstream}`);
      return record;
    },
    get arrivals() {
      return world().gemini.journal.length + world().vertex.journal.length;
    },
  };
}
