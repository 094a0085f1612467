import Anthropic from '@anthropic-ai/sdk';
import AnthropicV0 from 'anthropic-sdk-v0';
import { describe, expect, it } from 'vitest';
import { CLAUDE_BODIES, parseClaudeBody } from '../../sandbox/claude-request.js';
import { GEMINI_BODIES, parseGeminiBody } from '../../sandbox/gemini-request.js';
import { publishedMessages } from '../schemas/anthropic.js';
import { publishedGenerateContent } from '../schemas/google.js';
import { CALLER_KEY } from '../world.js';
import { shareWorld } from './shared-world.js';

const shared = shareWorld();
const GEMINI = 'gemini-2.5-flash';
const GEMINI_3 = 'gemini-3-pro-preview';
const CLAUDE = 'claude-sonnet-4-5@20250929';

/** The two SDKs send different versions, and the key in different headers. */
const SDKS = {
  '1.x': () => new Anthropic({ apiKey: CALLER_KEY, baseURL: shared.world.url, maxRetries: 0 }),
  // What both have in common has the same types; the newer ones are used for both.
  '0.137': () =>
    new AnthropicV0({ apiKey: CALLER_KEY, baseURL: shared.world.url, maxRetries: 0 }) as unknown as Anthropic,
};
type Version = keyof typeof SDKS;

