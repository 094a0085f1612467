import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startRegrant } from '../src/app.js';
import { ADMIN_TOKEN, CALLER_KEY, startWorld, type World } from './world.js';
import { signInToDashboard } from './world-sign-in.js';
import { answersIn, sendRaw, statusOf } from './raw-http.js';

/** One of each class of routes, by what a refused host would otherwise get. */
const ROUTES = [
  'GET / HTTP/1.1',
  'GET /index.html HTTP/1.1',
  'GET /assets/nothing.js HTTP/1.1',
  'GET /accounts HTTP/1.1',
  'GET /healthz HTTP/1.1',
  'GET /readyz HTTP/1.1',
  'GET /api/session HTTP/1.1',
  'GET /api/accounts HTTP/1.1',
  'DELETE /api/session HTTP/1.1',
  'GET /api/oauth/google/callback?code=a&state=b HTTP/1.1',
  'GET /v1/models HTTP/1.1',
  'GET /v1beta/models HTTP/1.1',
  'OPTIONS /v1/models HTTP/1.1',
  'GET /socket.io/?EIO=4&transport=polling HTTP/1.1',
  'GET /nothing/here HTTP/1.1',
] as const;

const foreignHosts = (port: number): readonly string[] => [
  'evil.example',
  `evil.example:${port}`,
  `127.0.0.1.evil.example:${port}`,
  `localhost.evil.example:${port}`,
  `localhost.:${port}`,
  `127.0.0.1.:${port}`,
  `127.1:${port}`,
  `127.0.1:${port}`,
  `127.0.0.01:${port}`,
  `0177.0.0.1:${port}`,
  `0x7f.0.0.1:${port}`,
  `0x7f000001:${port}`,
  `2130706433:${port}`,
  `0.0.0.0:${port}`,
  `0:${port}`,
  `127.0.0.2:${port}`,
  `[::]:${port}`,
  `[::ffff:127.0.0.1]:${port}`,
  `[::ffff:7f00:1]:${port}`,
  `[0:0:0:0:0:0:0:1]:${port}`,
  `::1:${port}`,
  `localhost:${port + 1}`,
  `127.0.0.1:${port + 1}`,
  'localhost',
  '127.0.0.1',
  `localhost:0${port}`,
  `localhost:${port}:${port}`,
  `localhost: ${port}`,
  `local host:${port}`,
  `user@localhost:${port}`,
  `localhost:${port}@evil.example`,
  `localhost:${port}/`,
  `localhost:${port}#`,
  `localhost:${port}?`,
  `http://localhost:${port}`,
  `localhost:${port},evil.example`,
  `localhost:${port} evil.example`,
  `evil.example,localhost:${port}`,
  `%6cocalhost:${port}`,
  `localhost%00:${port}`,
  `LOCALHOST\u0000:${port}`,
  'null',
  '*',
  '-',
];

const OWN = [`authorization: Bearer ${ADMIN_TOKEN}`, `x-api-key: ${CALLER_KEY}`];

const request = (line: string, headers: readonly string[]): string =>
  `${line}\r\n${[...headers, 'connection: close'].join('\r\n')}\r\n\r\n`;

/** Every answer to a request with these headers, by route; the headers that give every right are there as well. */
async function statusesOf(world: World, headers: readonly string[]): Promise<ReadonlySet<number>> {
  const statuses = ROUTES.map(async (line) => {
    const answer = await sendRaw(world.regrant.port, request(line, [...headers, ...OWN]));
    if (statusOf(answer) >= 400) expect(answer).not.toContain('alice@example.com');
    return statusOf(answer);
  });
  return new Set(await Promise.all(statuses));
}

