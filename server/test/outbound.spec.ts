import { lookup } from 'node:dns';
import type * as nodeDns from 'node:dns';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetch } from 'undici';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startRegrant } from '../src/app.js';
import { loadSettings } from '../src/config/load-settings.js';
import { SettingsService } from '../src/config/settings.service.js';
import { reasonOf } from '../src/oauth/bounded-http.js';
import { Outbound } from '../src/upstream/outbound.js';
import { startWorld } from './world.js';

vi.mock('node:dns', async (original) => {
  const dns = await original<typeof nodeDns>();
  return { ...dns, lookup: vi.fn(dns.lookup) };
});

const CONFIRMED = { REGRANT_ALLOW_PRIVATE_UPSTREAMS: 'true' };

function outboundWith(env: Record<string, string>): Outbound {
  const settings = new SettingsService({ argv: [], env, file: {} }, { save: async () => undefined });
  const outbound = new Outbound(settings, { connectTimeoutMs: 2000 });
  onTestFinished(() => outbound.destroy());
  return outbound;
}

/** Something that listens and keeps what it is told first by whoever comes. */
async function listener(answer: (socket: Socket, said: string) => void = () => undefined) {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      heard.push(chunk.toString('latin1'));
      answer(socket, chunk.toString('latin1'));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, heard };
}

/** This machine under a name that is not known to be this machine, so that going there straight would be seen. */
const far = (port: number): string => `https://[::ffff:127.0.0.1]:${port}/token`;

const reasonFor = async (outbound: Outbound, url: string): Promise<string> => {
  try {
    await fetch(url, {
      method: 'POST',
      body: 'refresh_token=1//canary',
      headers: { authorization: 'Bearer ya29.canary' },
      dispatcher: outbound.to(url),
      signal: AbortSignal.timeout(5000),
    });
    return 'it was answered';
  } catch (error) {
    return reasonOf(error);
  }
};

describe('the proxy that the environment prescribes', () => {
  it('is asked for a tunnel, with its password, and sees neither token nor address behind it', async () => {
    const proxy = await listener((socket, said) => {
      if (said.startsWith('CONNECT')) socket.write('HTTP/1.1 200 OK\r\n\r\n');
      else socket.destroy();
    });
    const target = await listener();
    const outbound = outboundWith({ ...CONFIRMED, HTTPS_PROXY: `http://me:s%3Aecret@127.0.0.1:${proxy.port}` });
    expect(await reasonFor(outbound, far(target.port))).not.toBe('it was answered');
    expect(proxy.heard[0]).toMatch(new RegExp(`^CONNECT \\[::ffff:7f00:1\\]:${target.port} HTTP/1\\.1\r\n`));
    expect(proxy.heard[0]).toMatch(new RegExp(`proxy-authorization: Basic ${btoa('me:s:ecret')}`, 'i'));
    // What follows is the greeting of TLS.
    expect(proxy.heard[1]?.charCodeAt(0)).toBe(0x16);
    expect(proxy.heard.join('')).not.toMatch(/canary|\/token/);
    expect(target.heard).toEqual([]);
  });

  it.each([
    ['refuses', (socket: Socket) => void socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n')],
    ['wants a password', (socket: Socket) => void socket.end('HTTP/1.1 407 Nope\r\ncontent-length: 0\r\n\r\n')],
    ['hangs up', (socket: Socket) => void socket.destroy()],
    ['talks nonsense', (socket: Socket) => void socket.end('nonsense\r\n\r\n')],
  ])('when it %s means that the request fails, and nobody is reached without it', async (_what, answer) => {
    const proxy = await listener(answer);
    const target = await listener();
    const outbound = outboundWith({ ...CONFIRMED, https_proxy: `http://127.0.0.1:${proxy.port}` });
    expect(await reasonFor(outbound, far(target.port))).not.toBe('it was answered');
    expect(proxy.heard).not.toEqual([]);
    expect(target.heard).toEqual([]);
  });

  it('when nobody listens there means that the request fails', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => gone.once('listening', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const target = await listener();
    const outbound = outboundWith({ ...CONFIRMED, HTTPS_PROXY: `http://127.0.0.1:${port}` });
    expect(await reasonFor(outbound, far(target.port))).toBe('ECONNREFUSED');
    expect(target.heard).toEqual([]);
  });

  it('is not asked for those that NO_PROXY names, nor for this machine', async () => {
    const proxy = await listener((socket) => void socket.destroy());
    const target = await listener((socket) => void socket.destroy());
    const HTTPS_PROXY = `http://127.0.0.1:${proxy.port}`;
    const outbound = outboundWith({ ...CONFIRMED, HTTPS_PROXY, NO_PROXY: 'else.example, [::ffff:7f00:1]' });
    await reasonFor(outbound, far(target.port));
    await reasonFor(outbound, `http://127.0.0.1:${target.port}/`);
    await reasonFor(outbound, `http://localhost:${target.port}/`);
    expect(proxy.heard).toEqual([]);
    expect(target.heard.length).toBeGreaterThanOrEqual(2);
  });

  it.each(['proxy:8080', 'socks5://127.0.0.1:1080', 'ftp://proxy.example', 'nonsense'])(
    'stops the start when its address cannot be used: %s',
    (url) => {
      expect(() => outboundWith({ HTTPS_PROXY: url })).toThrow(/HTTPS_PROXY/);
    },
  );

  it('has a password that is hidden like any other', async () => {
    const world = await startWorld({ accounts: 0, env: { HTTPS_PROXY: 'http://me:the-proxy-password@127.0.0.1:9' } });
    const { Log } = await import('../src/observability/logger.js');
    world.regrant.app.get(Log).error('the-proxy-password');
    expect(world.log.messages.at(-1)).toBe('[redacted]');
  });
});

describe('a name', () => {
  const leadingTo = (...addresses: string[]) =>
    vi.mocked(lookup).mockImplementation(((_name: string, _options: object, callback: (...all: unknown[]) => void) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )) as never);

  it.each([
    ['10.0.0.1'],
    ['169.254.169.254'],
    ['127.0.0.1'],
    ['::1'],
    ['::ffff:10.0.0.1'],
    ['fd00::1'],
    ['93.184.216.34', '192.168.0.1'],
  ])('that leads to %s when it is used is not connected to', async (...addresses) => {
    leadingTo(...addresses);
    const target = await listener();
    expect(await reasonFor(outboundWith({}), `https://rebound.example:${target.port}/`)).toBe('ERR_PRIVATE_ADDRESS');
    expect(target.heard).toEqual([]);
  });

  it('that leads to this machine is connected to where that was confirmed', async () => {
    leadingTo('127.0.0.1');
    const target = await listener((socket) => void socket.destroy());
    expect(await reasonFor(outboundWith(CONFIRMED), `https://near.example:${target.port}/`)).not.toBe(
      'ERR_PRIVATE_ADDRESS',
    );
    expect(target.heard).toHaveLength(1);
  });

  it('of Google’s is believed, because its certificate has to prove it', async () => {
    leadingTo('127.0.0.1');
    const target = await listener((socket) => void socket.destroy());
    await reasonFor(outboundWith({}), `https://oauth2.googleapis.com:${target.port}/`);
    expect(target.heard).toHaveLength(1);
    expect(await reasonFor(outboundWith({}), `https://evilgoogleapis.com:${target.port}/`)).toBe('ERR_PRIVATE_ADDRESS');
  });
});

