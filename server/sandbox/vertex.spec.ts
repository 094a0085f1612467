import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGoogle, type SandboxGoogle } from './google.js';
import { startVertex, type SandboxVertex } from './vertex.js';

let google: SandboxGoogle;
let vertex: SandboxVertex;
let accessToken: string;

beforeAll(async () => {
  google = await startGoogle();
  vertex = await startVertex({ google });
  ({ accessToken } = await google.mint('alice@example.com'));
});
afterAll(async () => {
  await vertex.close();
  await google.close();
});

const PROJECT = '/v1/projects/p/locations/global';
const CLAUDE = `${PROJECT}/publishers/anthropic/models/claude-sonnet-4-5`;
const call = (path: string, body?: object, token = accessToken): Promise<Response> =>
  fetch(`${vertex.origin}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });

const hi = { role: 'user', content: 'Hi' };
const good = { anthropic_version: 'vertex-2023-10-16', max_tokens: 2_000, messages: [hi] };
const toolUse = { type: 'tool_use', id: 't1', name: 'f', input: {} };
const toolResult = { type: 'tool_result', tool_use_id: 't1', content: 'ok' };

describe('the stand-in for Claude on Vertex AI', () => {
  it('answers, and thinks with a signature that it takes back', async () => {
    const thinking = { type: 'enabled', budget_tokens: 1_024 };
    const message = (await (await call(`${CLAUDE}:rawPredict`, { ...good, thinking })).json()) as { content: object[] };
    expect(message.content).toMatchObject([{ type: 'thinking' }, { type: 'text', text: 'You said: Hi' }]);
    const next = { ...good, thinking, messages: [hi, { role: 'assistant', content: message.content }, hi] };
    expect((await call(`${CLAUDE}:rawPredict`, next)).status).toBe(200);
  });

  it.each<[string, object, RegExp]>([
    ['a model in the body', { ...good, model: 'claude-sonnet-4-5' }, /^model: Extra inputs/],
    ['another version', { ...good, anthropic_version: '2023-06-01' }, /^anthropic_version: /],
    ['no limit', { ...good, max_tokens: undefined }, /^max_tokens: /],
    ['a field of OpenAI’s', { ...good, frequency_penalty: 1 }, /^frequency_penalty: Extra inputs/],
    ['an empty text', { ...good, messages: [{ role: 'user', content: [{ type: 'text', text: '' }] }] }, /non-empty/],
    [
      'a call without its result',
      { ...good, messages: [hi, { role: 'assistant', content: [toolUse] }, hi] },
      /tool_use/,
    ],
    ['a result without its call', { ...good, messages: [hi, { role: 'user', content: [toolResult] }] }, /tool_use_id/],
    [
      'a thought that somebody else signed',
      {
        ...good,
        messages: [hi, { role: 'assistant', content: [{ type: 'thinking', thinking: 'x', signature: 'eA==' }] }, hi],
      },
      /Invalid `signature`/,
    ],
    [
      'a temperature beside thinking',
      { ...good, temperature: 0.5, thinking: { type: 'enabled', budget_tokens: 1_024 } },
      /temperature/,
    ],
    ['temperature beside top_p', { ...good, temperature: 0.5, top_p: 0.5 }, /top_p/],
  ])('refuses %s', async (_name, body, expected) => {
    const answer = await call(`${CLAUDE}:rawPredict`, body);
    expect(answer.status).toBe(400);
    const { error } = (await answer.json()) as { error: { type: string; message: string } };
    expect(error.type).toBe('invalid_request_error');
    expect(error.message).toMatch(expected);
  });
});

describe('the stand-in for Vertex AI', () => {
  const gemini = `${PROJECT}/publishers/google/models/gemini-2.5-pro:generateContent`;
  const contents = [{ role: 'user', parts: [{ text: 'Hi' }] }];

  it('wants a token, a project, and turns that say whose they are', async () => {
    expect((await call(gemini, { contents })).status).toBe(200);
    expect((await call(gemini, { contents }, 'stolen')).status).toBe(401);
    expect((await call(gemini.replace(PROJECT, '/v1'), { contents })).status).toBe(404);
    expect((await call(gemini, { contents: [{ parts: [{ text: 'Hi' }] }] })).status).toBe(400);
    expect(vertex.journal.at(-1)).toMatchObject({ email: 'alice@example.com', outcome: 'refused' });
  });

  it('lists what each publisher has', async () => {
    for (const publisher of ['google', 'anthropic']) {
      const list = (await (await call(`/v1/publishers/${publisher}/models`)).json()) as { publisherModels: object[] };
      expect(list.publisherModels.length).toBeGreaterThan(2);
    }
  });
});
