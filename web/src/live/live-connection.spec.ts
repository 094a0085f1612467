import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { LiveEvent } from '../../../server/contract/events.js';
import { FakeSocket } from '../testing/fake-socket.js';
import { anEvent } from '../testing/fixtures.js';
import { LiveConnection, type ConnectionState, type Delivery } from './live-connection.js';

/** Lets every promise that can settle now settle. */
const settle = () => vi.advanceTimersByTimeAsync(0);

function connectTo(socket: FakeSocket) {
  const states: ConnectionState[] = [];
  const received: { seq: number; delivery: Delivery }[] = [];
  const counts = { snapshots: 0, gaps: 0 };
  const probe = vi.fn<() => Promise<'answers' | 'unreachable' | 'signed-out'>>().mockResolvedValue('answers');
  const connection = new LiveConnection(
    socket.asSocket,
    {
      onState: (state) => states.push(state),
      onEvents: (events: readonly LiveEvent[], delivery) =>
        received.push(...events.map(({ seq }) => ({ seq, delivery }))),
      onSnapshotDue: () => (counts.snapshots += 1),
      onGap: () => (counts.gaps += 1),
      probe,
    },
    { retryMs: 1000 },
  );
  connection.start();
  return { connection, states, received, counts, probe, seqs: () => received.map(({ seq }) => seq) };
}

