import { createServer, request as httpRequest, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CALLER_KEY, chatBody, geminiBody, MODEL, startWorld, type World } from './world.js';

/** What an upstream could do to the browser, the cookies or the connection of a caller. */
const HOSTILE: Readonly<Record<string, string | string[]>> = {
  'set-cookie': ['regrant_8045=planted; Path=/', 'other=1'],
  'access-control-allow-origin': '*',
  'access-control-allow-credentials': 'true',
  'access-control-allow-private-network': 'true',
  'strict-transport-security': 'max-age=31536000',
  'alt-svc': 'h3="evil.example:443"',
  'clear-site-data': '"*"',
  'content-security-policy': "default-src * 'unsafe-inline'",
  'content-disposition': 'attachment; filename=evil.html',
  'www-authenticate': 'Basic realm="evil"',
  'proxy-authenticate': 'Basic',
  refresh: '0; url=https://evil.example/',
  link: '<https://evil.example/>; rel=preload',
  server: 'evil',
  'x-powered-by': 'evil',
  'report-to': '{}',
  'service-worker-allowed': '/',
  location: 'https://evil.example/',
  'x-xss-protection': '0',
};
const OWN_ANYWAY = new Set(['content-security-policy']);

const ANSWER = {
  candidates: [{ content: { role: 'model', parts: [{ text: 'Hello' }] }, index: 0, finishReason: 'STOP' }],
};

/** A server in the place of the Gemini API. */
async function worldBefore(answer: (response: ServerResponse, path: string) => void) {
  const heard: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    heard.push({ path: request.url ?? '', headers: request.headers });
    request.resume().once('end', () => answer(response, request.url ?? ''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const world = await startWorld({ accounts: 2, env: { REGRANT_GEMINI_BASE_URL: `http://127.0.0.1:${port}` } });
  return { world, heard, port };
}

const CALLS: readonly (readonly [string, string, object])[] = [
  ['passed on', `/v1beta/models/${MODEL}:generateContent`, geminiBody('Hi')],
  ['a stream passed on', `/v1beta/models/${MODEL}:streamGenerateContent?alt=sse`, geminiBody('Hi')],
  ['translated', '/v1/chat/completions', chatBody('Hi')],
  ['a stream translated', '/v1/chat/completions', { ...chatBody('Hi'), stream: true }],
];

const call = (world: World, path: string, json: object) => world.call(path, { json, redirect: 'manual' });

describe('an answer of the upstream', () => {
  it.each(CALLS)('brings no header with it that is not on the list: %s', async (_name, path, body) => {
    for (const status of [200, 400, 403, 429, 500]) {
      const { world } = await worldBefore((response, asked) => {
        const isStream = asked.includes('alt=sse');
        const text = status === 200 ? JSON.stringify(ANSWER) : '{"error":{"code":400,"message":"no","status":"X"}}';
        response.writeHead(status, { ...HOSTILE, 'content-type': isStream ? 'text/event-stream' : 'application/json' });
        response.end(isStream && status === 200 ? `data: ${text}\r\n\r\n` : text);
      });
      const answer = await call(world, path, body);
      await answer.text();
      for (const name of Object.keys(HOSTILE)) {
        if (OWN_ANYWAY.has(name)) expect(answer.headers.get(name) ?? '').not.toContain('*');
        else expect([status, name, answer.headers.get(name)]).toEqual([status, name, null]);
      }
    }
  });

  it.each([301, 302, 303, 307, 308])('that leads elsewhere (%s) is followed by nobody', async (status) => {
    const elsewhere = await worldBefore((response) => void response.end(JSON.stringify(ANSWER)));
    const { world, heard } = await worldBefore((response) => {
      response.writeHead(status, { location: `http://127.0.0.1:${elsewhere.port}/` }).end();
    });
    for (const [, path, body] of CALLS) {
      const answer = await call(world, path, body);
      expect([answer.status, answer.headers.get('location')]).toEqual([502, null]);
    }
    expect(heard.length).toBeGreaterThan(0);
    expect(elsewhere.heard).toEqual([]);
  });

  it('that is packed though nobody asked for it is not unpacked, however small it is', async () => {
    const bomb = gzipSync(Buffer.alloc(256 * 1024 * 1024, ' '));
    const { world } = await worldBefore((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb);
    });
    const before = process.memoryUsage().rss;
    for (const [, path, body] of CALLS) {
      const answer = await call(world, path, body);
      // Told by its status, or as an error in the stream.
      expect(answer.status === 502 || (await answer.text()).includes('error')).toBe(true);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(128 * 1024 * 1024);
  });
});

describe('a request of a caller', () => {
  it('cannot take the token away by naming headers in Connection', async () => {
    const { world, heard } = await worldBefore((response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(ANSWER));
    });
    const body = JSON.stringify(geminiBody('Hi'));
    const status = await new Promise((resolve, reject) => {
      const request = httpRequest(
        `${world.url}/v1beta/models/${MODEL}:generateContent`,
        {
          method: 'POST',
          headers: {
            connection: 'authorization, x-goog-user-project, x-goog-api-key, content-length',
            'x-goog-api-key': CALLER_KEY,
            'x-goog-user-project': 'mine',
            'content-type': 'application/json',
          },
        },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      request.once('error', reject);
      request.end(body);
    });
    expect(status).toBe(200);
    expect(heard[0]?.headers.authorization).toMatch(/^Bearer \S+$/);
    expect(heard[0]?.headers['x-goog-user-project']).toMatch(/^project-of-/);
    expect(JSON.stringify(heard)).not.toContain(CALLER_KEY);
  });

  it.each([
    [`/v1beta/models/${MODEL}:generateContent`, geminiBody('Hi')],
    ['/v1/chat/completions', chatBody('Hi')],
  ])('that is packed is refused, not unpacked: %s', async (path, body) => {
    const { world, heard } = await worldBefore((response) => void response.end(JSON.stringify(ANSWER)));
    for (const encoding of ['gzip', 'deflate', 'br', 'gzip, gzip']) {
      const answer = await world.call(path, {
        method: 'POST',
        body: gzipSync(JSON.stringify({ ...body, padding: ' '.repeat(64 * 1024 * 1024) })),
        headers: { 'content-encoding': encoding },
      });
      expect(answer.status).toBeOneOf([400, 415]);
    }
    expect(heard).toEqual([]);
    const admin = await fetch(`${world.url}/api/accounts/import`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${world.environment['REGRANT_ADMIN_TOKEN'] ?? ''}`,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      },
      body: gzipSync('{"items":[]}'),
    });
    expect(admin.status).toBeOneOf([400, 415]);
  });
});
