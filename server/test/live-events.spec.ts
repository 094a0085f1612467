import { request } from 'node:http';
import { io, type Socket } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ClientToServerEvents, EventPage, LiveEvent, ServerToClientEvents } from '../contract/events.js';
import { ADMIN_TOKEN, startWorld, type World } from './world.js';
import { signInToDashboard } from './world-sign-in.js';

type DashboardSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** Connects as the dashboard does, with its session's cookie. */
async function connect(
  world: World,
  cookie: string,
  transport: 'websocket' | 'polling' = 'websocket',
): Promise<DashboardSocket> {
  const socket: DashboardSocket = io(world.url, {
    transports: [transport],
    extraHeaders: { cookie },
    forceNew: true,
    reconnection: false,
  });
  onTestFinished(() => void socket.close());
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

const heard = (socket: DashboardSocket, type: LiveEvent['type']): Promise<LiveEvent> =>
  new Promise((resolve) => {
    socket.on('event', function listen(event) {
      if (event.type !== type) return;
      socket.off('event', listen);
      resolve(event);
    });
  });

/** The first answer to a handshake, raw: 101 or 200 when it may pass. */
function handshake(world: World, transport: 'websocket' | 'polling', headers: Record<string, string>): Promise<number> {
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': Buffer.alloc(16, 7).toString('base64'),
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${world.url}/socket.io/?EIO=4&transport=${transport}`, {
      agent: false,
      headers: { ...(transport === 'websocket' ? upgrade : {}), ...headers },
    });
    sent.once('error', reject);
    sent.once('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.once('upgrade', (_response, socket) => {
      socket.destroy();
      resolve(101);
    });
    sent.end();
  });
}

describe('a dashboard that is connected', () => {
  it.each(['websocket', 'polling'] as const)(
    'learns of a dead grant the moment it is refused, by %s',
    async (transport) => {
      const world = await startWorld({ accounts: 3 });
      const socket = await connect(world, await signInToDashboard(world), transport);
      const delaysMs: number[] = [];
      for (const victim of world.accounts) {
        await world.google.revoke(victim.email);
        const barrier = world.google.hold(({ grantType }) => grantType === 'refresh_token');
        const told = heard(socket, 'account.disabled');
        const refreshing = world.admin('POST', `/api/accounts/${victim.id}/refresh`);
        await barrier.arrived();
        const refusedMs = performance.now();
        barrier.release();
        const event = await told;
        delaysMs.push(performance.now() - refusedMs);
        expect(event).toMatchObject({ account_id: victim.id, email: victim.email });
        await refreshing;
      }
      // The fastest of three: a delay of ours would be in all of them, a pause of the machine is not.
      expect(Math.min(...delaysMs)).toBeLessThan(200);
    },
  );

  it('misses nothing over a reconnect: it asks from its last number and gets the rest in order', async () => {
    const world = await startWorld({ accounts: 2 });
    const cookie = await signInToDashboard(world);
    const { id } = world.account(0);
    const first = await connect(world, cookie);
    const seen = heard(first, 'account.proxy_disabled');
    await world.admin('PATCH', `/api/accounts/${id}`, { proxy_disabled: true });
    const { seq } = await seen;
    first.close();

    await world.admin('PATCH', `/api/accounts/${id}`, { proxy_disabled: false });
    await world.letDie(world.account(1));
    const second = await connect(world, cookie);
    const page = await new Promise<EventPage>((resolve) => second.emit('replay', seq, resolve));
    const types = page.events.map(({ type }) => type);
    expect(types.filter((type) => /^account\.(proxy_enabled|disabled)$/.test(type))).toEqual([
      'account.proxy_enabled',
      'account.disabled',
    ]);
    expect(page.events.map((event) => event.seq)).toEqual(page.events.map((_event, index) => seq + 1 + index));
    expect(page).toMatchObject({ next: page.events.at(-1)?.seq, gap: false });
    expect((await new Promise<EventPage>((resolve) => second.emit('replay', page.next, resolve))).events).toEqual([]);
    expect((await world.admin<EventPage>('GET', `/api/events?after=${seq}`)).body.events).toEqual(page.events);
  });

  it('is told when events have been let go, and that numbers go on rising over a restart', async () => {
    const world = await startWorld({ accounts: 1 });
    const before = (await world.admin<EventPage>('GET', '/api/events')).body;
    await world.restart();
    const after = (await world.admin<EventPage>('GET', '/api/events')).body;
    expect(after.events[0]?.seq).toBeGreaterThan(before.next);
    const socket = await connect(world, await signInToDashboard(world));
    const page = await new Promise<EventPage>((resolve) => socket.emit('replay', before.next, resolve));
    expect(page.gap).toBe(true);
    expect(page.events).toEqual(after.events);
  });

  it('is cut off when its session ends', async () => {
    const world = await startWorld({ accounts: 1 });
    const cookie = await signInToDashboard(world);
    const leaving = await connect(world, cookie);
    const staying = await connect(world, await signInToDashboard(world));
    const cut = new Promise<string>((resolve) => leaving.once('disconnect', resolve));
    const signedOut = await fetch(`${world.url}/api/session`, {
      method: 'DELETE',
      headers: { cookie, 'x-regrant': '1' },
    });
    expect(signedOut.status).toBe(204);
    expect(await cut).toBe('io server disconnect');
    const told = heard(staying, 'account.proxy_disabled');
    await world.admin('PATCH', `/api/accounts/${world.account(0).id}`, { proxy_disabled: true });
    await told;
  });
});

describe.each(['websocket', 'polling'] as const)('a handshake by %s', (transport) => {
  const passed = transport === 'websocket' ? 101 : 200;

  it('passes with a session and with the admin token, from our own page or from none', async () => {
    const world = await startWorld({ accounts: 0 });
    const cookie = await signInToDashboard(world);
    expect(await handshake(world, transport, { cookie })).toBe(passed);
    expect(await handshake(world, transport, { cookie, origin: world.regrant.url })).toBe(passed);
    expect(await handshake(world, transport, { authorization: `Bearer ${ADMIN_TOKEN}` })).toBe(passed);
  });

  it('is refused without a session, with an ended one, and with two that claim to be it', async () => {
    const world = await startWorld({ accounts: 0 });
    const cookie = await signInToDashboard(world);
    const refused: readonly Record<string, string>[] = [
      {},
      { cookie: `${cookie.split('=')[0]}=not-a-session` },
      { cookie: `${cookie}; ${cookie.split('=')[0]}=another` },
      { authorization: 'Bearer rg-caller-key-of-a-test-0123456789' },
    ];
    for (const headers of refused) expect(await handshake(world, transport, headers)).toBeGreaterThanOrEqual(400);
    await fetch(`${world.url}/api/session`, { method: 'DELETE', headers: { cookie, 'x-regrant': '1' } });
    expect(await handshake(world, transport, { cookie })).toBeGreaterThanOrEqual(400);
  });

  it('is refused from another origin and under another name, session or not', async () => {
    const world = await startWorld({ accounts: 0 });
    const cookie = await signInToDashboard(world);
    const { port } = world.regrant;
    const foreign: readonly Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: `http://localhost:${port + 1}` },
      { origin: `http://localhost.evil.example:${port}` },
      { origin: 'null' },
      { host: 'evil.example' },
      { host: `evil.example:${port}` },
      { host: `127.0.0.1:${port + 1}` },
    ];
    for (const headers of foreign) {
      expect([headers, await handshake(world, transport, { cookie, ...headers })]).toEqual([
        headers,
        expect.toSatisfy((status: number) => status >= 400),
      ]);
    }
  });
});