const weather: Anthropic.Tool = {
  name: 'get_weather',
  description: 'The sky now',
  input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

/** What reached the model's upstream, checked against what its maker publishes. */
const arrived = (model: string): unknown =>
  model === CLAUDE
    ? publishedMessages(shared.arrivedAt('vertex').body)
    : publishedGenerateContent(shared.arrivedAt('gemini').body);

const PAIRS = (Object.keys(SDKS) as Version[]).flatMap((sdk) =>
  [GEMINI, GEMINI_3, CLAUDE].map((model) => [sdk, model] as const),
);

describe.each(PAIRS)('SDK %s, messages with %s', (sdk, model) => {
  const client = () => SDKS[sdk]();

  it('are answered', async () => {
    const message = await client().messages.create({
      model,
      max_tokens: 300,
      system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
      messages: [{ role: 'user', content: 'Good morning' }],
      metadata: { user_id: 'user-7' },
      stop_sequences: ['NEVER'],
    });
    expect(message).toMatchObject({ type: 'message', role: 'assistant', stop_reason: 'end_turn' });
    expect(message.content).toMatchObject([{ type: 'text', text: 'You said: Good morning' }]);
    expect(message.usage.input_tokens).toBeGreaterThan(0);
    expect(message._request_id).toMatch(/^[0-9a-f-]{36}$/);
    if (model === CLAUDE) {
      expect(shared.arrivedAt('vertex').path).toMatch(/claude-sonnet-4-5(@|%40)20250929:rawPredict$/);
      // Passed on: nothing is lost, and only the model has moved to the address.
      expect(arrived(model)).toEqual({
        anthropic_version: 'vertex-2023-10-16',
        max_tokens: 300,
        system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
        messages: [{ role: 'user', content: 'Good morning' }],
        metadata: { user_id: 'user-7' },
        stop_sequences: ['NEVER'],
      });
    } else {
      expect(message.model).toBe(model);
      expect(arrived(model)).toMatchObject({
        systemInstruction: { parts: [{ text: 'Be brief.' }] },
        generationConfig: { maxOutputTokens: 300, stopSequences: ['NEVER'] },
      });
    }
  });

  it('stream through the helper, every event in its order', async () => {
    const stream = client().messages.stream({
      model,
      max_tokens: 300,
      messages: [{ role: 'user', content: 'one two three' }],
    });
    const types: string[] = [];
    stream.on('streamEvent', ({ type }) => types.push(type));
    expect(await stream.finalText()).toBe('You said: one two three');
    expect(types.filter((type, index) => types[index - 1] !== type)).toEqual([
      'message_start',
      'content_block_start',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    expect((await stream.finalMessage()).usage.output_tokens).toBeGreaterThan(0);
  });

  it('call tools, and take results with images and errors', async () => {
    const ask: Anthropic.MessageParam = { role: 'user', content: 'Please get weather' };
    const turn = await client()
      .messages.stream({ model, max_tokens: 300, messages: [ask], tools: [weather] })
      .finalMessage();
    expect(turn.stop_reason).toBe('tool_use');
    const call = turn.content.find((block) => block.type === 'tool_use');
    if (!call) throw new Error('No tool was called');
    expect(call.input).toHaveProperty('city');

    const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    await client().messages.create({
      model,
      max_tokens: 300,
      tools: [weather],
      messages: [
        ask,
        { role: 'assistant', content: [{ type: 'tool_use', id: call.id, name: call.name, input: call.input }] },
        {
          role: 'user',
          content: [
            {
              type: 'tool_result',
              tool_use_id: call.id,
              is_error: true,
              content: [
                { type: 'text', text: 'no network' },
                { type: 'image', source: { type: 'base64', media_type: 'image/png', data: pixel } },
              ],
            },
          ],
        },
      ],
    });
    const sent = JSON.stringify(arrived(model));
    expect(sent).toContain('no network');
    expect(sent).toContain(pixel);
    expect(sent).toMatch(model === CLAUDE ? /"is_error":true/ : /"error"/);
  });

  it.each([false, true])('call tools in parallel, and take their results (streaming: %s)', async (isStreaming) => {
    const tools = [weather, { ...weather, name: 'get_time' }];
    const ask: Anthropic.MessageParam = { role: 'user', content: 'Please get weather and get time' };
    const body = { model, max_tokens: 300, messages: [ask], tools };
    const turn = isStreaming
      ? await client().messages.stream(body).finalMessage()
      : await client().messages.create(body);
    const calls = turn.content.filter((block) => block.type === 'tool_use');
    expect(calls.map(({ name }) => name)).toEqual(['get_weather', 'get_time']);
    const ids = calls.map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    const answer = await client().messages.create({
      ...body,
      messages: [
        ask,
        { role: 'assistant', content: turn.content as Anthropic.ContentBlockParam[] },
        {
          role: 'user',
          content: ids.map((id) => ({ type: 'tool_result' as const, tool_use_id: id, content: `result of ${id}` })),
        },
      ],
    });
    expect(JSON.stringify(answer.content)).toMatch(/answered.*answered/);
    const results = (field: string) => ids.map((id) => ({ [field]: id }));
    expect(arrived(model)).toMatchObject(
      model === CLAUDE
        ? { messages: [{}, { content: results('id') }, { content: results('tool_use_id') }] }
        : {
            contents: [
              {},
              { parts: results('id').map((functionCall) => ({ functionCall })) },
              {
                parts: ids.map((id) => ({ functionResponse: { id, response: { output: `result of ${id}` } } })),
              },
            ],
          },
    );
  });

  it('think, and what was thought comes back signed in the next turn', async () => {
    const thinking = { type: 'enabled', budget_tokens: 1_024 } as const;
    const ask: Anthropic.MessageParam = { role: 'user', content: 'Please get weather' };
    const turn = await client()
      .messages.stream({ model, max_tokens: 4_000, messages: [ask], tools: [weather], thinking })
      .finalMessage();
    const [thought] = turn.content;
    expect(thought).toMatchObject({ type: 'thinking', thinking: 'I repeat what I was told.' });
    expect(thought?.type === 'thinking' && thought.signature.length).toBeGreaterThan(10);
    const call = turn.content.find((block) => block.type === 'tool_use');
    if (!call) throw new Error('No tool was called');
    await client().messages.create({
      model,
      max_tokens: 4_000,
      thinking,
      tools: [weather],
      messages: [
        ask,
        { role: 'assistant', content: turn.content },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content: 'sunny' }] },
      ],
    });
    // The stand-in for Claude verifies the signature; that for Gemini gets back what it gave.
    expect(JSON.stringify(arrived(model))).toMatch(
      model === CLAUDE ? /"signature":"Y2xhdWRl/ : /"thoughtSignature":"c2FuZGJve/,
    );
  });

  it('read documents', async () => {
    const message = await client().messages.create({
      model,
      max_tokens: 300,
      messages: [
        {
          role: 'user',
          content: [
            {
              type: 'document',
              source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0xLjQK' },
              title: 'Paper',
            },
            { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'plain words' } },
            { type: 'text', text: 'What is in it?' },
          ],
        },
      ],
    });
    expect(message.content[0]?.type).toBe('text');
    const sent = JSON.stringify(arrived(model));
    expect(sent).toContain('JVBERi0xLjQK');
    expect(sent).toContain('plain words');
  });

  it('are counted', async () => {
    const { input_tokens: tokens } = await client().messages.countTokens({
      model,
      messages: [{ role: 'user', content: 'How many are these?' }],
      tools: [weather],
    });
    expect(tokens).toBeGreaterThan(5);
    if (model === CLAUDE) {
      const { path, body } = shared.arrivedAt('vertex');
      expect(path).toMatch(/\/publishers\/anthropic\/models\/count-tokens:rawPredict$/);
      expect(parseClaudeBody(CLAUDE_BODIES.countTokens, body).model).toBe(CLAUDE);
    } else {
      const { path, body } = shared.arrivedAt('gemini');
      expect(path).toBe(`/v1beta/models/${model}:countTokens`);
      expect(parseGeminiBody(GEMINI_BODIES.countTokens, body).generateContentRequest?.model).toBe(`models/${model}`);
    }
  });

  it('of a model that is not there get this wire’s error', async () => {
    const asking = client().messages.create({
      model: `${model.slice(0, 6)}-0`,
      max_tokens: 10,
      messages: [{ role: 'user', content: 'Hi' }],
    });
    await expect(asking).rejects.toMatchObject({
      status: 404,
      requestID: expect.any(String) as string,
      error: { type: 'error', error: { type: 'not_found_error' }, request_id: expect.any(String) as string },
    });
  });
});

