import type { IncomingMessage } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server, ServerOptions } from 'socket.io';

/** Whether a handshake may pass; asked before the upgrade, for polling too. */
export type HandshakeGuard = (request: IncomingMessage) => boolean;

/** socket.io on Regrant's own server, open to admins only. */
export class GuardedSocketAdapter extends IoAdapter {
  constructor(
    app: INestApplicationContext,
    private readonly mayConnect: HandshakeGuard,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const guarded: Partial<ServerOptions> = {
      ...options,
      serveClient: false,
      maxHttpBufferSize: 16 * 1024,
      allowEIO3: false,
      // `cors` does not stop a foreign WebSocket; this does.
      allowRequest: (request, decide) => decide(null, this.mayConnect(request)),
    };
    return super.createIOServer(port, guarded as ServerOptions);
  }
}
