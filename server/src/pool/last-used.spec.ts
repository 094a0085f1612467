import { describe, expect, it } from 'vitest';
import type { AccountRegistry } from '../accounts/account-registry.js';
import { ManualClock } from '../../test/fakes/manual-clock.js';
import { LastUsed } from './last-used.js';

const START = 1_700_000_000_000;

function aPool() {
  const clock = new ManualClock(START);
  const written: string[] = [];
  const registry = { change: (id: string) => void written.push(id) } as unknown as AccountRegistry;
  return { clock, written, lastUsed: new LastUsed(registry, clock) };
}

describe('when an account last served', () => {
  it('is written at once, and then once a minute', () => {
    const { clock, written, lastUsed } = aPool();
    for (let second = 0; second <= 120; second += 1) {
      lastUsed.note('ada');
      clock.advance(1000);
    }
    expect(written).toEqual(['ada', 'ada', 'ada']);
  });

  it('is written for ten accounts a second at most where ten thousand serve, and for each of them in the end', () => {
    const { clock, written, lastUsed } = aPool();
    for (let account = 0; account < 10_000; account += 1) lastUsed.note(`account-${account}`);
    expect(written).toHaveLength(100);
    clock.advance(1000);
    expect(written.length).toBeLessThanOrEqual(110);
    clock.advance(1_000_000);
    expect(new Set(written).size).toBe(10_000);
  });
});
