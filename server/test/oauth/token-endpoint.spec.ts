import { createServer } from 'node:net';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SettingsService } from '../../src/config/settings.service.js';
import { judgeRefresh } from '../../src/core/grants/judge-refresh.js';
import { BoundedHttp } from '../../src/oauth/bounded-http.js';
import { Oauth4webapiTokenEndpoint } from '../../src/oauth/oauth4webapi-token-endpoint.js';
import { ManualClock } from '../fakes/manual-clock.js';
import { startScriptedServer, type ScriptedServer } from './scripted-server.js';

const client = { key: 'default', clientId: 'client & co', clientSecret: 'GOCSPX-s+cr=t' };
const REFRESH_TOKEN = '1//0canary+/=&%';
const settingsFor = (url: string) =>
  new SettingsService(
    { argv: [], env: { REGRANT_GOOGLE_TOKEN_URL: url, REGRANT_ALLOW_PRIVATE_UPSTREAMS: 'true' }, file: {} },
    { save: async () => undefined },
  );
const http = new BoundedHttp(settingsFor('https://oauth2.googleapis.com/token'));
const clock = new ManualClock(Date.UTC(2026, 10, 20, 13, 0, 0));
let server: ScriptedServer;

const endpointAt = (url: string) => new Oauth4webapiTokenEndpoint(settingsFor(url), http, clock);
const refresh = (options: { url?: string; timeoutMs?: number; onAnswerStarted?: (status: number) => void } = {}) =>
  endpointAt(options.url ?? server.url).requestRefresh({
    client,
    refreshToken: REFRESH_TOKEN,
    timeoutMs: options.timeoutMs ?? 5_000,
    ...(options.onAnswerStarted ? { onAnswerStarted: options.onAnswerStarted } : {}),
  });
const send = (
  status: number,
  body: string | Buffer,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) => {
  server.answer = (response) => response.writeHead(status, headers).end(body);
};

beforeAll(async () => {
  server = await startScriptedServer();
});
beforeEach(() => {
  server.requests.length = 0;
});
afterAll(async () => {
  await server.close();
  await http.onApplicationShutdown();
});

describe('the request', () => {
  it('is one form with the grant, the token and the client in its body, and no secret in its address', async () => {
    send(200, '{"access_token":"ya29.x"}');
    await refresh();
    const [request, ...more] = server.requests;
    expect(more).toEqual([]);
    expect(request).toMatchObject({ method: 'POST', url: '/token' });
    expect(request?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
    expect(request?.headers.authorization).toBeUndefined();
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: REFRESH_TOKEN,
      client_id: client.clientId,
      client_secret: client.clientSecret,
    });
  });

  it('does not leave for an address that is neither https nor this machine', () => {
    expect(() => http.send('http://token.example/', { method: 'POST' })).toThrow(
      'only https is allowed beyond this machine',
    );
    expect(() => settingsFor('http://token.example/')).toThrow(/google_token_url .*https/);
  });

  it('goes to this machine straight, whatever proxy the environment names', async () => {
    process.env.HTTP_PROXY = process.env.http_proxy = 'http://127.0.0.1:9';
    try {
      send(200, '{"access_token":"ya29.x"}');
      expect(await refresh()).toMatchObject({ kind: 'answer', status: 200 });
    } finally {
      delete process.env.HTTP_PROXY;
      delete process.env.http_proxy;
    }
  });
});

