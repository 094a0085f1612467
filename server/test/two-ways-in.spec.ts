import { describe, expect, it } from 'vitest';
import { requestDetailSchema } from '../contract/http/traffic.js';
import { CALLER_KEY, geminiBody, MODEL, startWorld, type World } from './world.js';

const generate = (model: string): string => `/v1beta/models/${model}:generateContent`;

/** An address as everybody writes it, and the same with an escape that need not be there: Fastify has to read that one. */
const ADDRESSES = [
  [generate(MODEL), generate(MODEL.replace('-', '%2D')), geminiBody('Hi')],
  ['/v1/chat/completions', '/v1/ch%61t/completions', { model: MODEL, messages: [{ role: 'user', content: 'Hi' }] }],
] as const;

/** What an answer says, but for what no two answers share. */
async function told(world: World, path: string, json: unknown, headers: Readonly<Record<string, string>> = {}) {
  const answer = await world.call(path, { json, headers });
  const body = (await answer.text()).replace(/chatcmpl-\w+|"created":\d+|"responseId": ?"[^"]*"/g, '…');
  const names = [...answer.headers.keys()].filter(
    (name) => !/^content-security|^x-dns|^x-download|^origin-agent|^x-permitted|^x-xss/.test(name),
  );
  return { status: answer.status, type: answer.headers.get('content-type'), names, body };
}

describe('a request for a model', () => {
  it.each(ADDRESSES)('is served alike before Fastify and by it: %s', async (plain, escaped, json) => {
    const world = await startWorld({ accounts: 1 });
    const before = await told(world, plain, json);
    expect(before.status).toBe(200);
    expect(before.names).toContain('x-regrant-request-id');
    expect(await told(world, escaped, json)).toEqual(before);
  });

  it('is refused alike by both: its key, its body, its size', async () => {
    const world = await startWorld({ accounts: 1 });
    const [, [plain, escaped]] = ADDRESSES;
    for (const [headers, json] of [
      [{ authorization: 'Bearer wrong' }, {}],
      [{}, { messages: 'none' }],
      [{ authorization: `Bearer ${CALLER_KEY}`, 'x-api-key': 'other' }, {}],
    ] as const) {
      const before = await told(world, plain, json, headers);
      expect(before.status).toBeGreaterThanOrEqual(400);
      expect(await told(world, escaped, json, headers)).toEqual(before);
    }
  });

  it('shows in the request log what its answer says was dropped', async () => {
    const world = await startWorld({ accounts: 1 });
    const json = { model: MODEL, messages: [{ role: 'user', content: 'Hi' }], logit_bias: { 1: 2 } };
    const answer = await world.call('/v1/chat/completions', { json });
    expect(answer.headers.get('x-regrant-dropped')).toBe('logit_bias');
    await answer.text();
    const id = answer.headers.get('x-regrant-request-id') ?? '';
    const { body } = await world.admin('GET', `/api/requests/${id}`);
    expect(requestDetailSchema.parse(body).dropped_fields).toEqual(['logit_bias']);
  });
});
