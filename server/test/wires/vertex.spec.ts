import { GoogleGenAI } from '@google/genai';
import { describe, expect, it } from 'vitest';
import { publishedMessages } from '../schemas/anthropic.js';
import { publishedGenerateContent } from '../schemas/google.js';
import { CALLER_KEY } from '../world.js';
import { shareWorld } from './shared-world.js';

const shared = shareWorld();
const MODEL = 'gemini-2.5-flash';
const CLAUDE = 'claude-sonnet-4-5@20250929';

/** Google's own client in Vertex AI mode. The account that it thinks it uses is never asked. */
const vertexAi = () =>
  new GoogleGenAI({
    vertexai: true,
    project: 'project-of-the-caller',
    location: 'us-central1',
    googleAuthOptions: {
      authClient: { getRequestHeaders: () => Promise.resolve(new Headers()) } as never,
    },
    httpOptions: {
      baseUrl: shared.world.url,
      headers: { 'x-goog-api-key': CALLER_KEY },
      retryOptions: { attempts: 1 },
    },
  });

/** Without project and location: Vertex AI's express mode. */
const express = () =>
  new GoogleGenAI({
    vertexai: true,
    apiKey: CALLER_KEY,
    httpOptions: { baseUrl: shared.world.url, retryOptions: { attempts: 1 } },
  });

const post = (path: string, json: unknown, headers: Record<string, string> = {}) =>
  shared.world.call(path, { json, headers });
const contents = [{ role: 'user', parts: [{ text: 'Hi' }] }];
const claudeBody = {
  anthropic_version: 'vertex-2023-10-16',
  max_tokens: 100,
  messages: [{ role: 'user', content: 'Good morning' }],
};
const claudePath = (action: string, model = CLAUDE, location = 'europe-west1') =>
  `/projects/mine/locations/${location}/publishers/anthropic/models/${model}:${action}`;

describe('@google/genai in Vertex AI mode', () => {
  it('generates, with the project of the account and the location of the caller', async () => {
    const answer = await vertexAi().models.generateContent({ model: MODEL, contents: 'Good morning' });
    expect(answer.text).toBe('You said: Good morning');
    const { path, headers, body } = shared.arrivedAt('vertex');
    expect(path).toMatch(
      new RegExp(
        `^/v1beta1/projects/project-of-\\w+/locations/us-central1/publishers/google/models/${MODEL}:generateContent$`,
      ),
    );
    expect(headers['user-agent']).toMatch(/^regrant\//);
    for (const name of ['x-goog-api-key', 'x-goog-api-client', 'cookie', 'x-goog-user-project'])
      expect(headers).not.toHaveProperty(name);
    expect(publishedGenerateContent(body, 'vertex').contents[0]?.role).toBe('user');
  });

  it('streams, counts and lists', async () => {
    const pieces: string[] = [];
    for await (const chunk of await vertexAi().models.generateContentStream({
      model: MODEL,
      contents: 'one two three',
    }))
      pieces.push(chunk.text ?? '');
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.join('')).toBe('You said: one two three');
    expect(shared.arrivedAt('vertex').query).toBe('?alt=sse');
    expect((await vertexAi().models.countTokens({ model: MODEL, contents: 'four tokens of text' })).totalTokens).toBe(
      5,
    );
    const names: string[] = [];
    for await (const model of await vertexAi().models.list({ config: { queryBase: true } }))
      names.push(model.name ?? '');
    expect(names.join()).toContain(MODEL);
    expect(shared.arrivedAt('vertex').headers['x-goog-user-project']).toMatch(/^project-of-/);
  });

  it('embeds', async () => {
    const model = 'gemini-embedding-001';
    const config = { outputDimensionality: 8 };
    const { embeddings } = await vertexAi().models.embedContent({ model, contents: 'Hello', config });
    expect(embeddings?.[0]?.values).toHaveLength(8);
    expect(shared.arrivedAt('vertex').path).toMatch(
      /\/locations\/us-central1\/publishers\/google\/models\/\S+:predict$/,
    );
  });

  it('calls tools in parallel, and the calls go back signed as they came', async () => {
    const model = 'gemini-3-pro-preview';
    const config = { tools: [{ functionDeclarations: [{ name: 'get_weather' }, { name: 'get_time' }] }] };
    const chat = vertexAi().chats.create({ model, config });
    const turn = await chat.sendMessage({ message: 'Please get weather and get time' });
    const calls = turn.functionCalls ?? [];
    expect(calls.map(({ name }) => name)).toEqual(['get_weather', 'get_time']);
    const answer = await chat.sendMessage({
      message: calls.map(({ id = '', name = '' }) => ({ functionResponse: { id, name, response: { of: name } } })),
    });
    expect(answer.text).toMatch(/get_weather answered.*get_time answered/);
    const { contents: sent } = publishedGenerateContent(shared.arrivedAt('vertex').body, 'vertex');
    expect(sent[1]?.parts.map(({ thoughtSignature }) => typeof thoughtSignature)).toEqual(['string', 'undefined']);
  });

  it('works in express mode, without project and location of its own', async () => {
    expect((await express().models.generateContent({ model: MODEL, contents: 'Hi' })).text).toBe('You said: Hi');
    expect(shared.arrivedAt('vertex').path).toContain('/locations/global/publishers/google/');
  });

  it('gets errors it understands, and no project in them', async () => {
    const asking = vertexAi().models.generateContent({ model: 'gemini-0', contents: 'Hi' });
    await expect(asking).rejects.toMatchObject({ name: 'ApiError', status: 404 });
    await asking.catch((error: unknown) => expect(String(error)).not.toMatch(/project-of-/));
  });
});

