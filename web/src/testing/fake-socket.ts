import type { LiveEvent } from '../../../server/contract/events.js';
import type { LiveSocket } from '../live/live-socket.js';

type Listener = (...args: unknown[]) => void;

/** A socket without a network: the test plays the server, which keeps a history and can fall silent. */
export class FakeSocket {
  connected = false;
  connectCalls = 0;
  /** What the server remembers; a replay answers from it. */
  history: LiveEvent[] = [];
  /** How many events one page of a replay holds. */
  pageSize = Infinity;
  /** A silent server never answers a replay. */
  silent = false;
  readonly replays: number[] = [];
  private readonly listeners = new Map<string, Listener[]>();
  private readonly held: (() => void)[] = [];
  /** While true, answers wait until `release`. */
  holding = false;

  /** The fake as what the code under test expects. */
  get asSocket(): LiveSocket {
    return this as unknown as LiveSocket;
  }

  get listenerCount(): number {
    return [...this.listeners.values()].reduce((sum, list) => sum + list.length, 0);
  }

  on(name: string, listener: Listener): this {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
    return this;
  }

  removeAllListeners(): this {
    this.listeners.clear();
    return this;
  }

  connect(): this {
    this.connectCalls += 1;
    return this;
  }

  disconnect(): this {
    this.connected = false;
    return this;
  }

  timeout(): { emit: (name: 'replay', after: number, answer: (error: unknown, page?: unknown) => void) => void } {
    return {
      emit: (_name, after, answer) => {
        this.replays.push(after);
        if (this.silent) {
          answer(new Error('timed out'));
          return;
        }
        const events = this.history.filter((event) => event.seq > after).slice(0, this.pageSize);
        const reply = (): void => answer(null, { events, next: events.at(-1)?.seq ?? after, gap: false });
        if (this.holding) this.held.push(reply);
        else reply();
      },
    };
  }

  /** Lets the answers go that were held back. */
  release(): void {
    this.holding = false;
    for (const reply of this.held.splice(0)) reply();
  }

  serverConnects(): void {
    this.connected = true;
    this.fire('connect');
  }

  serverBreaks(reason = 'transport close'): void {
    this.connected = false;
    this.fire('disconnect', reason);
  }

  serverUnreachable(): void {
    this.connected = false;
    this.fire('connect_error', new Error('websocket error'));
  }

  /** Something happens: it is remembered, and sent if anybody is connected. */
  serverEmits(event: LiveEvent): void {
    this.history.push(event);
    if (this.connected) this.fire('event', event);
  }

  /** It is sent, but lost on the way. */
  serverLoses(event: LiveEvent): void {
    this.history.push(event);
  }

  fire(name: string, ...args: unknown[]): void {
    for (const listener of this.listeners.get(name) ?? []) listener(...args);
  }
}
