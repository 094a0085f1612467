import { request } from 'node:https';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { fetch } from 'undici';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { SettingsService } from '../src/config/settings.service.js';
import { reasonOf } from '../src/oauth/bounded-http.js';
import { Outbound } from '../src/upstream/outbound.js';
import { startSelfSigned } from './self-signed.js';
import { startWorld } from './world.js';

/** What people set when a certificate is in their way, and what every program on Node then goes by. */
function switchVerificationOff(): void {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  onTestFinished(() => void vi.unstubAllEnvs());
}

/** The status that a program without an opinion of its own gets; an error otherwise. */
const naively = (port: number): Promise<number | string> =>
  new Promise((resolve) => {
    request({ host: '127.0.0.1', port, servername: 'localhost', agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'failed'))
      .end();
  });

/** A proxy that lets everybody through to one port, whatever was asked for. */
async function tunnelTo(port: number): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.once('data', () => {
      const target = connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
      sockets.add(target.on('error', () => undefined));
      socket.pipe(target).pipe(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function reasonFor(url: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const settings = new SettingsService(
    { argv: [], env: { REGRANT_ALLOW_PRIVATE_UPSTREAMS: 'true', ...env }, file: {} },
    { save: async () => undefined },
  );
  const outbound = new Outbound(settings, { connectTimeoutMs: 5000 });
  onTestFinished(() => outbound.destroy());
  try {
    const response = await fetch(url, {
      dispatcher: outbound.to(url),
      headers: { authorization: 'Bearer ya29.canary' },
    });
    return `answered ${response.status}`;
  } catch (error) {
    return reasonOf(error);
  }
}

describe('a certificate that nobody vouches for', () => {
  it('ends the connection on every way out, also where the environment switches verification off', async () => {
    switchVerificationOff();
    const { port, heard } = await startSelfSigned();
    expect(await naively(port)).toBe(200);
    heard.length = 0;
    const proxy = await tunnelTo(port);
    const ways: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
      [`https://localhost:${port}/token`, {}],
      [`https://127.0.0.1:${port}/token`, {}],
      // This machine under a name that is not taken for this machine.
      [`https://[::ffff:127.0.0.1]:${port}/token`, {}],
      ['https://elsewhere.example/token', { HTTPS_PROXY: `http://127.0.0.1:${proxy}` }],
      // The proxy itself is the one that cannot prove who it is.
      ['https://elsewhere.example/token', { HTTPS_PROXY: `https://localhost:${port}` }],
    ];
    for (const [url, env] of ways) expect(await reasonFor(url, env)).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(heard).toEqual([]);
  });
});

describe('a token endpoint with such a certificate', () => {
  it('gets no token, and its silence disables nobody', async () => {
    switchVerificationOff();
    const { port, heard } = await startSelfSigned();
    const world = await startWorld({
      accounts: 2,
      expired: true,
      env: { REGRANT_GOOGLE_TOKEN_URL: `https://localhost:${port}/token`, NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    });
    expect(world.log.messages).toContainEqual(expect.stringContaining('verifies certificates all the same'));
    const refreshed = await world.admin('POST', `/api/accounts/${world.account(0).id}/refresh`);
    expect(refreshed.body).toMatchObject({ outcome: 'failed' });
    expect(refreshed.text).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect((await world.generate()).status).toBeGreaterThanOrEqual(500);
    for (const account of world.accounts) {
      expect(await world.view(account)).toMatchObject({ disabled: false, disabled_reason: null });
      expect(await world.file(account)).toMatchObject({ disabled: false });
    }
    expect(heard).toEqual([]);
    expect(world.gemini.journal).toEqual([]);
  });
});

describe('an upstream with such a certificate', () => {
  it('gets no token; the caller learns that it is not reachable, and no account is blamed', async () => {
    switchVerificationOff();
    const { port, heard } = await startSelfSigned();
    const world = await startWorld({
      accounts: 2,
      env: { REGRANT_GEMINI_BASE_URL: `https://localhost:${port}` },
    });
    const answer = await world.chat();
    expect(answer.status).toBe(502);
    expect(answer.text).toContain('upstream.unreachable');
    for (const account of world.accounts)
      expect(await world.view(account)).toMatchObject({ disabled: false, blocked: false });
    expect(heard).toEqual([]);
  });
});