describe('an address that tokens would be sent to', () => {
  const KEYS = [
    'GOOGLE_AUTHORIZATION_URL',
    'GOOGLE_TOKEN_URL',
    'GOOGLE_USERINFO_URL',
    'GEMINI_BASE_URL',
    'VERTEX_BASE_URL',
    'RESOURCE_MANAGER_BASE_URL',
  ];
  const load = (env: Record<string, string>) => () => loadSettings({ argv: [], env, file: {} });

  it.each(KEYS)('in REGRANT_%s is refused when it is private, and taken when it is confirmed', (key) => {
    for (const host of [
      '169.254.169.254',
      '127.0.0.1',
      '10.1.2.3',
      '2852039166',
      '[::ffff:a9fe:a9fe]',
      'metadata.google.internal',
      'localhost',
    ]) {
      const env = { [`REGRANT_${key}`]: `https://${host}/path` };
      expect(load(env)).toThrow(/REGRANT_ALLOW_PRIVATE_UPSTREAMS/);
      expect(load({ ...env, ...CONFIRMED })).not.toThrow();
    }
    for (const url of [
      'http://api.example',
      'http://10.0.0.1',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'https://user@api.example',
    ]) {
      expect(load({ [`REGRANT_${key}`]: url, ...CONFIRMED })).toThrow(new RegExp(key.toLowerCase()));
    }
    expect(load({ [`REGRANT_${key}`]: 'https://api.example/path' })).not.toThrow();
  });

  it('on this machine is taken with the sandbox, and one beyond it is not', () => {
    const sandbox = { REGRANT_SANDBOX_CONSOLE_URL: 'http://127.0.0.1:1' };
    expect(load({ ...sandbox, REGRANT_GEMINI_BASE_URL: 'http://127.0.0.1:2' })).not.toThrow();
    expect(load({ ...sandbox, REGRANT_GEMINI_BASE_URL: 'https://10.0.0.1' })).toThrow();
  });

  it('stops the start before anything is made on disk', async () => {
    const root = await mkdtemp(join(tmpdir(), 'regrant-outbound-'));
    onTestFinished(() => rm(root, { recursive: true, force: true }));
    const env = { REGRANT_DATA_DIR: join(root, 'data'), REGRANT_GOOGLE_TOKEN_URL: 'https://169.254.169.254/token' };
    await expect(startRegrant({ argv: [], env })).rejects.toMatchObject({ code: 'settings.invalid' });
    await expect(rm(join(root, 'data'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
