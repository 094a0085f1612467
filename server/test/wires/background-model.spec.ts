import { beforeAll, describe, expect, it } from 'vitest';
import { shareWorld } from './shared-world.js';

const shared = shareWorld();
const BACKGROUND = 'gemini-2.5-flash-lite';
const HAIKU = 'claude-haiku-4-5@20251001';
const messages = [{ role: 'user', content: 'Name this session' }];
const contents = [{ role: 'user', parts: [{ text: 'Name this session' }] }];
const conversation = [...messages, { role: 'assistant', content: 'Done' }, ...messages];
const tools = [{ name: 'f', input_schema: { type: 'object' } }];

const setModels = (models: object) => shared.world.admin('PATCH', '/api/settings', { models });
/** Sends one, and says which model was asked, of whom. */
async function asked(path: string, json: object, headers: Record<string, string> = {}): Promise<string> {
  const before = { gemini: shared.world.gemini.journal.length, vertex: shared.world.vertex.journal.length };
  const answer = await shared.world.call(path, { json, headers });
  expect(answer.status, await answer.clone().text()).toBe(200);
  const upstream = shared.world.gemini.journal.length > before.gemini ? 'gemini' : 'vertex';
  return `${upstream} ${/models\/([^:]+)/.exec(decodeURIComponent(shared.arrivedAt(upstream).path))?.[1] ?? ''}`;
}

const title = { model: HAIKU, max_tokens: 512, messages };
const vertexPath = (publisher: string, model: string, method: string) =>
  `/v1/projects/p/locations/global/publishers/${publisher}/models/${model}:${method}`;

describe('without models.background_model', () => {
  it('no request is taken for one that a client makes by itself', async () => {
    expect(await asked('/v1/messages', title)).toBe(`vertex ${HAIKU}`);
    expect(await asked('/v1/chat/completions', { model: 'gemini-2.5-pro', max_tokens: 1, messages })).toBe(
      'gemini gemini-2.5-pro',
    );
  });
});

describe('models.background_model', () => {
  beforeAll(async () => {
    expect((await setModels({ background_model: BACKGROUND })).status).toBe(200);
  });

  it.each([
    ['Claude Code’s titles', '/v1/messages', title, 'gemini'],
    ['its probe of the quota', '/v1/messages', { model: 'claude-opus-4-5', max_tokens: 1, messages }, 'gemini'],
    [
      'the same from Vertex AI’s address',
      vertexPath('anthropic', HAIKU, 'rawPredict'),
      { anthropic_version: 'vertex-2023-10-16', max_tokens: 512, messages },
      'gemini',
    ],
    ['a chat completion', '/v1/chat/completions', { model: 'gpt-5-nano', messages }, 'gemini'],
    ['a response', '/v1/responses', { model: 'gpt-5-mini', input: 'Name this session' }, 'gemini'],
    [
      'a short answer on Gemini’s wire',
      '/v1beta/models/gemini-2.5-pro:generateContent',
      { contents, generationConfig: { maxOutputTokens: 20 } },
      'gemini',
    ],
    [
      'the same in a stream on Vertex AI',
      vertexPath('google', 'gemini-2.5-pro', 'streamGenerateContent'),
      { contents, generationConfig: { maxOutputTokens: 20 } },
      'vertex',
    ],
  ])('serves %s', async (_name, path, body, upstream) => {
    expect(await asked(path, body)).toBe(`${upstream} ${BACKGROUND}`);
  });

  it.each([
    ['a turn of an agent', '/v1/messages', { ...title, tools }, `vertex ${HAIKU}`],
    ['a conversation', '/v1/messages', { ...title, messages: conversation }, `vertex ${HAIKU}`],
    [
      'thinking',
      '/v1/messages',
      { ...title, max_tokens: 2_000, thinking: { type: 'enabled', budget_tokens: 1_024 } },
      `vertex ${HAIKU}`,
    ],
    [
      'a question to a large model',
      '/v1/chat/completions',
      { model: 'gemini-2.5-pro', messages },
      'gemini gemini-2.5-pro',
    ],
    [
      'a question on Gemini’s wire',
      '/v1beta/models/gemini-2.5-pro:generateContent',
      { contents },
      'gemini gemini-2.5-pro',
    ],
    ['a count', '/v1beta/models/gemini-2.5-flash:countTokens', { contents }, 'gemini gemini-2.5-flash'],
  ])('leaves %s alone', async (_name, path, body, expected) => {
    expect(await asked(path, body)).toBe(expected);
  });

  it('answers under the name that was asked for', async () => {
    const answer = await shared.world.call('/v1/messages', { json: title });
    expect(await answer.json()).toMatchObject({ type: 'message', model: HAIKU });
  });

  it('goes before the mapping, and is not mapped itself', async () => {
    const mapping = [
      { from: 'claude-*', to: 'gemini-2.5-pro' },
      { from: BACKGROUND, to: 'gemini-2.5-flash' },
    ];
    expect((await setModels({ mapping })).status).toBe(200);
    try {
      expect(await asked('/v1/messages', title)).toBe(`gemini ${BACKGROUND}`);
      expect(await asked('/v1/messages', { ...title, tools })).toBe('gemini gemini-2.5-pro');
    } finally {
      await setModels({ mapping: [] });
    }
  });

  it('is kept from a key that covers neither it nor the name', async () => {
    await setModels({ mapping: [{ from: 'claude-haiku-*', to: 'gemini-2.5-flash' }] });
    const made = await shared.world.admin<{ value: string }>('POST', '/api/keys', {
      name: 'flash alone',
      models: ['gemini-2.5-flash'],
    });
    try {
      const headers = { authorization: `Bearer ${made.body.value}` };
      expect(await asked('/v1/messages', title, headers)).toBe('gemini gemini-2.5-flash');
    } finally {
      await setModels({ mapping: [] });
    }
  });

  it('may be Claude, which Gemini’s own wire cannot carry', async () => {
    await setModels({ background_model: 'claude-haiku-4-5' });
    expect(await asked('/v1/messages', { ...title, model: 'gpt-5-mini' })).toBe('vertex claude-haiku-4-5');
    expect(
      await asked('/v1beta/models/gemini-2.5-pro:generateContent', {
        contents,
        generationConfig: { maxOutputTokens: 9 },
      }),
    ).toBe('gemini gemini-2.5-pro');
  });

  it('is a name or nothing', async () => {
    for (const background_model of ['', 7, 'x'.repeat(201), {}])
      expect((await setModels({ background_model })).status).toBe(400);
    expect((await setModels({ background_model: null })).status).toBe(200);
    expect(await asked('/v1/messages', title)).toBe(`vertex ${HAIKU}`);
  });
});
