import Anthropic from '@anthropic-ai/sdk';
import { LLMock } from '@copilotkit/aimock';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenOnLoopback, type LoopbackServer } from '../../sandbox/loopback-server.js';
import { readRequestBody } from '../../sandbox/request-body.js';
import { CALLER_KEY, openWorld, type World } from '../world.js';

/**
 * Claude as somebody else understands it: `@copilotkit/aimock` answers Anthropic's Messages API, whole and in streams. It does not
 * know Vertex AI's addresses, so that a door before it turns Vertex AI's form back into Anthropic's own: the model out of the
 * address into the body, and the version out of the body into its header.
 */
const MODEL = 'claude-sonnet-4-5@20250929';
const said = 'Hello from somewhere else.';
const upstream = new LLMock({ port: 0, host: '127.0.0.1' });
let door: LoopbackServer;
let world: World;
let end: () => Promise<void>;

beforeAll(async () => {
  const url = await upstream.start();
  door = await listenOnLoopback({});
  door.serve(async (request, response) => {
    const [, model = ''] =
      /\/publishers\/anthropic\/models\/([^:]+):(?:rawP|streamRawP)redict$/.exec(request.url ?? '') ?? [];
    const { anthropic_version: version, ...body } = JSON.parse((await readRequestBody(request)).toString()) as Record<
      string,
      unknown
    >;
    const answer = await fetch(`${url}/v1/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': 'any', 'anthropic-version': '2023-06-01' },
      body: JSON.stringify({ ...body, model: decodeURIComponent(model) }),
    });
    response.writeHead(version === 'vertex-2023-10-16' ? answer.status : 400, {
      'content-type': answer.headers.get('content-type') ?? 'text/plain',
    });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  ({ world, end } = await openWorld({ accounts: 1, env: { REGRANT_VERTEX_BASE_URL: door.origin } }));
  upstream.onMessage(/weather/, {
    toolCalls: [
      { name: 'get_weather', arguments: '{"city":"Oslo"}' },
      { name: 'get_weather', arguments: '{"city":"Rome"}' },
    ],
  });
  upstream.onMessage(/./, { content: said });
}, 60_000);
afterAll(async () => {
  await end();
  await door.close();
  await upstream.stop();
});

const openai = () => new OpenAI({ apiKey: CALLER_KEY, baseURL: `${world.url}/v1`, maxRetries: 0 });
const anthropic = () => new Anthropic({ apiKey: CALLER_KEY, baseURL: world.url, maxRetries: 0 });
const schema = { type: 'object' as const, properties: { city: { type: 'string' } } };
const asked = { role: 'user' as const, content: 'The weather, please' };
const cities = (texts: readonly string[]) => texts.map((text) => JSON.parse(text) as unknown);

describe('another stand-in for Claude', () => {
  it('answers OpenAI chat, whole and in a stream', async () => {
    const body = { model: MODEL, messages: [{ role: 'user' as const, content: 'Hi' }] };
    expect((await openai().chat.completions.create(body)).choices[0]?.message.content).toBe(said);
    expect(await openai().chat.completions.stream(body).finalContent()).toBe(said);
  });

  it('answers OpenAI responses, whole and in a stream', async () => {
    expect((await openai().responses.create({ model: MODEL, input: 'Hi' })).output_text).toBe(said);
    expect((await openai().responses.stream({ model: MODEL, input: 'Hi' }).finalResponse()).output_text).toBe(said);
  });

  it('answers Anthropic messages, whole and in a stream', async () => {
    const body = { model: MODEL, max_tokens: 100, messages: [{ role: 'user' as const, content: 'Hi' }] };
    expect((await anthropic().messages.create(body)).content).toMatchObject([{ type: 'text', text: said }]);
    expect(await anthropic().messages.stream(body).finalText()).toBe(said);
  });

  it.each([false, true])('calls two tools at once, each with an id of its own (streaming: %s)', async (isStreaming) => {
    const tools = [{ type: 'function' as const, function: { name: 'get_weather', parameters: schema } }];
    const chat = { model: MODEL, messages: [asked], tools };
    const completion = isStreaming
      ? await openai().chat.completions.stream(chat).finalChatCompletion()
      : await openai().chat.completions.create(chat);
    const calls = completion.choices[0]?.message.tool_calls ?? [];
    expect(cities(calls.map((call) => (call.type === 'function' ? call.function.arguments : '')))).toEqual([
      { city: 'Oslo' },
      { city: 'Rome' },
    ]);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
    expect(completion.choices[0]?.finish_reason).toBe('tool_calls');

    const body = {
      model: MODEL,
      input: [asked],
      tools: [{ type: 'function' as const, name: 'get_weather', parameters: schema, strict: false }],
    };
    const response = isStreaming
      ? await openai().responses.stream(body).finalResponse()
      : await openai().responses.create(body);
    const items = response.output.flatMap((item) => (item.type === 'function_call' ? [item] : []));
    expect(cities(items.map((item) => item.arguments))).toEqual([{ city: 'Oslo' }, { city: 'Rome' }]);
  });

  it('gets requests that it can read: system, history, tools and their results', async () => {
    upstream.clearRequests();
    await openai().chat.completions.create({
      model: MODEL,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Where?' },
        {
          role: 'assistant',
          tool_calls: [
            { id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Oslo"}' } },
          ],
        },
        { role: 'tool', tool_call_id: 'call_1', content: 'sunny' },
      ],
      tools: [{ type: 'function', function: { name: 'get_weather', parameters: schema } }],
    });
    expect(JSON.stringify(upstream.getLastRequest()?.body)).toMatch(/Be brief\..*Where\?.*Oslo.*sunny.*get_weather/);
  });
});