describe('LiveConnection', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('loads the history before it calls itself live, and marks it as history', async () => {
    const socket = new FakeSocket();
    socket.history = [anEvent(1, 'account.added'), anEvent(2, 'grant.refreshed')];
    const { states, received, counts } = connectTo(socket);
    expect(states).toEqual(['connecting']);

    socket.serverConnects();
    await settle();

    expect(states).toEqual(['connecting', 'live']);
    expect(received).toEqual([
      { seq: 1, delivery: 'history' },
      { seq: 2, delivery: 'history' },
    ]);
    expect(counts.snapshots).toBe(1);
  });

  it('reads a history of several pages to its end', async () => {
    const socket = new FakeSocket();
    socket.pageSize = 2;
    socket.history = [1, 2, 3, 4, 5].map((seq) => anEvent(seq, 'grant.refreshed'));
    const { seqs } = connectTo(socket);
    socket.serverConnects();
    await settle();
    expect(seqs()).toEqual([1, 2, 3, 4, 5]);
  });

  it('replays what happened while the line was broken, once and in order', async () => {
    const socket = new FakeSocket();
    const { seqs, received, states, counts } = connectTo(socket);
    socket.serverConnects();
    await settle();
    socket.serverEmits(anEvent(1, 'account.added'));
    socket.serverBreaks();
    expect(states.at(-1)).toBe('reconnecting');
    socket.serverEmits(anEvent(2, 'account.disabled'));
    socket.serverEmits(anEvent(3, 'account.reenabled'));

    socket.serverConnects();
    await settle();

    expect(seqs()).toEqual([1, 2, 3]);
    expect(received.slice(1).every(({ delivery }) => delivery === 'missed')).toBe(true);
    expect(states.at(-1)).toBe('live');
    expect(counts).toEqual({ snapshots: 2, gaps: 0 });
  });

  it('holds back what arrives during a replay, and delivers it once', async () => {
    const socket = new FakeSocket();
    socket.history = [anEvent(1, 'account.added')];
    const { seqs, states } = connectTo(socket);
    socket.holding = true;
    socket.serverConnects();
    socket.serverEmits(anEvent(2, 'account.disabled'));
    expect(seqs()).toEqual([]);

    socket.release();
    await settle();

    expect(seqs()).toEqual([1, 2]);
    expect(states.at(-1)).toBe('live');
  });

  it('closes a hole in the live sequence', async () => {
    const socket = new FakeSocket();
    const { seqs } = connectTo(socket);
    socket.serverConnects();
    await settle();
    socket.serverEmits(anEvent(1, 'account.added'));
    socket.serverLoses(anEvent(2, 'account.disabled'));
    socket.serverEmits(anEvent(3, 'pool.reloaded'));
    await settle();
    expect(seqs()).toEqual([1, 2, 3]);
  });

  it('does not deliver an event twice that the server sends twice', async () => {
    const socket = new FakeSocket();
    const { seqs } = connectTo(socket);
    socket.serverConnects();
    await settle();
    socket.serverEmits(anEvent(1, 'account.added'));
    socket.fire('event', anEvent(1, 'account.added'));
    await settle();
    expect(seqs()).toEqual([1]);
  });

  it('notices that a restarted server counts anew, even when its numbers have overtaken ours', async () => {
    const socket = new FakeSocket();
    const { seqs, counts, states } = connectTo(socket);
    socket.serverConnects();
    await settle();
    socket.serverEmits(anEvent(1, 'account.added', { at: 1000 }));
    socket.serverEmits(anEvent(2, 'account.added', { at: 2000 }));
    socket.serverBreaks();
    socket.history = [1, 2, 3].map((seq) => anEvent(seq, 'account.disabled', { at: 9000 + seq }));

    socket.serverConnects();
    await settle();

    expect(seqs()).toEqual([1, 2, 1, 2, 3]);
    expect(counts.gaps).toBe(1);
    expect(states.at(-1)).toBe('live');

    socket.serverEmits(anEvent(4, 'account.reenabled', { at: 9100 }));
    expect(seqs().at(-1)).toBe(4);
  });

  it('goes on after a restart that left no history, without losing the first event', async () => {
    const socket = new FakeSocket();
    const { seqs } = connectTo(socket);
    socket.serverConnects();
    await settle();
    socket.serverEmits(anEvent(7, 'account.added'));
    socket.serverBreaks();
    socket.history = [];
    socket.serverConnects();
    await settle();
    socket.serverEmits(anEvent(1, 'account.disabled', { at: 99_000 }));
    expect(seqs()).toEqual([7, 1]);
  });

  it('tells a history that is shorter than the absence, and shows what is left of it', async () => {
    const socket = new FakeSocket();
    const { seqs, counts } = connectTo(socket);
    socket.serverConnects();
    await settle();
    socket.serverEmits(anEvent(1, 'account.added'));
    socket.serverBreaks();
    socket.history = [anEvent(50, 'account.disabled'), anEvent(51, 'pool.reloaded')];
    socket.serverConnects();
    await settle();
    expect(seqs()).toEqual([1, 50, 51]);
    expect(counts.gaps).toBe(1);
  });

  it('keeps the place of an event of an unknown type without showing it', async () => {
    const socket = new FakeSocket();
    const { seqs } = connectTo(socket);
    socket.serverConnects();
    await settle();
    socket.serverEmits({ ...anEvent(1, 'account.added'), type: 'account.teleported' } as unknown as LiveEvent);
    socket.serverEmits(anEvent(2, 'account.disabled'));
    expect(seqs()).toEqual([2]);
    expect(socket.replays).toEqual([0]);
  });

  it('asks again when a replay is not answered, and is not live until it is', async () => {
    const socket = new FakeSocket();
    socket.silent = true;
    const { states } = connectTo(socket);
    socket.serverConnects();
    await settle();
    expect(states).toEqual(['connecting', 'reconnecting']);

    socket.silent = false;
    await vi.advanceTimersByTimeAsync(1000);
    expect(states.at(-1)).toBe('live');
  });

  it('is offline when nothing answers, and live again when something does', async () => {
    const socket = new FakeSocket();
    const { states, probe } = connectTo(socket);
    socket.serverConnects();
    await settle();
    socket.serverBreaks();
    probe.mockResolvedValue('unreachable');
    socket.serverUnreachable();
    await settle();
    expect(states.at(-1)).toBe('offline');
    socket.serverConnects();
    await settle();
    expect(states.at(-1)).toBe('live');
  });

  it('lets a late probe not overwrite a connection that is back', async () => {
    const socket = new FakeSocket();
    const { states, probe } = connectTo(socket);
    let answer: (value: 'unreachable') => void = () => undefined;
    probe.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    socket.serverUnreachable();
    socket.serverConnects();
    await settle();
    answer('unreachable');
    await settle();
    expect(states.at(-1)).toBe('live');
  });

  it('connects again by itself when the server closed the line', async () => {
    const socket = new FakeSocket();
    connectTo(socket);
    socket.serverConnects();
    await settle();
    socket.serverBreaks('io server disconnect');
    expect(socket.connectCalls).toBe(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(socket.connectCalls).toBe(2);
  });

  it('releases socket and timers when stopped', async () => {
    const socket = new FakeSocket();
    const { connection, states } = connectTo(socket);
    socket.serverConnects();
    await settle();
    socket.serverBreaks('io server disconnect');
    connection.stop();
    expect(socket.listenerCount).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(socket.connectCalls).toBe(1);
    expect(states.at(-1)).toBe('reconnecting');
  });
});
