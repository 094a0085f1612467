import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { EventsGateway } from '../src/events/events.gateway.js';
import { startWorld, type World } from './world.js';
import { signInToDashboard } from './world-sign-in.js';

/** A WebSocket frame of a client, masked with zeros. */
function frame(opcode: number, payload: Buffer, { fin = true, rsv1 = false, length = payload.length } = {}): Buffer {
  const first = (fin ? 0x80 : 0) | (rsv1 ? 0x40 : 0) | opcode;
  const head =
    length < 126
      ? Buffer.from([first, 0x80 | length])
      : length < 65_536
        ? Buffer.from([first, 0x80 | 126, length >> 8, length & 255])
        : Buffer.concat([Buffer.from([first, 0x80 | 127]), bigEndian(length)]);
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}

function bigEndian(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

const text = (value: string): Buffer => frame(1, Buffer.from(value));

/** A raw WebSocket that has been let in. */
async function open(world: World, cookie: string): Promise<{ socket: Socket; closed: Promise<void> }> {
  const socket = connect(world.regrant.port, '127.0.0.1');
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    socket.once('close', () => reject(new Error('it was not let in')));
    socket.once('data', () => resolve());
    socket.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: localhost:${world.regrant.port}\r\ncookie: ${cookie}\r\n` +
        'connection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-extensions: permessage-deflate\r\n' +
        'sec-websocket-key: BwcHBwcHBwcHBwcHBwcHBw==\r\n\r\n',
    );
  });
  socket.resume();
  return { socket, closed };
}

const CORPUS: readonly (readonly [string, Buffer])[] = [
  ['a frame longer than is taken', frame(1, Buffer.alloc(64 * 1024, 'x'))],
  ['a frame that says it is 100 MB', frame(1, Buffer.from('4'), { length: 100 * 1024 * 1024 })],
  ['a frame that says it is 2^53 bytes', frame(1, Buffer.from('4'), { length: 2 ** 53 - 1 })],
  ['compressed where nothing was agreed', frame(1, Buffer.from('4x'), { rsv1: true })],
  ['an unknown opcode', frame(11, Buffer.from('4'))],
  ['text that is no UTF-8', frame(1, Buffer.from([0x34, 0xc3, 0x28]))],
  ['a continuation of nothing', frame(0, Buffer.from('4'))],
  ['a control frame in pieces', frame(9, Buffer.from('x'), { fin: false })],
  ['an unknown packet of engine.io', text('9')],
  ['an unknown packet of socket.io', Buffer.concat([text('40'), text('49')])],
  ['a packet that is no JSON', Buffer.concat([text('40'), text('42[')])],
  ['an event without a name', Buffer.concat([text('40'), text('42[]')])],
  ['an event named by an object', Buffer.concat([text('40'), text('42[{}]')])],
  ['an event with a reserved name', Buffer.concat([text('40'), text('42["disconnecting"]')])],
  [
    'attachments beyond number',
    Buffer.concat([text('40'), text('4599999999999999999999-["replay",{"_placeholder":true,"num":0}]')]),
  ],
  [
    'an attachment that never comes, with text in its place',
    Buffer.concat([text('40'), text('451-["replay",{"_placeholder":true,"num":0}]'), text('42["replay",1]')]),
  ],
  [
    'a placeholder that points elsewhere',
    Buffer.concat([
      text('40'),
      text('451-["replay",{"_placeholder":true,"num":"splice"}]'),
      frame(2, Buffer.from('x')),
    ]),
  ],
  ['a namespace that is not there', text('40/admin,')],
  ['a namespace named after a prototype', text('40/__proto__,')],
];

describe('a dashboard socket that misbehaves', () => {
  it.each(CORPUS)('(%s) is closed or ignored, and disturbs nobody', async (_name, bytes) => {
    const world = await startWorld({ accounts: 1 });
    const cookie = await signInToDashboard(world);
    const { socket } = await open(world, cookie);
    socket.write(bytes);
    const bystander = await open(world, cookie);
    expect((await world.generate()).status).toBe(200);
    expect(bystander.socket.destroyed).toBe(false);
    socket.destroy();
    bystander.socket.destroy();
  });

  it.each(CORPUS.slice(0, 7))('(%s) is closed', async (_name, bytes) => {
    const world = await startWorld({ accounts: 0 });
    const { socket, closed } = await open(world, await signInToDashboard(world));
    socket.write(bytes);
    await closed;
    expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
  });

  it('with a hundred thousand tiny frames costs no memory to speak of', async () => {
    const world = await startWorld({ accounts: 1 });
    const { socket } = await open(world, await signInToDashboard(world));
    const before = process.memoryUsage().rss;
    socket.write(Buffer.concat([text('40'), ...Array.from({ length: 100_000 }, () => text('42["nothing",1]'))]));
    expect((await world.generate()).status).toBe(200);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
    socket.destroy();
  });

  it('before it has joined a namespace is no audience', async () => {
    const world = await startWorld({ accounts: 0 });
    const { socket } = await open(world, await signInToDashboard(world));
    expect(world.regrant.app.get(EventsGateway).audience).toBe(0);
    socket.destroy();
  });
});