describe('the answer', () => {
  const judged = async () => judgeRefresh(await refresh()).kind;
  const dead = '{"error":"invalid_grant","error_description":"Token has been expired or revoked."}';

  it.each<[string, number, string | Buffer, Record<string, string>, string]>([
    ['400 invalid_grant', 400, dead, { 'content-type': 'application/json; charset=utf-8' }, 'grant-dead'],
    ['401 invalid_grant', 401, dead, { 'content-type': 'application/json' }, 'grant-dead'],
    ['400 invalid_grant without a content type', 400, dead, {}, 'grant-dead'],
    ['400 invalid_grant, compressed', 400, gzipSync(dead), { 'content-encoding': 'gzip' }, 'grant-dead'],
    ['400 invalid_grant behind a byte order mark', 400, `\uFEFF${dead}`, {}, 'grant-dead'],
    [
      '401 with a challenge',
      401,
      '{"error":"invalid_client"}',
      { 'www-authenticate': 'Basic realm="x"' },
      'client-fault',
    ],
    ['403 invalid_grant', 403, dead, {}, 'transient'],
    ['408', 408, dead, {}, 'transient'],
    ['429', 429, dead, {}, 'transient'],
    ['500', 500, dead, {}, 'transient'],
    ['503', 503, dead, {}, 'transient'],
    ['a redirect', 307, dead, { location: '/elsewhere' }, 'transient'],
    ['302 to a login page', 302, '', { location: 'https://portal.example/' }, 'transient'],
    ['400 with a web page', 400, '<html>invalid_grant</html>', { 'content-type': 'text/html' }, 'transient'],
    ['200 with a web page', 200, '<html>Welcome</html>', { 'content-type': 'text/html' }, 'transient'],
    ['400 with nothing', 400, '', {}, 'transient'],
    ['400 with JSON and more', 400, `${dead} x`, {}, 'transient'],
    ['400 with two JSON texts', 400, `${dead}\n${dead}`, {}, 'transient'],
    ['400 with half of it', 400, dead.slice(0, -5), {}, 'transient'],
    [
      '400 with a name that stands twice',
      400,
      '{"error":"temporarily_unavailable","error":"invalid_grant"}',
      {},
      'transient',
    ],
    ['400 with a name that stands twice, escaped', 400, '{"error":"x","\\u0065rror":"invalid_grant"}', {}, 'transient'],
    ['400 in UTF-16', 400, Buffer.from(dead, 'utf16le'), {}, 'transient'],
    [
      '400 in bad UTF-8',
      400,
      Buffer.concat([Buffer.from('{"error":"invalid_grant","x":"'), Buffer.from([0xff]), Buffer.from('"}')]),
      {},
      'transient',
    ],
    ['400 with an array', 400, `[${dead}]`, {}, 'transient'],
    ['400 with a nested error', 400, `{"error":${dead}}`, {}, 'transient'],
    ['400 with a comment', 400, `/* */ ${dead}`, {}, 'transient'],
    ['400 nested 30,000 deep', 400, '['.repeat(30_000), {}, 'transient'],
    ['400 that says gzip and is not', 400, dead, { 'content-encoding': 'gzip' }, 'transient'],
    ['400 larger than the limit', 400, `${dead.slice(0, -1)},"x":"${'y'.repeat(70_000)}"}`, {}, 'transient'],
    [
      '400 that unpacks beyond the limit',
      400,
      gzipSync(`${dead.slice(0, -1)},"x":"${'y'.repeat(200_000_000)}"}`),
      { 'content-encoding': 'gzip' },
      'transient',
    ],
    ['200 with tokens', 200, '{"access_token":"ya29.x","expires_in":3599}', {}, 'refreshed'],
    ['200 with tokens as text', 200, '{"access_token":"ya29.x"}', { 'content-type': 'text/plain' }, 'refreshed'],
    [
      '200 with tokens, deflated',
      200,
      deflateSync('{"access_token":"ya29.x"}'),
      { 'content-encoding': 'deflate' },
      'refreshed',
    ],
    ['200 with a refresh token of null', 200, '{"access_token":"ya29.x","refresh_token":null}', {}, 'refreshed'],
  ])('%s', async (_what, status, body, headers, kind) => {
    send(status, body, headers);
    expect(await judged()).toBe(kind);
    expect(server.requests).toHaveLength(1);
  });

  it('cut short is an answer without a body', async () => {
    server.answer = (response) => {
      response.writeHead(400, { 'content-type': 'application/json', 'content-length': '900' });
      response.write(dead, () => response.destroy());
    };
    expect(await refresh()).toMatchObject({ kind: 'answer', status: 400, body: undefined });
  });

  it('is announced with its status before its body is there', async () => {
    let finish = () => {};
    server.answer = (response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.flushHeaders();
      finish = () => response.end(dead);
    };
    const started: number[] = [];
    const answered = await refresh({
      onAnswerStarted: (status) => {
        started.push(status);
        finish();
      },
    });
    expect(started).toEqual([400]);
    expect(judgeRefresh(answered).kind).toBe('grant-dead');
  });

  it.each([
    ['120', 120_000],
    ['0', 0],
    ['999999999', 3_600_000],
    ['Fri, 20 Nov 2026 13:00:30 GMT', 30_000],
    ['Fri, 20 Nov 2026 12:00:00 GMT', 0],
    ['Fri, 20 Nov 2037 12:00:00 GMT', 3_600_000],
    ['-5', null],
    ['1.5', null],
    ['soon', null],
    ['2026-11-20', null],
    ['Fri, 99 Nov 2026 13:00:30 GMT', null],
  ])('reads Retry-After %s as %s ms', async (header, retryAfterMs) => {
    send(429, '', { 'retry-after': header });
    expect(await refresh()).toMatchObject({ kind: 'answer', status: 429, retryAfterMs });
  });
});

describe('no answer', () => {
  it('says that nobody listens', async () => {
    const port = await new Promise<number>((resolve) => {
      const probe = createServer().listen(0, '127.0.0.1', () => {
        const { port } = probe.address() as { port: number };
        probe.close(() => resolve(port));
      });
    });
    expect(await refresh({ url: `http://127.0.0.1:${port}/token` })).toEqual({
      kind: 'no-answer',
      reason: 'ECONNREFUSED',
    });
  });

  it('says that the connection was reset, without the secrets that were sent', async () => {
    server.answer = (response) => response.socket?.resetAndDestroy();
    const answer = await refresh();
    expect(answer.kind).toBe('no-answer');
    expect(JSON.stringify(answer)).not.toContain('canary');
    expect(answer).toHaveProperty('reason', expect.stringMatching(/^[A-Z_]+$/));
  });

  it('says that it took too long', async () => {
    server.answer = () => undefined;
    expect(await refresh({ timeoutMs: 50 })).toEqual({ kind: 'no-answer', reason: 'timed out' });
  });

  it('bounds a body that never ends', async () => {
    server.answer = (response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.write('{"error":');
    };
    expect(await refresh({ timeoutMs: 100 })).toMatchObject({ kind: 'answer', status: 400, body: undefined });
  });

  it('says that what listens does not speak TLS', async () => {
    const answer = await refresh({ url: server.url.replace('http:', 'https:') });
    expect(answer.kind === 'no-answer' ? answer.reason : answer).toMatch(/SSL|TLS|EPROTO/);
  });
});
