import { createServer, type Server, type Socket } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { errnoOf } from './config/errno.js';
import { PortInUseError } from './core/errors/start-errors.js';

/** Where Regrant can be reached once it listens. */
export interface Listening {
  readonly port: number;
  /** What a person should know about it. */
  readonly notice: string | undefined;
  /** Ends the application and both doors. */
  close(): Promise<void>;
}

const IPV4 = '127.0.0.1';
const IPV6 = '::1';
/** A machine without IPv6 says one of these. */
const NO_IPV6: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL']);
const PORT_TRIES = 20;

/**
 * Listens. At home this means both addresses that `localhost` can stand for: a port of ours that is free on one of them
 * could be taken there by another user of the machine, and browsers would bring him what is meant for us.
 *
 * @throws PortInUseError
 */
export async function listen(app: NestFastifyApplication, host: string, port: number): Promise<Listening> {
  const isHome = host === IPV4 || host === 'localhost';
  const beside = isHome ? await openBeside(port) : undefined;
  const address = isHome ? IPV4 : host;
  const wanted = beside?.port ?? port;
  try {
    await app.listen(wanted, address);
  } catch (error) {
    await Promise.all([app.close(), beside?.close()]);
    throw errnoOf(error) === 'EADDRINUSE' ? new PortInUseError(address, wanted, error) : error;
  }
  beside?.handTo((socket) => app.getHttpServer().emit('connection', socket));
  const bound: unknown = app.getHttpServer().address();
  return {
    port: typeof bound === 'object' && bound !== null && 'port' in bound ? Number(bound.port) : wanted,
    notice: isHome && !beside ? `This machine has no IPv6 loopback, so Regrant listens on ${IPV4} alone.` : undefined,
    close: async () => {
      await app.close();
      await beside?.close();
    },
  };
}

/** The door on ::1; undefined on a machine that has none. */
async function openBeside(port: number): Promise<Beside | undefined> {
  for (let left = PORT_TRIES; ; left -= 1) {
    const beside = new Beside();
    try {
      await beside.open(port);
      // Any port was asked for: it has to be free on the other address as well.
      if (port !== 0 || (await isFree(beside.port))) return beside;
      await beside.close();
    } catch (error) {
      if (NO_IPV6.has(errnoOf(error))) return undefined;
      throw errnoOf(error) === 'EADDRINUSE' ? new PortInUseError(`[${IPV6}]`, port, error) : error;
    }
    if (left === 0) throw new PortInUseError(IPV4, port, new Error('no port is free on both addresses'));
  }
}

/** A second listening socket; what comes in there is served by the one HTTP server. */
class Beside {
  // As node:http opens its own.
  readonly #server: Server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: false }, (socket) =>
    this.#take(socket),
  );
  readonly #sockets = new Set<Socket>();
  #receive: ((socket: Socket) => void) | undefined;

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  open(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ port, host: IPV6, ipv6Only: true }, () => {
        this.#server.off('error', reject);
        // Out of file descriptors, for one: those who are connected go on.
        this.#server.on('error', () => undefined);
        resolve();
      });
    });
  }

  handTo(receive: (socket: Socket) => void): void {
    this.#receive = receive;
  }

  close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    return closed;
  }

  #take(socket: Socket): void {
    if (!this.#receive) {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    this.#receive(socket);
  }
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: IPV4 }, () => probe.close(() => resolve(true)));
  });
}