describe('the name that a request comes under', () => {
  it('is one of ours letter by letter, with our port, or the request goes no further, whatever it asks for', async () => {
    const world = await startWorld({ accounts: 1 });
    for (const host of foreignHosts(world.regrant.port)) {
      for (const status of await statusesOf(world, [`host: ${host}`])) {
        expect([host, status]).toEqual([host, expect.toSatisfy((code: number) => [400, 421].includes(code))]);
      }
    }
    for (const host of ['localhost', '127.0.0.1', '[::1]', 'LocalHost']) {
      const statuses = await statusesOf(world, [`host: ${host}:${world.regrant.port}`]);
      expect([...statuses]).not.toContain(421);
      expect([...statuses]).toContain(200);
    }
  });

  it('is there once: missing, empty, double and absolute forms are refused', async () => {
    const world = await startWorld({ accounts: 1 });
    const own = `host: localhost:${world.regrant.port}`;
    for (const headers of [[], ['host:'], [own, own], [own, 'host: evil.example'], ['host: evil.example', own]]) {
      for (const status of await statusesOf(world, headers)) expect([headers, status]).toEqual([headers, 400]);
    }
    for (const authority of ['evil.example', `localhost:${world.regrant.port}`, `evil.example:${world.regrant.port}`]) {
      for (const path of ['/', '/api/accounts', '/v1/models', '/socket.io/?EIO=4&transport=polling']) {
        const answer = await sendRaw(
          world.regrant.port,
          request(`GET http://${authority}${path} HTTP/1.1`, [own, ...OWN]),
        );
        expect([authority, path, statusOf(answer)]).toEqual([authority, path, 400]);
        expect(answer).not.toContain('alice@example.com');
      }
    }
    expect(statusOf(await sendRaw(world.regrant.port, request('OPTIONS * HTTP/1.1', [own])))).toBe(400);
    expect(statusOf(await sendRaw(world.regrant.port, 'GET /api/accounts HTTP/1.0\r\n\r\n'))).toBe(400);
  });

  it('is not taken from what a proxy or a page says beside it', async () => {
    const world = await startWorld({ accounts: 1 });
    const { port } = world.regrant;
    const claims = [
      `x-forwarded-host: localhost:${port}`,
      'x-forwarded-for: 127.0.0.1',
      'x-forwarded-proto: https',
      `forwarded: for=127.0.0.1;host=localhost:${port}`,
      'x-real-ip: 127.0.0.1',
      'x-original-url: /api/accounts',
      'x-rewrite-url: /api/accounts',
      'x-forwarded-uri: /api/accounts',
    ];
    for (const status of await statusesOf(world, ['host: evil.example', ...claims])) {
      expect(status).toBeOneOf([400, 421]);
    }
    const lied = await sendRaw(port, request('GET /api/accounts HTTP/1.1', [`host: localhost:${port}`, ...claims]));
    expect(statusOf(lied)).toBe(401);
    const page = await sendRaw(
      port,
      request('GET /accounts HTTP/1.1', [
        `host: 127.0.0.1:${port}`,
        'sec-fetch-mode: navigate',
        'sec-fetch-dest: document',
        'x-forwarded-host: evil.example',
        'x-forwarded-proto: https',
      ]),
    );
    expect(statusOf(page)).toBe(307);
    expect(page).toContain(`location: http://localhost:${port}/accounts`);
    expect(page).not.toContain('evil.example');
  });

  it('can be one declared public address, by which cookies become Secure and nothing else is trusted', async () => {
    const world = await startWorld({ accounts: 0, env: { REGRANT_PUBLIC_URL: 'https://regrant.example' } });
    const { port } = world.regrant;
    const signIn = (origin: string) =>
      sendRaw(
        port,
        `POST /api/session HTTP/1.1\r\nhost: regrant.example\r\norigin: ${origin}\r\nx-regrant: 1\r\nx-forwarded-proto: http\r\n` +
          `content-type: application/json\r\nconnection: close\r\ncontent-length: ${JSON.stringify({ token: ADMIN_TOKEN }).length}\r\n\r\n` +
          JSON.stringify({ token: ADMIN_TOKEN }),
      );
    const answer = await signIn('https://regrant.example');
    expect(statusOf(answer)).toBe(200);
    expect(answer).toMatch(/set-cookie: regrant_\d+=[\w-]{43};.*HttpOnly; Secure; SameSite=Strict/i);
    for (const origin of ['http://regrant.example', 'https://regrant.example:444', 'https://evil.example', 'null']) {
      expect([origin, statusOf(await signIn(origin))]).toEqual([origin, 403]);
    }
    expect(statusOf(await sendRaw(port, request('GET / HTTP/1.1', ['host: regrant.example:443'])))).toBe(421);
  });
});

