import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../test/fakes/manual-clock.js';
import { openMemoryLog } from '../../../test/fakes/memory-log.js';
import { aRequest } from '../../../test/fakes/request-records.js';
import { ScriptedTrafficStore } from '../../../test/fakes/scripted-traffic-store.js';
import { WriteQueue, type QueueLimits } from './write-queue.js';

const GENEROUS = { burst: 1000, perSecond: 1000 };
const AT_ONCE = { everyMs: 0, atOnce: 1000 };

function open(limits: QueueLimits = { length: 10, batch: 4, delayMs: 200, sums: AT_ONCE, served: GENEROUS }) {
  const store = new ScriptedTrafficStore();
  const clock = new ManualClock();
  const memory = openMemoryLog();
  const queue = new WriteQueue(store, clock, memory.log, limits);
  const push = (first: number, count: number) => {
    for (let number = first; number < first + count; number += 1) queue.push(aRequest(number));
  };
  return { store, clock, queue, push, messages: () => memory.messages, lines: memory.lines };
}

/** Lets every promise that can settle now settle. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the queue of requests to be stored', () => {
  it('writes nothing within a push, and all of it in one transaction a little later', async () => {
    const { store, clock, push } = open();
    push(0, 3);
    await settle();
    expect(store.batches).toEqual([]);
    clock.advance(199);
    await settle();
    expect(store.batches).toEqual([]);
    clock.advance(1);
    await settle();
    expect(store.batches.map(({ records }) => records.length)).toEqual([3]);
  });

  it('writes at once when a batch is full, in the order of the ends, and nothing twice', async () => {
    const { store, clock, queue, push } = open();
    push(0, 9);
    expect(store.batches).toEqual([]);
    clock.advance(0);
    await settle();
    expect(store.batches.map(({ records }) => records.length)).toEqual([4, 4, 1]);
    expect(store.ids).toEqual(Array.from({ length: 9 }, (_, number) => `request-${number}`));
    expect([queue.length, queue.written, queue.dropped]).toEqual([0, 9, 0]);
  });

  it('drops and counts what does not fit, and neither throws nor waits', async () => {
    const { store, queue, push } = open();
    let release = () => {};
    store.gate = new Promise((resolve) => (release = resolve));
    push(0, 4);
    const flushed = queue.flush();
    push(4, 20);
    expect([queue.length, queue.dropped]).toEqual([10, 14]);
    release();
    await flushed;
    await queue.flush();
    expect(store.ids).toHaveLength(10);
    push(30, 1);
    await queue.flush();
    expect(store.ids.at(-1)).toBe('request-30');
    expect(queue.dropped).toBe(14);
    expect(store.counted).toBe(25);
  });

  it('lists what went well at its rate, and what failed always; counts them all', async () => {
    const { store, clock, queue, push } = open({
      length: 1000,
      batch: 500,
      delayMs: 200,
      sums: AT_ONCE,
      served: { burst: 10, perSecond: 5 },
    });
    push(0, 100);
    for (let number = 200; number < 220; number += 1) queue.push(aRequest(number, { status: 503, error: 'a.b' }));
    clock.advance(2000);
    push(300, 100);
    await queue.flush();
    const listed = store.ids.map((id) => Number(id.split('-')[1]));
    expect(listed.filter((number) => number < 200)).toHaveLength(10);
    expect(listed.filter((number) => number >= 200 && number < 300)).toHaveLength(20);
    expect(listed.filter((number) => number >= 300)).toHaveLength(10);
    expect(queue.dropped).toBe(180);
    expect(store.counted).toBe(220);
  });

  it('writes sums now and then only, and at once for who asks', async () => {
    const { store, clock, queue, push } = open({
      length: 1000,
      batch: 500,
      delayMs: 200,
      sums: { everyMs: 2000, atOnce: 1000 },
      served: GENEROUS,
    });
    push(0, 3);
    clock.advance(200);
    await settle();
    expect([store.ids.length, store.counted]).toEqual([3, 0]);
    for (let waited = 200; waited < 2000; waited += 200) {
      clock.advance(200);
      await settle();
    }
    expect(store.counted).toBe(3);
    push(3, 2);
    await queue.flush();
    expect([store.ids.length, store.counted]).toEqual([5, 5]);
    push(5, 1);
    await queue.close();
    expect(store.counted).toBe(6);
  });

  it('writes a bounded number of sums at a time, and all of them for who asks', async () => {
    const { store, clock, queue } = open({
      length: 1000,
      batch: 500,
      delayMs: 200,
      sums: { everyMs: 1000, atOnce: 4 },
      served: GENEROUS,
    });
    for (let number = 0; number < 20; number += 1) queue.push(aRequest(number, { accountId: `account-${number}` }));
    for (const counted of [4, 8]) {
      for (let waited = 0; waited < 1000; waited += 200) {
        clock.advance(200);
        await settle();
      }
      expect(store.counted).toBe(counted);
    }
    await queue.flush();
    expect(store.counted).toBe(20);
    expect(store.batches.map(({ usage }) => usage.length).every((sums) => sums <= 4)).toBe(true);
  });

  it('sends a refused batch again as it was, so that its usage cannot be counted twice', async () => {
    const { store, clock, queue, push } = open();
    store.isFailing = true;
    push(0, 2);
    await queue.flush();
    const [refused] = store.refused;
    push(2, 1);
    store.isFailing = false;
    clock.advance(1000);
    await settle();
    expect(store.batches[0]).toEqual(refused);
    expect(store.batches[1]?.number).not.toBe(refused?.number);
    expect(store.counted).toBe(3);
  });

  it('keeps what the disk refuses, tries again ever more rarely, and tells of trouble and of its end once', async () => {
    const { store, clock, queue, push, messages, lines } = open();
    store.isFailing = true;
    push(0, 2);
    clock.advance(200);
    await settle();
    expect(queue.isFailing).toBe(true);
    for (const waitMs of [1000, 2000, 4000]) {
      push(10 + waitMs / 1000, 1);
      clock.advance(waitMs - 1);
      await settle();
      expect(store.batches).toEqual([]);
      clock.advance(1);
      await settle();
    }
    expect(lines).toHaveLength(1);
    store.isFailing = false;
    clock.advance(8000);
    await settle();
    expect(store.ids).toHaveLength(5);
    expect(queue.isFailing).toBe(false);
    expect(messages()).toEqual([
      'The request log cannot be written; requests are served all the same',
      'The request log is written again',
    ]);
    // And from then on as before.
    push(50, 1);
    clock.advance(200);
    await settle();
    expect(store.ids).toHaveLength(6);
  });

  it('flushes what was pushed while a batch was on its way', async () => {
    const { store, queue, push } = open();
    let release = () => {};
    store.gate = new Promise((resolve) => (release = resolve));
    push(0, 1);
    const first = queue.flush();
    push(1, 1);
    const second = queue.flush();
    release();
    await Promise.all([first, second]);
    expect(store.ids).toEqual(['request-0', 'request-1']);
  });

  it('stores what is left when it is closed, or says what is lost', async () => {
    const good = open();
    good.push(0, 3);
    await good.queue.close();
    expect(good.store.ids).toHaveLength(3);
    expect(good.clock.pendingTasks).toBe(0);
    good.push(5, 1);
    expect([good.queue.length, good.clock.pendingTasks]).toEqual([0, 0]);

    const bad = open();
    bad.store.isFailing = true;
    bad.push(0, 3);
    await bad.queue.close();
    expect(bad.clock.pendingTasks).toBe(0);
    expect(bad.messages().at(-1)).toContain('3 requests are lost');
  });
});
