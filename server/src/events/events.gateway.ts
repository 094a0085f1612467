import type { OnModuleDestroy } from '@nestjs/common';
import { SubscribeMessage, WebSocketGateway, WebSocketServer, type OnGatewayInit } from '@nestjs/websockets';
import type { Server } from 'socket.io';
import type { ClientToServerEvents, EventPage, ServerToClientEvents } from '../../contract/events.js';
import { AdminAuth } from '../admin-auth/admin-auth.service.js';
import { AdminSessions } from '../admin-auth/admin-sessions.js';
import { LiveBus } from './live-bus.js';

/** Tells every signed-in dashboard what happens, the moment it happens. */
@WebSocketGateway()
export class EventsGateway implements OnGatewayInit, OnModuleDestroy {
  @WebSocketServer()
  private readonly server!: Server<ClientToServerEvents, ServerToClientEvents>;
  readonly #stops: (() => void)[] = [];

  constructor(
    private readonly bus: LiveBus,
    private readonly auth: AdminAuth,
    private readonly sessions: AdminSessions,
  ) {}

  afterInit(): void {
    this.#stops.push(
      this.bus.subscribe((event) => this.server.emit('event', event)),
      this.sessions.onEnd(() => this.#dropTheSignedOut()),
    );
  }

  onModuleDestroy(): void {
    for (const stop of this.#stops.splice(0)) stop();
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

  /** A socket lives no longer than the right it was opened with. */
  #dropTheSignedOut(): void {
    for (const socket of this.server.sockets.sockets.values()) {
      if (!this.auth.mayConnect(socket.request)) socket.disconnect(true);
    }
  }
}
