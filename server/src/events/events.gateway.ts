import type { OnModuleDestroy } from '@nestjs/common';
import { SubscribeMessage, WebSocketGateway, WebSocketServer, type OnGatewayInit } from '@nestjs/websockets';
import type { Server } from 'socket.io';
import type { ClientToServerEvents, EventPage, ServerToClientEvents } from '../../contract/events.js';
import { AdminAuth } from '../admin-auth/admin-auth.service.js';
import { AdminSessions } from '../admin-auth/admin-sessions.js';
import { Clock } from '../core/ports/clock.js';
import { LiveBus } from './live-bus.js';

/** How often open sockets are looked at again: sessions also end by time, and the admin token can change. */
const LOOK_EVERY_MS = 500;

/** Tells every signed-in dashboard what happens, the moment it happens. */
@WebSocketGateway()
export class EventsGateway implements OnGatewayInit, OnModuleDestroy {
  @WebSocketServer()
  private readonly server!: Server<ClientToServerEvents, ServerToClientEvents>;
  readonly #stops: (() => void)[] = [];
  #stopLooking: (() => void) | undefined;

  constructor(
    private readonly bus: LiveBus,
    private readonly auth: AdminAuth,
    private readonly sessions: AdminSessions,
    private readonly clock: Clock,
  ) {}

  afterInit(): void {
    this.#stops.push(
      this.bus.subscribe((event) => this.server.emit('event', event)),
      this.sessions.onEnd(() => this.#dropTheSignedOut()),
    );
    this.#lookAgainLater();
  }

  onModuleDestroy(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#stopLooking?.();
  }

  /** How many dashboards are listening. */
  get audience(): number {
    return this.server.sockets.sockets.size;
  }

  /** Acknowledged with all that came after `seq`. */
  @SubscribeMessage('replay')
  replay(_client: unknown, after: unknown): EventPage {
    return this.bus.after(typeof after === 'number' && Number.isFinite(after) ? after : 0);
  }

  #lookAgainLater(): void {
    this.#stopLooking = this.clock.schedule(LOOK_EVERY_MS, () => {
      this.#dropTheSignedOut();
      this.#lookAgainLater();
    });
  }

  /** A socket lives no longer than the right it was opened with. */
  #dropTheSignedOut(): void {
    for (const socket of this.server.sockets.sockets.values()) {
      if (!this.auth.mayStay(socket.request)) socket.disconnect(true);
    }
  }
}
