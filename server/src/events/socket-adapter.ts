import type { IncomingMessage } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server, ServerOptions } from 'socket.io';

/** Who may have a socket. socket.io answers before Fastify does, so that nothing of what guards the routes stands here. */
export interface SocketGuard {
  /** Whether a request may be looked at at all; asked for every one, handshake or not. */
  isMeantForUs(request: IncomingMessage): boolean;
  /** Whether a handshake may pass; asked before the upgrade, for polling too. */
  mayConnect(request: IncomingMessage): boolean;
  /** Whether who was let in still has the right; asked for every request that follows. */
  mayStay(request: IncomingMessage): boolean;
  /** Headers for every answer to polling. */
  readonly headers: Readonly<Record<string, string>>;
}

/** socket.io on Regrant's own server, open to admins only. */
export class GuardedSocketAdapter extends IoAdapter {
  constructor(
    app: INestApplicationContext,
    private readonly guard: SocketGuard,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const guarded: Partial<ServerOptions> = {
      ...options,
      serveClient: false,
      maxHttpBufferSize: 16 * 1024,
      httpCompression: false,
      perMessageDeflate: false,
      allowEIO3: false,
      connectTimeout: 10_000,
      // `cors` does not stop a foreign WebSocket; this does.
      allowRequest: (request, decide) => decide(null, this.guard.mayConnect(request)),
    };
    const server = super.createIOServer(port, guarded as ServerOptions);
    server.engine.use((request: IncomingMessage, _response: unknown, next: (error?: Error) => void) => {
      if (!this.guard.isMeantForUs(request)) {
        next(new Error('not meant for us'));
        return;
      }
      // The handshake is judged by `allowRequest`; what comes later has only an id to show there.
      const isHandshake = !/[?&]sid=/.test(request.url ?? '');
      next(isHandshake || this.guard.mayStay(request) ? undefined : new Error('no right any more'));
    });
    server.engine.on('headers', (headers: Record<string, string>) => Object.assign(headers, this.guard.headers));
    return server;
  }
}
