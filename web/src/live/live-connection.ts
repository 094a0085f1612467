import { z } from 'zod';

import { liveEventSchema } from '../../../server/contract/events.js';
import type { LiveEvent } from '../../../server/contract/events.js';
import type { LiveSocket } from './live-socket.js';

/** `reconnecting`: the line broke, or events are still being caught up; `offline`: the server does not answer. */
export type ConnectionState = 'connecting' | 'live' | 'reconnecting' | 'offline';

/** What a batch of events is: the past seen for the first time, what was missed, or what happens right now. */
export type Delivery = 'history' | 'missed' | 'live';

/** Who hears of what the connection brings. */
export interface LiveListener {
  onState(state: ConnectionState): void;
  /** Events in order, each exactly once. */
  onEvents(events: readonly LiveEvent[], delivery: Delivery): void;
  /** Connected (again): everything loaded before may be stale. */
  onSnapshotDue(): void;
  /** Some events are gone for good: the server was restarted, or its history is shorter than our absence. */
  onGap(): void;
  /** The server cannot be reached by socket. Resolves once it is known whether it answers at all. */
  probe(): Promise<'answers' | 'unreachable' | 'signed-out'>;
}

interface LiveConnectionOptions {
  readonly replayTimeoutMs?: number;
  readonly retryMs?: number;
}

/**
 * An event whose type this page may not know: the tab can be older than the server. Such a one is not shown, but
 * it has its place in the sequence, and that is what makes holes visible.
 */
const sequencedEventSchema = liveEventSchema.extend({ type: z.string() });
type SequencedEvent = z.infer<typeof sequencedEventSchema>;
const replayPageSchema = z.object({ events: z.array(sequencedEventSchema) });

/** Stops a replay that makes no headway for ever, far above what a bounded history can hold. */
const MAX_PAGES = 1000;

/**
 * Keeps one line to the server and turns it into an ordered, gapless sequence of events.
 *
 * Every (re)connect replays from the last event seen before anything new is let through. The replay begins one
 * event early: if that event does not come back the same, the server counts anew (it was restarted), and the
 * whole history is taken again. A hole in the live sequence is closed the same way.
 */
export class LiveConnection {
  private last: SequencedEvent | undefined;
  private catchingUp = false;
  private waiting: SequencedEvent[] = [];
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  /** Rises with every connect and break, so that an answer for an earlier line is recognised as stale. */
  private line = 0;
  private stopped = false;

  constructor(
    private readonly socket: LiveSocket,
    private readonly listener: LiveListener,
    private readonly options: LiveConnectionOptions = {},
  ) {}

  start(): void {
    this.listener.onState('connecting');
    this.socket.on('connect', () => this.onConnect());
    this.socket.on('disconnect', (reason) => this.onDisconnect(reason));
    this.socket.on('connect_error', () => void this.onConnectError());
    this.socket.on('event', (event) => this.onEvent(event));
    this.socket.connect();
  }

  /** Releases the socket and every timer; nothing is reported afterwards. */
  stop(): void {
    this.stopped = true;
    this.line += 1;
    clearTimeout(this.retryTimer);
    this.socket.removeAllListeners();
    this.socket.disconnect();
  }

  private onConnect(): void {
    this.line += 1;
    this.waiting = [];
    this.listener.onSnapshotDue();
    void this.catchUp();
  }

  private onDisconnect(reason: string): void {
    this.line += 1;
    this.catchingUp = false;
    this.listener.onState('reconnecting');
    // socket.io takes a break by the server as final. For us it is a restart or an ended session: ask, and try again.
    if (reason === 'io server disconnect') this.later(() => this.socket.connect());
  }

  private async onConnectError(): Promise<void> {
    const line = this.line;
    const answer = await this.listener.probe();
    if (this.stopped || line !== this.line || this.socket.connected) return;
    this.listener.onState(answer === 'unreachable' ? 'offline' : 'reconnecting');
  }

  private onEvent(received: unknown): void {
    const parsed = sequencedEventSchema.safeParse(received);
    if (!parsed.success) return;
    const event = parsed.data;
    if (this.catchingUp) {
      this.waiting.push(event);
    } else if (this.last === undefined || event.seq === this.last.seq + 1) {
      this.deliver([event], 'live');
    } else if (event.seq !== this.last.seq) {
      void this.catchUp();
    }
  }

  private async catchUp(): Promise<void> {
    const line = this.line;
    this.catchingUp = true;
    try {
      const delivery: Delivery = this.last === undefined ? 'history' : 'missed';
      const events = await this.replayFrom(this.last);
      if (line !== this.line) return;
      this.deliver(events, delivery);
      this.drain();
      this.catchingUp = false;
      this.listener.onState('live');
    } catch {
      // No answer in time, or not a page: the line may be half dead. Ask again while it is still the same line.
      if (line !== this.line) return;
      this.listener.onState('reconnecting');
      this.later(() => void (this.socket.connected && line === this.line && this.catchUp()));
    }
  }

  /** @returns everything after `anchor`; when that is no longer where it was, everything there is that is newer */
  private async replayFrom(anchor: SequencedEvent | undefined): Promise<SequencedEvent[]> {
    if (anchor === undefined) return this.readPages(0);
    const [first, ...newer] = await this.readPages(anchor.seq - 1);
    if (first?.seq === anchor.seq && first.at === anchor.at) return newer;
    this.listener.onGap();
    this.listener.onSnapshotDue();
    const all = await this.readPages(0);
    this.last = all.at(-1);
    return all.filter((event) => event.at > anchor.at);
  }

  private async readPages(after: number): Promise<SequencedEvent[]> {
    const events: SequencedEvent[] = [];
    let cursor = after;
    for (let pages = 0; pages < MAX_PAGES; pages += 1) {
      const page = await this.replay(cursor);
      const fresh = page.filter((event) => event.seq > cursor);
      const last = fresh.at(-1);
      if (last === undefined) break;
      events.push(...fresh);
      cursor = last.seq;
    }
    return events;
  }

  private async replay(after: number): Promise<SequencedEvent[]> {
    const answer: unknown = await new Promise<unknown>((resolve, reject) => {
      this.socket
        .timeout(this.options.replayTimeoutMs ?? 5000)
        .emit('replay', after, (error: unknown, page: unknown) =>
          error ? reject(new Error('No answer to replay', { cause: error })) : resolve(page),
        );
    });
    return replayPageSchema.parse(answer).events;
  }

  /** Lets through what arrived during the replay and was not part of it. */
  private drain(): void {
    const waiting = this.waiting;
    this.waiting = [];
    const newer = waiting.filter((event) => this.last === undefined || event.seq > this.last.seq);
    this.deliver(newer, 'live');
  }

  private deliver(events: readonly SequencedEvent[], delivery: Delivery): void {
    const last = events.at(-1);
    if (last === undefined) return;
    this.last = last;
    const known = events.flatMap((event) => {
      const parsed = liveEventSchema.safeParse(event);
      return parsed.success ? [parsed.data] : [];
    });
    if (known.length > 0) this.listener.onEvents(known, delivery);
  }

  private later(action: () => void): void {
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => {
      if (!this.stopped) action();
    }, this.options.retryMs ?? 1000);
  }
}
