import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../test/fakes/manual-clock.js';
import { ReadySet } from '../core/pool/ready-set.js';
import { Restraints } from './restraints.js';

/** Rings a moment early, as Node's timers do: they count whole milliseconds from when the event loop last looked. */
class EarlyClock extends ManualClock {
  override schedule(delayMs: number, task: () => void): () => void {
    return super.schedule(Math.max(0, delayMs > 1 ? delayMs - 0.6 : delayMs), task);
  }
}

function openRestraints(clock = new ManualClock()) {
  const ready = new ReadySet();
  ready.add({ id: 'a', priority: 0 });
  const changed: string[] = [];
  let most: number | null = null;
  const restraints = new Restraints({
    clock,
    mostInFlight: () => most,
    ready: () => ready,
    changed: (id) => changed.push(id),
  });
  return { restraints, ready, changed, clock, limit: (to: number | null) => (most = to) };
}

const failTimes = (restraints: Restraints, times: number) =>
  Array.from({ length: times }, () => restraints.failed('a', { size: 10, isProbe: false }));

describe('an account that rests for a model', () => {
  it('is back when its time is over, and everybody who waits is told', () => {
    const { restraints, ready, changed, clock } = openRestraints();
    expect(restraints.cool('a', 'm', 5000)).toBe(true);
    expect([ready.serves('a', 'm'), ready.serves('a', 'n')]).toEqual([false, true]);
    clock.advance(4999);
    expect(ready.serves('a', 'm')).toBe(false);
    expect(changed).toEqual([]);
    clock.advance(1);
    expect(ready.serves('a', 'm')).toBe(true);
    expect(changed).toEqual(['a']);
    expect(clock.pendingTasks).toBe(0);
  });

  it('is back also when timers ring a moment early', () => {
    const { restraints, ready, clock } = openRestraints(new EarlyClock());
    restraints.cool('a', 'm', 5000);
    clock.advance(5002);
    expect(ready.serves('a', 'm')).toBe(true);
    expect(clock.pendingTasks).toBe(0);
  });

  it('rests once for all that were refused together, with one timer, and as long as the longest of them says', () => {
    const { restraints, ready, clock } = openRestraints();
    const begun = [5000, 3000, 9000, 1000].map((ms) => restraints.cool('a', 'm', ms));
    expect(begun).toEqual([true, false, false, false]);
    expect(clock.pendingTasks).toBe(1);
    expect(restraints.refusals('a', 'm')).toBe(1);
    clock.advance(8999);
    expect(ready.serves('a', 'm')).toBe(false);
    clock.advance(1);
    expect(ready.serves('a', 'm')).toBe(true);
    expect(restraints.refusals('a', 'm')).toBe(2);
  });

  it('goes on resting when a request that was under way is served after all', () => {
    const { restraints, ready, clock } = openRestraints();
    restraints.cool('a', 'm', 5000);
    restraints.served('a', 'm');
    expect(restraints.coolsMs('a', 'm')).toBe(5000);
    clock.advance(5000);
    restraints.served('a', 'm');
    expect(restraints.refusals('a', 'm')).toBe(1);
    expect(ready.serves('a', 'm')).toBe(true);
  });

  it('leaves nothing behind when it is removed', () => {
    const { restraints, ready, clock } = openRestraints();
    restraints.cool('a', 'm', 5000);
    failTimes(restraints, 5);
    restraints.forget('a');
    expect([ready.isBarred('a', 'm'), restraints.isEjected('a'), restraints.coolsMs('a', 'm')]).toEqual([
      false,
      false,
      0,
    ]);
    clock.advance(600_000);
    expect(clock.pendingTasks).toBe(0);
  });
});

describe('an account that failed five times in a row', () => {
  it.each([
    ['when its time is over', new ManualClock()],
    ['also when timers ring a moment early', new EarlyClock()],
  ])('may be tried by a single request %s', (_name, clock) => {
    const { restraints, changed } = openRestraints(clock);
    expect(failTimes(restraints, 5)).toEqual([undefined, undefined, undefined, undefined, 30_000]);
    expect([restraints.lets('a'), restraints.isEjected('a')]).toEqual([false, true]);
    changed.length = 0;
    clock.advance(30_002);
    expect(changed).toEqual(['a']);
    expect(restraints.lets('a')).toBe(true);
    expect(restraints.enter('a')).toBe(true);
    expect(restraints.lets('a')).toBe(false);
    restraints.served('a', 'm');
    restraints.leave('a', true);
    expect([restraints.lets('a'), restraints.isEjected('a'), restraints.inFlight('a')]).toEqual([true, false, 0]);
    expect(clock.pendingTasks).toBe(0);
  });
});

describe('an account that serves as many as it may', () => {
  it('lets nobody else until one is through', () => {
    const { restraints, limit } = openRestraints();
    limit(2);
    restraints.enter('a');
    expect(restraints.lets('a')).toBe(true);
    restraints.enter('a');
    expect([restraints.lets('a'), restraints.isBusy('a')]).toEqual([false, true]);
    restraints.leave('a', false);
    expect(restraints.lets('a')).toBe(true);
  });
});
