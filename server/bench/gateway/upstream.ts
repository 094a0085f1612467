import { createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { GEMINI_ANSWER, GEMINI_EVENTS, SLOW_MODEL } from './bodies.js';
import { answer } from './worker.js';

/*
 * Stands in for Google: as little of HTTP as the gateways need, straight on sockets, so that the machine is left to what is
 * measured. Answers whole, streams as fast as it is read, keeps streams open, and refreshes tokens.
 */

/** As far as it is away in the same country. */
const TOKEN_MS = 20;
const SLOW_EVENT_MS = 5_000;

const whole = (type: string, body: string): Buffer =>
  Buffer.from(`HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
const chunk = (text: string): Buffer => Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);

const ANSWER = whole('application/json; charset=UTF-8', GEMINI_ANSWER);
const STREAM_HEAD = Buffer.from(
  'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n',
);
const CHUNKS = GEMINI_EVENTS.map(chunk);
const FIRST_CHUNK = chunk(GEMINI_EVENTS[0] ?? '');
const STREAM_END = Buffer.from('0\r\n\r\n');

let open = 0;
let refreshed = 0;

const server = createServer({ noDelay: true }, (socket) => {
  let unread: Buffer = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (data: Buffer) => {
    unread = unread.length === 0 ? data : Buffer.concat([unread, data]);
    for (;;) {
      const head = unread.indexOf('\r\n\r\n');
      if (head === -1) return;
      const text = unread.toString('latin1', 0, head);
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (unread.length < head + 4 + length) return;
      unread = unread.subarray(head + 4 + length);
      serve(socket, text.slice(0, text.indexOf('\r\n')));
    }
  });
});

function serve(socket: Socket, line: string): void {
  if (line.includes('/token')) void refresh(socket);
  else if (!line.includes(':streamGenerateContent')) socket.write(ANSWER);
  else if (line.includes(SLOW_MODEL)) void slowStream(socket);
  else void stream(socket);
}

async function refresh(socket: Socket): Promise<void> {
  await pause(TOKEN_MS);
  refreshed += 1;
  socket.write(
    whole(
      'application/json',
      JSON.stringify({ access_token: `ya29.new-${refreshed}`, expires_in: 3599, token_type: 'Bearer' }),
    ),
  );
}

/** An event at a time, as models speak, and as fast as it is read. */
async function stream(socket: Socket): Promise<void> {
  socket.write(STREAM_HEAD);
  for (const event of CHUNKS) {
    if (socket.destroyed) return;
    if (!socket.write(event)) await new Promise((resolve) => socket.once('drain', resolve).once('close', resolve));
    else await new Promise(setImmediate);
  }
  socket.write(STREAM_END);
}

async function slowStream(socket: Socket): Promise<void> {
  open += 1;
  socket.once('close', () => (open -= 1));
  socket.write(STREAM_HEAD);
  while (!socket.destroyed) {
    socket.write(FIRST_CHUNK);
    await pause(SLOW_EVENT_MS);
  }
}

server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  const address = server.address();
  answer({
    port: () => (typeof address === 'object' ? address?.port : undefined),
    /** Streams that nobody has ended. */
    open: () => open,
    refreshed: () => refreshed,
  });
});
