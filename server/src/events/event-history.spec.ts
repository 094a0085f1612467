import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../test/fakes/manual-clock.js';
import { openMemoryLog } from '../../test/fakes/memory-log.js';
import { EventHistory } from './event-history.js';
import { LiveBus } from './live-bus.js';

const START = 1_700_000_000_000;

function filled(count: number, limit: number, start = START): EventHistory {
  const history = new EventHistory(start, limit);
  for (let index = 0; index < count; index += 1) history.append({ type: 'account.added', at: start + index });
  return history;
}
const seqs = (history: EventHistory, after: number) => history.after(after).events.map(({ seq }) => seq);

describe('the history of events', () => {
  it('gives what came after a number, without gaps and in order', () => {
    expect(seqs(filled(5, 10), START + 1)).toEqual([START + 2, START + 3, START + 4]);
    expect(filled(5, 10).after(START + 4)).toEqual({ events: [], next: START + 4, gap: false });
    expect(filled(0, 10).after(0)).toEqual({ events: [], next: START - 1, gap: false });
  });

  it('says when something between has been let go', () => {
    const history = filled(25, 10);
    expect(history.after(START + 13)).toMatchObject({ gap: true, next: START + 24 });
    expect(history.after(START + 14)).toMatchObject({ gap: false });
    expect(seqs(history, START + 14)).toHaveLength(10);
    expect(history.after(0)).toMatchObject({ gap: false });
  });

  it('continues after a restart: an older number gets all there is, and is told of the gap', () => {
    const before = filled(5, 10);
    const last = before.after(0).next;
    const restarted = filled(3, 10, START + 60_000);
    expect(restarted.after(last)).toMatchObject({ gap: true });
    expect(seqs(restarted, last)).toEqual([START + 60_000, START + 60_001, START + 60_002]);
  });

  it('misses nothing after a restart under a clock that was set back', () => {
    const last = filled(5, 10).after(0).next;
    const restarted = filled(3, 10, START - 3_600_000);
    expect(restarted.after(last)).toMatchObject({ gap: true });
    expect(seqs(restarted, last)).toHaveLength(3);
  });

  it('keeps what is news however many requests end after it', () => {
    const history = new EventHistory(START, 10);
    history.append({ type: 'account.disabled', at: 1 });
    for (let count = 0; count < 100; count += 1) history.append({ type: 'request.finished', at: 2 });
    const { events, gap } = history.after(0);
    expect(events.map(({ type }) => type)).toEqual(['account.disabled', ...Array<string>(10).fill('request.finished')]);
    expect(gap).toBe(false);
    expect(history.after(START).gap).toBe(true);
  });

  it('lets whoever asks again and again see every event exactly once, or know of the gap', () => {
    const step = fc.record({ added: fc.integer({ min: 0, max: 30 }), asks: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const history = new EventHistory(START, 10);
        let seen = START - 1;
        let added = START - 1;
        for (const { added: count, asks } of steps) {
          for (let index = 0; index < count; index += 1) added = history.append({ type: 'account.added', at: 1 }).seq;
          if (!asks) continue;
          const { events, next, gap } = history.after(seen);
          expect(next).toBe(added);
          if (!gap)
            expect(events.map(({ seq }) => seq)).toEqual(
              Array.from({ length: added - seen }, (_, index) => seen + 1 + index),
            );
          else
            expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 10 }, (_, index) => added - 9 + index));
          seen = next;
        }
      }),
      { seed: 20_261_120, numRuns: 200 },
    );
  });
});

describe('telling what happens', () => {
  it('numbers, dates and passes on, and remembers for those who come later', () => {
    const { log } = openMemoryLog();
    const bus = new LiveBus(new ManualClock(START), log);
    const heard: number[] = [];
    const stop = bus.subscribe(({ seq }) => heard.push(seq));
    bus.publish({ type: 'account.disabled', account_id: 'a', email: 'a@example.com', reason: 'x' });
    stop();
    bus.publish({ type: 'account.reenabled', account_id: 'a' });
    expect(heard).toEqual([START]);
    expect(bus.after(0).events).toEqual([
      { seq: START, at: START, type: 'account.disabled', account_id: 'a', email: 'a@example.com', reason: 'x' },
      { seq: START + 1, at: START, type: 'account.reenabled', account_id: 'a' },
    ]);
  });

  it('never throws into the one who tells, and logs what went wrong', () => {
    const { log, lines } = openMemoryLog();
    const bus = new LiveBus(new ManualClock(START), log);
    bus.subscribe(() => {
      throw new Error('a broken listener');
    });
    const after: string[] = [];
    bus.subscribe(({ type }) => after.push(type));
    bus.publish({ type: 'account.added' });
    bus.publish({ type: 'no.such.event' });
    expect(bus.after(0).events.map(({ type }) => type)).toEqual(['account.added']);
    expect(after).toEqual(['account.added']);
    expect(lines).toHaveLength(2);
  });
});
