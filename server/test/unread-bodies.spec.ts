import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { statusOf } from './raw-http.js';
import { addressOf, RouteTable, type Route } from './route-table.js';
import { ADMIN_TOKEN, startWorld, type World } from './world.js';
import { signInToDashboard } from './world-sign-in.js';

const MEGABYTES = 1024 * 1024;

/** Asks to send a lot, sends the head alone, and answers what came back before any of the body was sent. */
function answerToHead(world: World, { method, url }: Route, headers: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(world.regrant.port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.write(
      `${method} ${addressOf({ method, url })} HTTP/1.1\r\nhost: localhost:${world.regrant.port}\r\n` +
        `content-type: application/json\r\n${headers}\r\n`,
    );
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
    socket.once('error', reject);
    socket.once('close', () => resolve(answer));
  });
}

/** Sends chunks until the other side wants no more; how many bytes that were. */
async function pour(socket: Socket, limit: number): Promise<number> {
  const chunk = Buffer.alloc(64 * 1024, ' ');
  let sent = 0;
  while (sent < limit && socket.writable) {
    const isTaken = await new Promise<boolean>((resolve) => {
      const isGone = () => resolve(false);
      socket.once('close', isGone);
      socket.write(`${chunk.length.toString(16)}\r\n`);
      socket.write(chunk);
      socket.write('\r\n', (error) => {
        socket.off('close', isGone);
        resolve(!error);
      });
    });
    if (!isTaken) break;
    sent += chunk.length;
  }
  return sent;
}

const tableOf = async () => {
  const table = new RouteTable();
  const world = await startWorld({ accounts: 1, start: { onRoute: table.note } });
  const takers = table.routes.filter(
    ({ method, url }) => ['POST', 'PATCH', 'PUT', 'DELETE'].includes(method) && url.startsWith('/api/'),
  );
  expect(takers.length).toBeGreaterThan(15);
  return { world, takers };
};

const SIZES = [`content-length: ${15 * MEGABYTES}\r\n`, 'transfer-encoding: chunked\r\n'];

describe('a large body', () => {
  it('of somebody without a right is refused on every admin route before any of it is sent', async () => {
    const { world, takers } = await tableOf();
    for (const route of takers) {
      for (const size of SIZES) {
        for (const right of ['', 'x-regrant: 1\r\n', `authorization: Bearer ${ADMIN_TOKEN}x\r\n`]) {
          // Signing in needs no right; what may be sent there is small.
          if (route.url === '/api/session' && right !== '' && size.startsWith('transfer')) continue;
          const answer = await answerToHead(world, route, size + right);
          const status = route.url !== '/api/session' ? 401 : right === 'x-regrant: 1\r\n' ? 413 : 403;
          expect([route, right, statusOf(answer)]).toEqual([route, right, status]);
          expect(answer).toMatch(/connection: close/i);
        }
      }
    }
  });

  it('sent with the session by another page is refused in the same way', async () => {
    const { world, takers } = await tableOf();
    const cookie = `cookie: ${await signInToDashboard(world)}\r\n`;
    for (const route of takers.filter(({ url }) => url !== '/api/session')) {
      const answer = await answerToHead(world, route, `${SIZES[0]}${cookie}origin: http://localhost:1\r\n`);
      expect([route, statusOf(answer)]).toEqual([route, 403]);
    }
  });

  it('to an address where nothing is is not read either, and told so', async () => {
    const { world } = await tableOf();
    for (const url of ['/nothing', '/index.html', '/assets/x.js', '/chat/completions']) {
      const answer = await answerToHead(world, { method: 'POST', url }, SIZES[0] ?? '');
      expect([url, statusOf(answer)]).toEqual([url, 404]);
      expect(answer).toContain('route.not_found');
    }
  });

  it('of somebody who would sign in is cut off after a few kilobytes', async () => {
    const world = await startWorld({ accounts: 0 });
    const socket = connect(world.regrant.port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    // Torn by the other side.
    socket.on('error', () => undefined);
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
    const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.write(
      `POST /api/session HTTP/1.1\r\nhost: localhost:${world.regrant.port}\r\nx-regrant: 1\r\n` +
        'content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
    );
    // Loopback connections have megabytes of buffers of their own.
    expect(await pour(socket, 64 * MEGABYTES)).toBeLessThan(32 * MEGABYTES);
    await ended;
    expect(statusOf(answer)).toBe(413);
  });

  it('of somebody with the right is taken', async () => {
    const world = await startWorld({ accounts: 0 });
    const items = Array.from({ length: 100 }, (_, index) => `1//${String(index).repeat(30_000).slice(0, 30_000)}`);
    const { status, body } = await world.admin<{ results: unknown[] }>('POST', '/api/accounts/import', {
      items,
      dry_run: true,
    });
    expect([status, body.results.length]).toEqual([200, 100]);
    expect((await world.admin('DELETE', '/api/accounts/nobody')).status).toBe(404);
  });
});
