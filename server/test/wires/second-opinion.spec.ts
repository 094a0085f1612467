import Anthropic from '@anthropic-ai/sdk';
import { LLMock } from '@copilotkit/aimock';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CALLER_KEY, openWorld, type World } from '../world.js';

/**
 * The Gemini API as somebody else understands it: `@copilotkit/aimock` stands in for it here. It knows `generateContent`,
 * `streamGenerateContent` and embeddings; it has no counting, no list of models, and no Claude on Vertex AI.
 */
const MODEL = 'gemini-2.5-flash';
const upstream = new LLMock({ port: 0, host: '127.0.0.1' });
let world: World;
let end: () => Promise<void>;

beforeAll(async () => {
  const url = await upstream.start();
  ({ world, end } = await openWorld({ accounts: 2, env: { REGRANT_GEMINI_BASE_URL: url } }));
}, 60_000);
afterAll(async () => {
  await end();
  await upstream.stop();
});
beforeEach(() => {
  upstream.clearFixtures();
  upstream.onMessage(/weather/, {
    toolCalls: [
      { name: 'get_weather', arguments: '{"city":"Oslo"}' },
      { name: 'get_weather', arguments: '{"city":"Rome"}' },
    ],
  });
  upstream.onMessage(/./, { content: 'Hello from somewhere else.' });
});

const openai = () => new OpenAI({ apiKey: CALLER_KEY, baseURL: `${world.url}/v1`, maxRetries: 0 });
const anthropic = () => new Anthropic({ apiKey: CALLER_KEY, baseURL: world.url, maxRetries: 0 });
const genai = () =>
  new GoogleGenAI({ apiKey: CALLER_KEY, httpOptions: { baseUrl: world.url, retryOptions: { attempts: 1 } } });
const said = 'Hello from somewhere else.';
const schema = { type: 'object' as const, properties: { city: { type: 'string' } } };

describe('another stand-in for Gemini', () => {
  it('answers OpenAI chat, whole and in a stream', async () => {
    const body = { model: MODEL, messages: [{ role: 'user' as const, content: 'Hi' }] };
    expect((await openai().chat.completions.create(body)).choices[0]?.message.content).toBe(said);
    const stream = openai().chat.completions.stream({ ...body, stream_options: { include_usage: true } });
    expect(await stream.finalContent()).toBe(said);
  });

  it('calls two tools at once for OpenAI chat, each with an id of its own', async () => {
    const completion = await openai()
      .chat.completions.stream({
        model: MODEL,
        messages: [{ role: 'user', content: 'The weather, please' }],
        tools: [{ type: 'function', function: { name: 'get_weather', parameters: schema } }],
      })
      .finalChatCompletion();
    const calls = completion.choices[0]?.message.tool_calls ?? [];
    expect(calls.map((call) => call.function.arguments)).toEqual(['{"city":"Oslo"}', '{"city":"Rome"}']);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
    expect(completion.choices[0]?.finish_reason).toBe('tool_calls');
  });

  it('answers OpenAI responses, whole and in a stream', async () => {
    expect((await openai().responses.create({ model: MODEL, input: 'Hi' })).output_text).toBe(said);
    const response = await openai().responses.stream({ model: MODEL, input: 'Hi' }).finalResponse();
    expect(response.output_text).toBe(said);
  });

  it('answers Anthropic messages, whole and in a stream, tools too', async () => {
    const body = { model: MODEL, max_tokens: 100, messages: [{ role: 'user' as const, content: 'Hi' }] };
    expect((await anthropic().messages.create(body)).content).toMatchObject([{ type: 'text', text: said }]);
    expect(await anthropic().messages.stream(body).finalText()).toBe(said);
    const turn = await anthropic()
      .messages.stream({
        ...body,
        messages: [{ role: 'user', content: 'The weather, please' }],
        tools: [{ name: 'get_weather', input_schema: schema }],
      })
      .finalMessage();
    expect(turn.stop_reason).toBe('tool_use');
    expect(turn.content.flatMap((block) => (block.type === 'tool_use' ? [block.input] : []))).toEqual([
      { city: 'Oslo' },
      { city: 'Rome' },
    ]);
  });

  it('is passed through to Gemini callers', async () => {
    expect((await genai().models.generateContent({ model: MODEL, contents: 'Hi' })).text).toBe(said);
  });

  it('gets requests that it can read: system, history and tools', async () => {
    upstream.clearRequests();
    await openai().chat.completions.create({
      model: MODEL,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello!' },
        { role: 'user', content: 'Go on' },
      ],
      tools: [{ type: 'function', function: { name: 'get_weather', parameters: schema } }],
    });
    const { body } = upstream.getLastRequest() ?? {};
    expect(JSON.stringify(body)).toMatch(/Be brief\..*Hi.*Hello!.*Go on.*get_weather/);
  });

  it('fails, and every wire tells it in its own words', async () => {
    upstream.clearFixtures();
    const error = { error: { message: 'Bad thing', type: 'INVALID_ARGUMENT' }, status: 400 };
    upstream.onMessage(/./, error);
    const messages = [{ role: 'user' as const, content: 'Hi' }];
    await expect(openai().chat.completions.create({ model: MODEL, messages })).rejects.toMatchObject({
      status: 400,
      type: 'invalid_request_error',
    });
    await expect(anthropic().messages.create({ model: MODEL, max_tokens: 9, messages })).rejects.toMatchObject({
      status: 400,
      error: { type: 'error', error: { type: 'invalid_request_error' } },
    });
    await expect(genai().models.generateContent({ model: MODEL, contents: 'Hi' })).rejects.toMatchObject({
      status: 400,
    });
  });
});
