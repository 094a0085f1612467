import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { beforeAll, describe, expect, it } from 'vitest';
import { publishedMessages } from '../schemas/anthropic.js';
import { publishedGenerateContent } from '../schemas/google.js';
import { CALLER_KEY } from '../world.js';
import { shareWorld } from './shared-world.js';

const shared = shareWorld();
const openai = () => new OpenAI({ apiKey: CALLER_KEY, baseURL: `${shared.world.url}/v1`, maxRetries: 0 });
const anthropic = () => new Anthropic({ apiKey: CALLER_KEY, baseURL: shared.world.url, maxRetries: 0 });

const MAPPING = [
  { from: 'gpt-4o-mini', to: 'gemini-2.5-flash-lite' },
  { from: 'gpt-4o*', to: 'gemini-2.5-pro' },
  { from: 'claude-haiku-*', to: 'gemini-2.5-flash' },
  { from: 'gpt-claude', to: 'claude-opus-4-5' },
  { from: 'paid/*', to: '*', upstream: 'vertex' },
];
const messages = [{ role: 'user' as const, content: 'Hi' }];

beforeAll(async () => {
  const { status } = await shared.world.admin('PATCH', '/api/settings', { models: { mapping: MAPPING } });
  expect(status).toBe(200);
});

describe('models.mapping', () => {
  it('is shown, and refused where it makes no sense', async () => {
    const { admin } = { admin: shared.world.admin.bind(shared.world) };
    const { body } = await admin<{ settings: { models: unknown } }>('GET', '/api/settings');
    expect(body.settings.models).toEqual({ mapping: MAPPING, background_model: null, claude_models: [] });
    for (const mapping of [[{ from: '', to: 'x' }], [{ from: 'a' }], [{ from: 'a', to: 'b', via: 'c' }], 'x']) {
      expect((await admin('PATCH', '/api/settings', { models: { mapping } })).status).toBe(400);
    }
  });

  it.each([
    ['gpt-4o-mini', 'gemini-2.5-flash-lite'],
    ['gpt-4o-2024-11-20', 'gemini-2.5-pro'],
  ])('sends %s to %s, and the answer keeps the name that was asked for', async (asked, model) => {
    const completion = await openai().chat.completions.create({ model: asked, messages });
    expect(completion.model).toBe(asked);
    expect(shared.arrivedAt('gemini').path).toBe(`/v1beta/models/${model}:generateContent`);
  });

  it('lets Claude Code’s names be served by Gemini', async () => {
    const message = await anthropic().messages.create({ model: 'claude-haiku-4-5', max_tokens: 50, messages });
    expect(message.model).toBe('claude-haiku-4-5');
    expect(shared.arrivedAt('gemini').path).toContain('gemini-2.5-flash:');
  });

  it('lets them be served by Gemini where they come to a Vertex AI address, too', async () => {
    const address = '/v1/projects/p/locations/global/publishers/anthropic/models/claude-haiku-4-5';
    const body = { anthropic_version: 'vertex-2023-10-16', max_tokens: 50, messages };
    const whole = await shared.world.call(`${address}:rawPredict`, { json: body });
    expect(await whole.json()).toMatchObject({ type: 'message', model: 'claude-haiku-4-5' });
    const stream = await shared.world.call(`${address}:streamRawPredict`, { json: { ...body, stream: true } });
    expect(await stream.text()).toContain('event: message_stop');
    expect(publishedGenerateContent(shared.arrivedAt('gemini').body).contents).toHaveLength(1);
    const counter = address.replace('claude-haiku-4-5', 'count-tokens');
    const counted = await shared.world.call(`${counter}:rawPredict`, { json: { model: 'claude-haiku-4-5', messages } });
    expect(await counted.json()).toEqual({ input_tokens: 1 });
  });

  it('reaches Claude by a GPT name', async () => {
    const completion = await openai().chat.completions.create({ model: 'gpt-claude', messages });
    expect(completion).toMatchObject({ model: 'gpt-claude', choices: [{ message: { content: 'You said: Hi' } }] });
    expect(publishedMessages(shared.arrivedAt('vertex').body).max_tokens).toBeGreaterThan(0);
  });

  it('sends Gemini models to Vertex AI where a rule says so', async () => {
    const completion = await openai().chat.completions.create({ model: 'paid/gemini-2.5-pro', messages });
    expect(completion.choices[0]?.message.content).toBe('You said: Hi');
    const { path, body } = shared.arrivedAt('vertex');
    expect(path).toMatch(
      /^\/v1beta1\/projects\/project-of-\w+\/locations\/global\/publishers\/google\/models\/gemini-2.5-pro:/,
    );
    publishedGenerateContent(body, 'vertex');
  });

  it('maps on the Gemini wire, and refuses what that wire cannot carry', async () => {
    const ask = (model: string) =>
      shared.world.call(`/v1beta/models/${model}:generateContent`, {
        json: { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] },
      });
    expect((await ask('gpt-4o-mini')).status).toBe(200);
    const refused = await ask('gpt-claude');
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: { code: 400, status: 'INVALID_ARGUMENT' } });
  });

  it('puts exact names in front of the list of models, and describes them', async () => {
    const ids = (await openai().models.list()).data.map(({ id }) => id);
    expect(ids.slice(0, 2)).toEqual(['gpt-4o-mini', 'gpt-claude']);
    expect(ids).toContain('gemini-2.5-pro');
    expect((await anthropic().models.list()).data[0]?.id).toBe('gpt-4o-mini');
    expect(await openai().models.retrieve('gpt-4o-mini')).toMatchObject({
      id: 'gpt-4o-mini',
      display_name: 'Gemini 2.5 Flash-Lite',
    });
  });
});