describe('a conversation that changes its model', () => {
  it.each([false, true])('leaves what Gemini thought behind, and says so (streaming: %s)', async (stream) => {
    const thought = { type: 'thinking', thinking: 'Hm', signature: 'google:c2lnbmVk' };
    const json = {
      model: CLAUDE,
      max_tokens: 50,
      stream,
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: [thought, { type: 'text', text: 'Hello' }] },
        { role: 'user', content: 'Go on' },
      ],
    };
    const answer = await shared.world.call('/v1/messages', { json });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-regrant-dropped')).toBe('messages[].content[].thinking');
    await answer.text();
    expect(publishedMessages(shared.arrivedAt('vertex').body).messages[1]?.content).toEqual([
      { type: 'text', text: 'Hello' },
    ]);
  });
});

describe('what Anthropic’s clients send beside', () => {
  const body = { model: CLAUDE, max_tokens: 20, messages: [{ role: 'user', content: 'Hi' }] };
  const post = (path: string, headers: Record<string, string> = {}, json: unknown = body) =>
    shared.world.call(path, { json, headers });

  it('?beta=true is let pass, and anthropic-beta is kept', async () => {
    const answer = await post('/v1/messages?beta=true', { 'anthropic-beta': 'context-1m-2025-08-07,other' });
    expect(answer.status).toBe(200);
    expect(shared.arrivedAt('vertex').headers['anthropic-beta']).toBe('context-1m-2025-08-07,other');
    expect(shared.arrivedAt('vertex').query).toBe('');
    const { max_tokens: _limit, ...counted } = body;
    expect((await post('/v1/messages/count_tokens?beta=true', {}, counted)).status).toBe(200);
  });

  it.each(['2023-06-01', '2026-10-21'])('version %s is known', async (version) => {
    expect((await post('/v1/messages', { 'anthropic-version': version })).status).toBe(200);
    expect((await post('/v1/messages', { 'anthropic-version': version }, { ...body, model: GEMINI })).status).toBe(200);
  });

  it('version 2026-10-21 refuses a temperature, and an unknown version is named', async () => {
    const hot = { ...body, model: GEMINI, temperature: 0.5 };
    const refused = await post('/v1/messages', { 'anthropic-version': '2026-10-21' }, hot);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      error: { message: expect.stringMatching(/^temperature: /) as string },
    });
    expect((await post('/v1/messages', { 'anthropic-version': '2023-06-01' }, hot)).status).toBe(200);
    const unknown = await post('/v1/messages', { 'anthropic-version': '1999-01-01' });
    expect(await unknown.json()).toMatchObject({
      type: 'error',
      error: { type: 'invalid_request_error', message: expect.stringMatching(/^anthropic-version: /) as string },
    });
  });

  it.each([
    ['x-api-key', ''],
    ['authorization', 'Bearer '],
  ])('the key may come in %s', async (header, scheme) => {
    const send = (key: string) =>
      fetch(`${shared.world.url}/v1/messages`, {
        method: 'POST',
        headers: { [header]: scheme + key },
        body: JSON.stringify(body),
      });
    expect((await send(CALLER_KEY)).status).toBe(200);
    const refused = await send('wrong-key-0123456789');
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ type: 'error', error: { type: 'authentication_error' } });
  });

  it('models are listed in this wire’s shape for the one who sends a version', async () => {
    for (const sdk of Object.keys(SDKS) as Version[]) {
      const models = (await SDKS[sdk]().models.list()).data;
      expect(models.find(({ id }) => id === GEMINI)).toMatchObject({ type: 'model', display_name: 'Gemini 2.5 Flash' });
      expect(await SDKS[sdk]().models.retrieve(GEMINI)).toMatchObject({ type: 'model', id: GEMINI });
    }
  });

  it('HEAD / finds somebody', async () => {
    expect((await fetch(shared.world.url, { method: 'HEAD' })).status).toBe(200);
  });
});

describe('errors in the middle of a stream', () => {
  it.each([GEMINI, CLAUDE])('end it in this wire: %s', async (model) => {
    const { world } = shared;
    const gemini = [
      { candidates: [{ content: { role: 'model', parts: [{ text: 'Once ' }] } }] },
      { error: { code: 503, message: 'Overloaded for projects/secret-1', status: 'UNAVAILABLE' } },
    ];
    world.gemini.faults.next = () => ({ chunks: gemini });
    world.vertex.faults.next = () => ({ cutAfterBytes: 700 });
    try {
      const json = { model, max_tokens: 50, stream: true, messages: [{ role: 'user', content: 'a b c d e f' }] };
      const text = await (await world.call('/v1/messages', { json })).text().catch(() => 'broken');
      if (model === GEMINI) {
        expect(text).toMatch(/event: error\ndata: .*overloaded_error.*\n\n$/);
        expect(text).not.toContain('secret-1');
      }
      expect(text).not.toContain('message_stop');
    } finally {
      world.gemini.faults.next = undefined;
      world.vertex.faults.next = undefined;
    }
  });
});
