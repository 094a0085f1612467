import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../test/fakes/manual-clock.js';
import { MinuteLimit } from './minute-limit.js';

describe('a limit per minute', () => {
  it('lets as many pass as it says, then says how long to wait', () => {
    const clock = new ManualClock();
    const limit = new MinuteLimit(clock);
    for (let count = 0; count < 3; count += 1) expect(limit.take('a', 3)).toBe(0);
    const waitMs = limit.take('a', 3);
    expect(waitMs).toBeGreaterThan(0);
    expect(limit.take('b', 3)).toBe(0);
    clock.advance(waitMs - 1000);
    expect(limit.take('a', 3)).toBeGreaterThan(0);
    clock.advance(1000);
    expect(limit.take('a', 3)).toBe(0);
  });

  it('knows no wall clock', () => {
    const clock = new ManualClock();
    const limit = new MinuteLimit(clock);
    expect(limit.take('a', 1)).toBe(0);
    clock.jumpWall(3_600_000);
    expect(limit.take('a', 1)).toBeGreaterThan(0);
    clock.jumpWall(-7_200_000);
    clock.advance(120_000);
    expect(limit.take('a', 1)).toBe(0);
  });

  it('never lets more than the limit pass in a clock minute of its own, and what it says of waiting is true', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 200 }),
        (perMinute, pauses) => {
          const clock = new ManualClock();
          const limit = new MinuteLimit(clock);
          const passed = new Map<number, number>();
          for (const pause of pauses) {
            clock.advance(pause);
            const waitMs = limit.take('a', perMinute);
            if (waitMs === 0) {
              // The first request begins the first window.
              const window = Math.floor((clock.monotonicMs() - (pauses[0] ?? 0)) / 60_000);
              passed.set(window, (passed.get(window) ?? 0) + 1);
            } else {
              expect(waitMs).toBeLessThanOrEqual(120_000);
              clock.advance(waitMs + 1);
              expect(limit.take('a', perMinute)).toBe(0);
              const window = Math.floor((clock.monotonicMs() - (pauses[0] ?? 0)) / 60_000);
              passed.set(window, (passed.get(window) ?? 0) + 1);
            }
          }
          for (const count of passed.values()) expect(count).toBeLessThanOrEqual(perMinute);
        },
      ),
    );
  });
});