describe('the mapping of a caller key', () => {
  const OWN = [
    { from: 'gpt-*', to: 'gemini-3-pro-preview' },
    { from: 'only-mine', to: 'claude-opus-4-5' },
    { from: 'gemini-2.5-pro', to: 'gemini-2.5-pro', upstream: 'vertex' },
  ];
  let key = '';
  const mine = () => new OpenAI({ apiKey: key, baseURL: `${shared.world.url}/v1`, maxRetries: 0 });

  beforeAll(async () => {
    const made = await shared.world.admin<{ value: string }>('POST', '/api/keys', { name: 'own rules', mapping: OWN });
    expect(made.status).toBe(201);
    key = made.body.value;
  });

  it('goes before everybody’s, even where theirs is exact', async () => {
    expect((await mine().chat.completions.create({ model: 'gpt-4o-mini', messages })).model).toBe('gpt-4o-mini');
    expect(shared.arrivedAt('gemini').path).toBe('/v1beta/models/gemini-3-pro-preview:generateContent');
    await openai().chat.completions.create({ model: 'gpt-4o-mini', messages });
    expect(shared.arrivedAt('gemini').path).toBe('/v1beta/models/gemini-2.5-flash-lite:generateContent');
  });

  it('leaves what it does not name to everybody’s', async () => {
    await mine().chat.completions.create({ model: 'paid/gemini-2.5-flash', messages });
    expect(shared.arrivedAt('vertex').path).toContain('/publishers/google/models/gemini-2.5-flash:');
  });

  it('holds on every wire', async () => {
    const headers = { authorization: `Bearer ${key}` };
    const claude = await shared.world.call('/v1/messages', {
      json: { model: 'only-mine', max_tokens: 20, messages },
      headers,
    });
    expect(claude.status).toBe(200);
    expect(shared.arrivedAt('vertex').path).toContain('/publishers/anthropic/models/claude-opus-4-5:');
    const contents = [{ role: 'user', parts: [{ text: 'Hi' }] }];
    await shared.world.call('/v1beta/models/gemini-2.5-pro:generateContent', { json: { contents }, headers });
    expect(shared.arrivedAt('vertex').path).toContain('/publishers/google/models/gemini-2.5-pro:');
    expect(
      (await shared.world.call('/v1/messages', { json: { model: 'only-mine', max_tokens: 20, messages } })).status,
    ).toBe(404);
  });

  it('is in the list of models of its key alone', async () => {
    const ids = async (client: OpenAI) => (await client.models.list()).data.map(({ id }) => id);
    expect((await ids(mine())).slice(0, 4)).toEqual(['only-mine', 'gemini-2.5-pro', 'gpt-4o-mini', 'gpt-claude']);
    expect(await ids(openai())).not.toContain('only-mine');
    expect(await mine().models.retrieve('only-mine')).toMatchObject({ id: 'only-mine' });
  });
});

describe('models.claude_models', () => {
  beforeAll(async () => {
    const { body } = await shared.world.admin<{ settings: { models: object } }>('PATCH', '/api/settings', {
      models: { claude_models: ['claude-opus-4-5', 'claude-sonnet-4-5@20250929'] },
    });
    expect(body.settings.models).toMatchObject({ mapping: MAPPING });
  });

  it('are listed to each in its own shape, and told one by one', async () => {
    const listed = (await openai().models.list()).data.find(({ id }) => id === 'claude-opus-4-5');
    expect(listed).toEqual({ id: 'claude-opus-4-5', object: 'model', created: 0, owned_by: 'anthropic' });
    const models = (await anthropic().models.list()).data;
    expect(models.find(({ id }) => id === 'claude-sonnet-4-5@20250929')).toMatchObject({
      type: 'model',
      display_name: 'claude-sonnet-4-5@20250929',
    });
    expect(await anthropic().models.retrieve('claude-opus-4-5')).toMatchObject({
      type: 'model',
      id: 'claude-opus-4-5',
    });
    // Google's own wire lists what Google lists.
    const { models: google } = (await (await shared.world.call('/v1beta/models')).json()) as {
      models: { name: string }[];
    };
    expect(google.length).toBeGreaterThan(1);
    expect(google.filter(({ name }) => !name.startsWith('models/gemini-'))).toEqual([]);
  });

  it('are names of Claude models', async () => {
    for (const claude_models of [['gemini-2.5-pro'], ['claude/../x'], 'claude', [7]]) {
      const { status } = await shared.world.admin('PATCH', '/api/settings', { models: { claude_models } });
      expect(status).toBe(400);
    }
  });
});