describe('addresses', () => {
  it.each(['', '/v1', '/v1beta1'])('work with "%s" in front', async (version) => {
    const path = `${version}/projects/mine/locations/global/publishers/google/models/${MODEL}:generateContent`;
    expect((await post(path, { contents })).status).toBe(200);
  });

  it.each([
    ['a placeholder', '-', 'global'],
    ['a host', 'evil.example%2F', 'global'],
    ['one that looks like a region', 'us-east5', 'us-east5'],
  ])('with %s for a location go to %s → %s', async (_name, location, expected) => {
    const path = `/v1/projects/mine/locations/${location}/publishers/google/models/${MODEL}:generateContent`;
    expect((await post(path, { contents })).status).toBe(200);
    expect(shared.arrivedAt('vertex').path).toContain(`/locations/${expected}/`);
  });

  it.each([
    `/v1/projects/mine/locations/global/publishers/google/models/${MODEL}:fineTune`,
    `/v1/projects/mine/locations/global/publishers/google/models/..%2F..%2Fx:generateContent`,
    `/v1/projects/mine/locations/global/publishers/meta/models/llama:rawPredict`,
    `/v1/projects/mine/locations/global/endpoints/7:predict`,
    `/projects/mine`,
  ])('that are none get a 404 and go nowhere: %s', async (path) => {
    const before = shared.arrivals;
    const answer = await post(path, { contents });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { code: 404, status: 'NOT_FOUND' } });
    expect(shared.arrivals).toBe(before);
  });
});

describe('Claude by the Anthropic publisher', () => {
  it.each(['', '/v1', '/v1beta1'])('is passed on byte for byte ("%s" in front)', async (version) => {
    const text = `  ${JSON.stringify(claudeBody)}\n`;
    const answer = await shared.world.call(version + claudePath('rawPredict'), { method: 'POST', body: text });
    expect(await answer.json()).toMatchObject({ type: 'message', content: [{ text: 'You said: Good morning' }] });
    const { path, body } = shared.arrivedAt('vertex');
    expect(path).toMatch(/^\/v1\/projects\/project-of-\w+\/locations\/europe-west1\/publishers\/anthropic\/models\//);
    expect(body.toString()).toBe(text);
    expect(publishedMessages(body).max_tokens).toBe(100);
  });

  it('streams', async () => {
    const answer = await post(claudePath('streamRawPredict'), { ...claudeBody, stream: true });
    expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(await answer.text()).toMatch(/^event: message_start\n[\s\S]*event: message_stop\ndata: .*\n\n$/);
  });

  it('counts', async () => {
    const { max_tokens: _limit, ...counted } = claudeBody;
    const answer = await post(claudePath('rawPredict', 'count-tokens'), { ...counted, model: CLAUDE });
    expect(await answer.json()).toEqual({ input_tokens: expect.any(Number) as number });
  });

  it('tells its errors in its own shape', async () => {
    const answer = await post(claudePath('rawPredict'), { ...claudeBody, max_tokens: 0 });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ type: 'error', error: { type: 'invalid_request_error' } });
  });
});
