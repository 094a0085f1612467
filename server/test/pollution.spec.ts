import { readFile, writeFile } from 'node:fs/promises';
import { io } from 'socket.io-client';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import type { EventPage } from '../contract/events.js';
import { startWorld, chatBody, geminiBody, MODEL } from './world.js';
import { signInToDashboard } from './world-sign-in.js';

/** JSON texts that set members of `Object.prototype` where somebody merges or assigns what he reads. */
const POISON = [
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"a":{"__proto__":{"polluted":true}}}',
  '[{"__proto__":{"polluted":true}}]',
  '{"__proto__":{"__proto__":{"polluted":true}}}',
] as const;

const pollution = (): unknown =>
  Reflect.get({}, 'polluted') ?? Reflect.get(() => undefined, 'polluted') ?? Reflect.get([], 'polluted');

/** The members of `text`'s object put into another one, as text: a parser of ours must meet `__proto__` as a name. */
const spliced = (into: object, text: string): string => `${JSON.stringify(into).slice(0, -1)},${text.slice(1)}`;

afterEach(() => {
  expect(pollution()).toBeUndefined();
});

describe('names that lead to Object.prototype', () => {
  it('in bodies of the admin API are refused or mean nothing', async () => {
    const world = await startWorld({ accounts: 1 });
    const { id } = world.account(0);
    for (const text of POISON) {
      for (const [method, path] of [
        ['POST', '/api/session'],
        ['POST', '/api/accounts'],
        ['POST', '/api/accounts/batch'],
        ['POST', '/api/accounts/import'],
        ['POST', '/api/accounts/export'],
        ['PATCH', `/api/accounts/${id}`],
        ['PATCH', '/api/settings'],
        ['POST', '/api/keys'],
        ['POST', '/api/password'],
        ['POST', '/api/oauth/google/complete'],
      ] as const) {
        expect([path, (await world.admin(method, path, text)).status]).toEqual([path, 400]);
      }
    }
    for (const body of [
      '{"oauth_clients":{"__proto__":{"client_id":"polluted"}}}',
      '{"oauth_clients":{"constructor":{"client_id":"polluted"}}}',
      '{"oauth_clients":{"prototype":{"client_id":"polluted"}}}',
    ]) {
      await world.admin('PATCH', '/api/settings', body);
      expect(Reflect.get({}, 'client_id')).toBeUndefined();
      expect((await world.admin('GET', '/api/settings')).status).toBe(200);
    }
  });

  it('in the items of an import are that item’s own trouble', async () => {
    const world = await startWorld({ accounts: 1 });
    for (const text of POISON) {
      const { status } = await world.admin('POST', '/api/accounts/import', `{"items":[${text},"1//not-a-token"]}`);
      expect([200, 400]).toContain(status);
      expect(pollution()).toBeUndefined();
    }
    expect((await world.generate()).status).toBe(200);
  });

  it('in requests of callers go upstream as they are, or nowhere', async () => {
    const world = await startWorld({ accounts: 1 });
    for (const text of POISON.filter((poison) => poison.startsWith('{'))) {
      const gemini = await world.call(`/v1beta/models/${MODEL}:generateContent`, {
        method: 'POST',
        body: spliced(geminiBody('Hi'), text),
      });
      const chat = await world.call('/v1/chat/completions', { method: 'POST', body: spliced(chatBody('Hi'), text) });
      expect(gemini.status).toBeLessThan(500);
      expect(chat.status).toBeLessThan(500);
    }
    expect((await world.generate()).status).toBe(200);
  });

  it('in queries and parameters are names like others', async () => {
    const world = await startWorld({ accounts: 1 });
    for (const query of [
      '__proto__[polluted]=1',
      '__proto__.polluted=1',
      'constructor[prototype][polluted]=1',
      '__proto__=1',
      'a[__proto__][polluted]=1',
    ]) {
      for (const path of [
        '/api/events',
        '/api/session',
        '/healthz',
        '/api/oauth/google/callback',
        '/v1beta/models',
        '/',
      ]) {
        const headers = { authorization: 'Bearer x' };
        const answer = await fetch(`${world.url}${path}?${query}`, { headers, redirect: 'manual' });
        expect([path, query, answer.status]).toEqual([path, query, expect.toSatisfy((status: number) => status < 500)]);
      }
    }
    for (const name of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']) {
      for (const path of [
        `/api/accounts/${name}`,
        `/api/accounts/${name}/history`,
        `/api/keys/${name}`,
        `/api/sessions/${name}`,
      ]) {
        const answer = await world.admin(
          path.endsWith('history') || path.includes('accounts') ? 'GET' : 'DELETE',
          path,
        );
        expect([path, answer.status]).toEqual([path, expect.toBeOneOf([200, 404])]);
        expect(answer.text).not.toContain('alice@example.com');
      }
    }
  });

  it('in an account file stay what they are there, and nowhere else', async () => {
    const world = await startWorld({
      accounts: 2,
      before: async ({ accounts: [first] }) => {
        if (!first) return;
        const text = await readFile(first.path, 'utf8');
        await writeFile(
          first.path,
          spliced(
            JSON.parse(text) as object,
            '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
          ),
        );
      },
    });
    expect(pollution()).toBeUndefined();
    const view = await world.view(world.account(0));
    expect(view.status).toBe('ready');
    expect(Reflect.get(view, 'polluted')).toBeUndefined();
    await world.letDie(world.account(0));
    const text = await world.fileText(world.account(0));
    expect(text).toContain('"__proto__"');
    expect(text).toContain('"disabled":true');
    expect((await world.view(world.account(1))).disabled).toBe(false);
    expect((await world.generate()).status).toBe(200);
  });

  it('over a socket are data that nobody looks into', async () => {
    const world = await startWorld({ accounts: 1 });
    const socket = io(world.url, {
      transports: ['websocket'],
      extraHeaders: { cookie: await signInToDashboard(world) },
      reconnection: false,
      forceNew: true,
    });
    onTestFinished(() => void socket.close());
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    for (const text of POISON) {
      const page = await new Promise<EventPage>((resolve) => socket.emit('replay', JSON.parse(text), resolve));
      expect(page.events).toBeInstanceOf(Array);
    }
    for (const event of ['__proto__', 'constructor', 'toString', 'replay']) socket.emit(event, JSON.parse(POISON[0]));
    const page = await new Promise<EventPage>((resolve) => socket.emit('replay', 0, resolve));
    expect(page.gap).toBe(false);
  });

  it('are found by the probe where somebody does fall for them', async () => {
    const target: Record<string, object> = {};
    try {
      Object.assign(target['__proto__']!, { polluted: true });
      expect(pollution()).toBe(true);
    } finally {
      Reflect.deleteProperty(Object.prototype, 'polluted');
    }
    await expect(Promise.resolve(pollution())).resolves.toBeUndefined();
  });
});
