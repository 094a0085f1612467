import { afterAll, afterEach, beforeAll } from 'vitest';
import type { UpstreamRecord } from '../../sandbox/upstream-record.js';
import { checkPublished } from '../schemas/published.js';
import { openWorld, type World, type WorldOptions } from '../world.js';

/**
 * One world for all tests of a file. After each of them, every request that an upstream has served is held against the shape
 * that the upstream's maker publishes, whatever the test itself looked at.
 */
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
  const checked = { gemini: 0, vertex: 0 };
  afterEach(() => {
    for (const api of ['gemini', 'vertex'] as const) {
      const { journal } = world()[api];
      for (const record of journal.slice(checked[api]))
        if (record.method === 'POST' && record.outcome === 'answered') checkPublished(api, record);
      checked[api] = journal.length;
    }
  });
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
