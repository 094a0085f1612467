import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SessionList } from '../contract/http/sessions.js';
import { AdminSessions } from '../src/admin-auth/admin-sessions.js';
import { errnoOf } from '../src/config/errno.js';
import { SecretsStore } from '../src/config/secrets.store.js';
import { expectProblem } from './refusals.js';
import { ADMIN_TOKEN, startWorld, type World } from './world.js';
import { signInToDashboard } from './world-sign-in.js';

const DAY_MS = 86_400_000;

/** @returns resolves with the reason when the server ends the socket */
async function socketOf(
  world: World,
  headers: Record<string, string>,
  transport: 'websocket' | 'polling' = 'websocket',
) {
  const socket = io(world.url, { transports: [transport], extraHeaders: headers, forceNew: true, reconnection: false });
  onTestFinished(() => void socket.close());
  const cut = new Promise<string>((resolve) => socket.once('disconnect', resolve));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return { socket, cut };
}

async function within<T>(ms: number, task: Promise<T>): Promise<T> {
  const startedMs = performance.now();
  const result = await task;
  expect(performance.now() - startedMs).toBeLessThan(ms);
  return result;
}

const valueOf = (cookie: string): string => cookie.slice(cookie.indexOf('=') + 1);

describe('sessions', () => {
  it('are listed by ids that sign in nobody, with what the browser called itself', async () => {
    const world = await startWorld({ accounts: 0 });
    const cookie = await signInToDashboard(world);
    await fetch(`${world.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-regrant': '1', 'user-agent': `Firefox ${'x'.repeat(300)}` },
      body: JSON.stringify({ token: ADMIN_TOKEN }),
    });
    const answer = await fetch(`${world.url}/api/sessions`, { headers: { cookie } });
    const text = await answer.text();
    const { sessions } = JSON.parse(text) as SessionList;
    expect(sessions.map(({ current }) => current)).toEqual([true, false]);
    expect(sessions[1]?.user_agent).toMatch(/^Firefox x{192}$/);
    for (const { created_at, expires_at } of sessions) expect(expires_at - created_at).toBe((7 * DAY_MS) / 1000);
    expect(text).not.toContain(valueOf(cookie));
    const secrets = await readFile(join(world.dataDirectory, 'secrets.json'), 'utf8');
    for (const { id } of sessions) {
      expect(secrets).not.toContain(id);
      const name = cookie.split('=')[0];
      expect((await fetch(`${world.url}/api/sessions`, { headers: { cookie: `${name}=${id}` } })).status).toBe(401);
    }
  });

  it('are ended one by one, and their sockets with them', async () => {
    const world = await startWorld({ accounts: 0 });
    const [mine, lost] = [await signInToDashboard(world), await signInToDashboard(world)];
    const { cut } = await socketOf(world, { cookie: lost });
    const { socket } = await socketOf(world, { cookie: mine });
    const list = await world.admin<SessionList>('GET', '/api/sessions');
    const { id } = list.body.sessions[1]!;
    expect((await world.admin('DELETE', `/api/sessions/${id}`)).status).toBe(204);
    expect(await within(1000, cut)).toBe('io server disconnect');
    expect((await fetch(`${world.url}/api/accounts`, { headers: { cookie: lost } })).status).toBe(401);
    expect((await fetch(`${world.url}/api/accounts`, { headers: { cookie: mine } })).status).toBe(200);
    expect(socket.connected).toBe(true);
    await expectProblem(world, ['DELETE', `/api/sessions/${id}`], 404, 'session.not_found');
  });

  it.each([
    ['idle', { last_seen_at: Date.now() - 8 * DAY_MS }, 'websocket'],
    ['idle', { last_seen_at: Date.now() - 8 * DAY_MS }, 'polling'],
    ['absolute', { created_at: Date.now() - 31 * DAY_MS }, 'websocket'],
  ] as const)('that run out (%s) take their sockets along within a second, by %#', async (_name, aged, transport) => {
    const world = await startWorld({ accounts: 0 });
    const { cut } = await socketOf(world, { cookie: await signInToDashboard(world) }, transport);
    await world.regrant.app.get(SecretsStore).change((secrets) => ({
      ...secrets,
      sessions: secrets.sessions.map((session) => ({ ...session, ...aged })),
    }));
    await within(1000, cut);
  });

  it('are not kept alive by a socket that nobody uses', async () => {
    const world = await startWorld({ accounts: 0 });
    const value = valueOf(await signInToDashboard(world));
    const store = world.regrant.app.get(SecretsStore);
    const longAgo = Date.now() - 3_600_000;
    await store.change((secrets) => ({
      ...secrets,
      sessions: secrets.sessions.map((session) => ({ ...session, last_seen_at: longAgo })),
    }));
    expect(world.regrant.app.get(AdminSessions).isOpen(value)).toBe(true);
    await store.change((secrets) => secrets);
    expect(store.current.sessions[0]?.last_seen_at).toBe(longAgo);
    expect(world.regrant.app.get(AdminSessions).isValid(value)).toBe(true);
    await store.change((secrets) => secrets);
    expect(store.current.sessions[0]?.last_seen_at).toBeGreaterThan(longAgo);
  });

  it('of others are cut when the password changes', async () => {
    const world = await startWorld({ accounts: 0 });
    const { cut } = await socketOf(world, { cookie: await signInToDashboard(world) });
    await world.admin('POST', '/api/password', { current: ADMIN_TOKEN, next: 'a password that is new' });
    await within(1000, cut);
  });

  it('that are not sessions any more have no use of a socket they once opened', async () => {
    const world = await startWorld({ accounts: 0 });
    const cookie = await signInToDashboard(world);
    const opened = await fetch(`${world.url}/socket.io/?EIO=4&transport=polling`, { headers: { cookie } });
    const { sid } = JSON.parse((await opened.text()).slice(1)) as { sid: string };
    const poll = (headers: Record<string, string>) =>
      fetch(`${world.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`, { method: 'POST', headers, body: '40' });
    for (const headers of [{}, { cookie: 'regrant_1=wrong' }, { cookie, origin: 'http://evil.example' }] as Record<
      string,
      string
    >[]) {
      expect((await poll(headers)).status).toBe(400);
    }
    expect((await poll({ cookie })).status).toBe(200);
  });
});

describe('the sign-in link', () => {
  it('lies in a file of its owner alone where no terminal shows it, until it has been used', async () => {
    const world = await startWorld({ accounts: 0 });
    const path = join(world.dataDirectory, 'sign-in-link');
    expect(await readFile(path, 'utf8')).toBe(`${world.regrant.signInLink}\n`);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const token = new URL(world.regrant.signInLink).hash.slice('#token='.length);
    const answer = await fetch(`${world.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-regrant': '1' },
      body: JSON.stringify({ token }),
    });
    expect(answer.status).toBe(200);
    await expect.poll(() => stat(path).catch((error: unknown) => errnoOf(error))).toBe('ENOENT');
    await world.restart();
    expect(await readFile(path, 'utf8')).toBe(`${world.regrant.signInLink}\n`);
    await world.stop();
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
