import { describe, expect, it } from 'vitest';
import { MALFORMED_FOR_CLAUDE, MALFORMED_FOR_VERTEX } from '../../src/protocols/anthropic/__fixtures__/malformed.js';
import {
  MALFORMED,
  MALFORMED_GEMINI_ONLY,
  MALFORMED_METHODS,
  MALFORMED_VERTEX_ONLY,
} from '../../src/protocols/gemini/__fixtures__/malformed.js';
import { isAnthropics, isGoogles, refuseAll, requestsOf, send, TOO_DEEP, UNREADABLE } from './malformed-requests.js';
import { shareWorld } from './shared-world.js';

type Table = readonly (readonly [string, unknown, string?])[];

const shared = shareWorld();
const CLAUDE = 'claude-opus-4-5';
const GEMINI_PATH = '/v1beta/models/gemini-2.5-flash';
const VERTEX_PATH = '/v1/projects/p/locations/global/publishers/google/models/gemini-2.5-flash';
const CLAUDE_PATH = `/v1/projects/p/locations/global/publishers/anthropic/models/${CLAUDE}`;

describe('malformed requests on Google’s own wires get Google’s 400, naming the field, and reach nobody', () => {
  it.each([
    ['generateContent on the Gemini API', `${GEMINI_PATH}:generateContent`],
    ['streamGenerateContent on the Gemini API', `${GEMINI_PATH}:streamGenerateContent?alt=sse`],
    ['generateContent on Vertex AI', `${VERTEX_PATH}:generateContent`],
    ['streamGenerateContent on Vertex AI', `${VERTEX_PATH}:streamGenerateContent?alt=sse`],
  ])('%s', async (_name, route) => {
    const requests = requestsOf(MALFORMED);
    expect(requests.length).toBeGreaterThanOrEqual(100);
    await refuseAll(shared, route, [...requests, ...UNREADABLE], isGoogles);
  });

  it.each([
    ['the Gemini API', GEMINI_PATH, [...MALFORMED_METHODS, ...MALFORMED_GEMINI_ONLY]],
    ['Vertex AI', VERTEX_PATH, [...MALFORMED_METHODS, ...MALFORMED_VERTEX_ONLY]],
  ])('the other methods of %s', async (_name, address, table) => {
    for (const [method, path, body] of table)
      await refuseAll(shared, `${address}:${method}`, [...requestsOf([[path, body]]), ...UNREADABLE], isGoogles);
  });
});

describe('what only Google can judge', () => {
  const contents = [{ role: 'user', parts: [{ text: 'Hi' }] }];

  it.each([
    ['a name that nobody knows', { contents, mood: 7 }],
    ['a model’s own limits', { contents, generationConfig: { temperature: 99 } }],
    ['a body too large to be read here', { contents: [{ role: 'robot', parts: [{ text: 'x'.repeat(17_000) }] }] }],
  ])('is refused by it, once: %s', async (_name, body) => {
    for (const address of [GEMINI_PATH, VERTEX_PATH]) {
      const before = shared.arrivals;
      const { status, text } = await send(shared, `${address}:generateContent`, {
        path: '',
        body: JSON.stringify(body),
      });
      expect([status, JSON.parse(text)]).toMatchObject([400, { error: { code: 400, status: 'INVALID_ARGUMENT' } }]);
      expect(shared.arrivals).toBe(before + 1);
    }
  });

  it('is passed on as it came, white space and all', async () => {
    const body = ` \n${JSON.stringify({ contents, generation_config: null }, null, 2)}\t\n`;
    await send(shared, `${GEMINI_PATH}:generateContent`, { path: '', body });
    expect(shared.arrivedAt('gemini').body.toString()).toBe(body);
    const large = ` ${JSON.stringify({ contents: [{ role: 'user', parts: [{ text: 'x'.repeat(20_000) }] }] })}\n`;
    expect((await send(shared, `${GEMINI_PATH}:generateContent`, { path: '', body: large })).status).toBe(200);
    expect(shared.arrivedAt('gemini').body.toString()).toBe(large);
  });
});

describe('malformed Messages for Claude get Anthropic’s 400, naming the field, and reach nobody', () => {
  const forClaude: Table = MALFORMED_FOR_CLAUDE.map(([path, body]) => [
    path,
    typeof body === 'object' && body !== null && 'model' in body && body.model === 'm'
      ? { ...body, model: CLAUDE }
      : body,
  ]);

  it('/v1/messages', async () => {
    const requests = requestsOf(forClaude);
    expect(requests.length).toBeGreaterThanOrEqual(100);
    const deep = { ...TOO_DEEP, body: TOO_DEEP.body.replace('"m"', `"${CLAUDE}"`) };
    await refuseAll(shared, '/v1/messages', [...requests, ...UNREADABLE, deep], isAnthropics);
  });

  it.each(['rawPredict', 'streamRawPredict'])('%s on Vertex AI', async (method) => {
    const requests = requestsOf(MALFORMED_FOR_VERTEX);
    expect(requests.length).toBeGreaterThanOrEqual(100);
    await refuseAll(shared, `${CLAUDE_PATH}:${method}`, [...requests, ...UNREADABLE], isAnthropics);
  });
});
