import { io, type Socket } from 'socket.io-client';

import type { ClientToServerEvents, ServerToClientEvents } from '../../../server/contract/events.js';

/** The part of a socket.io client that the connection uses; tests put a fake in its place. */
export type LiveSocket = Pick<
  Socket<ServerToClientEvents, ClientToServerEvents>,
  'on' | 'connect' | 'disconnect' | 'connected' | 'timeout' | 'removeAllListeners'
>;

/** Opens the socket of the server that served this page. It reconnects by itself, at most two seconds apart. */
export function openLiveSocket(): LiveSocket {
  return io({
    path: '/socket.io',
    autoConnect: false,
    forceNew: true,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 300,
    reconnectionDelayMax: 2000,
    timeout: 5000,
  });
}