describe('where Regrant listens', () => {
  const hasIpv6 = async (): Promise<boolean> => {
    const probe = createServer();
    const opened = new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false));
      probe.listen(0, '::1', () => resolve(true));
    });
    const has = await opened;
    await new Promise<void>((resolve) => (has ? probe.close(() => resolve()) : resolve()));
    return has;
  };

  it('is both addresses that localhost stands for, sockets included, and a notice says where there is only one', async () => {
    const world = await startWorld({ accounts: 1 });
    const { port } = world.regrant;
    const ask = (host: string) =>
      sendRaw(port, request('GET /healthz HTTP/1.1', [`host: localhost:${port}`]), host).then(statusOf);
    expect(await ask('127.0.0.1')).toBe(200);
    if (!(await hasIpv6())) {
      expect(world.log.text).toContain('no IPv6 loopback');
      return;
    }
    expect(await ask('::1')).toBe(200);
    const cookie = await signInToDashboard(world);
    const upgrade = await new Promise<string>((resolve, reject) => {
      void sendRaw(
        port,
        `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: [::1]:${port}\r\ncookie: ${cookie}\r\nconnection: Upgrade\r\n` +
          'upgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: BwcHBwcHBwcHBwcHBwcHBw==\r\n\r\n',
        '::1',
      ).then(resolve, reject);
      // The socket stays open until Regrant ends.
      setImmediate(() => void world.events().then(() => world.stop()));
    });
    expect(statusOf(upgrade)).toBe(101);
  });

  it('is not where somebody else has the other half of localhost', async () => {
    if (!(await hasIpv6())) return;
    const world = await startWorld({ accounts: 0 });
    const squatter = createServer();
    onTestFinished(() => void squatter.close());
    await new Promise<void>((resolve) => squatter.listen(0, '::1', resolve));
    const { port } = squatter.address() as { port: number };
    const env = { ...world.environment, REGRANT_PORT: String(port), REGRANT_DATA_DIR: `${world.dataDirectory}-2` };
    const start = startRegrant({ argv: [], env, output: world.log.output, webRoot: world.webRoot });
    await expect(start).rejects.toMatchObject({
      code: 'server.port_in_use',
      message: expect.stringContaining('[::1]') as string,
    });
  });
});

describe('every answer', () => {
  it('carries the headers that keep pages of others out, whoever gives it', async () => {
    const world = await startWorld({ accounts: 1 });
    const { port } = world.regrant;
    for (const line of ROUTES) {
      const answer = await sendRaw(port, request(line, [`host: localhost:${port}`, ...OWN]));
      expect([line, answersIn(answer)]).toEqual([line, 1]);
      for (const header of [
        'x-content-type-options: nosniff',
        'x-frame-options: DENY',
        'cross-origin-resource-policy: same-origin',
        'cross-origin-opener-policy: same-origin',
        'referrer-policy: no-referrer',
      ]) {
        expect([line, answer.toLowerCase().includes(header.toLowerCase()), header]).toEqual([line, true, header]);
      }
      expect(answer).not.toMatch(/access-control-|x-powered-by|^server:/im);
    }
  });

  it('to a preflight of another origin allows nothing', async () => {
    const world = await startWorld({ accounts: 1 });
    const { port } = world.regrant;
    for (const path of ['/api/accounts', '/api/session', '/v1/chat/completions', '/v1beta/models', '/socket.io/']) {
      for (const origin of ['https://evil.example', 'null', `http://localhost:${port + 1}`]) {
        const answer = await sendRaw(
          port,
          request(`OPTIONS ${path} HTTP/1.1`, [
            `host: localhost:${port}`,
            `origin: ${origin}`,
            'access-control-request-method: POST',
            'access-control-request-headers: authorization, x-regrant, content-type',
            'access-control-request-private-network: true',
          ]),
        );
        expect([path, origin, /access-control-/i.test(answer)]).toEqual([path, origin, false]);
      }
    }
  });
});
