import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { publishedMessages } from '../schemas/anthropic.js';
import { publishedGenerateContent } from '../schemas/google.js';
import { CALLER_KEY } from '../world.js';
import { shareWorld } from './shared-world.js';

const shared = shareWorld();
const client = () => new OpenAI({ apiKey: CALLER_KEY, baseURL: `${shared.world.url}/v1`, maxRetries: 0 });

const GEMINI = 'gemini-2.5-flash';
const GEMINI_3 = 'gemini-3-pro-preview';
const CLAUDE = 'claude-sonnet-4-5@20250929';
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const tool = (name: string): OpenAI.ChatCompletionTool => ({
  type: 'function',
  function: {
    name,
    description: `The ${name}`,
    parameters: {
      type: 'object',
      properties: { city: { $ref: '#/$defs/city' }, unit: { const: 'celsius' } },
      required: ['city'],
      $defs: { city: { type: 'string' } },
    },
  },
});

/** What reached the model's upstream, checked against what its maker publishes. */
function arrived(model: string) {
  if (model === CLAUDE) {
    const { path, body } = shared.arrivedAt('vertex');
    return { path, body: publishedMessages(body) as unknown };
  }
  const { path, body } = shared.arrivedAt('gemini');
  return { path, body: publishedGenerateContent(body) as unknown };
}

describe.each([GEMINI, GEMINI_3, CLAUDE])('chat completions with %s', (model) => {
  it('answer, and name the model as it was asked for', async () => {
    const completion = await client().chat.completions.create({
      model,
      messages: [
        { role: 'developer', content: 'Be brief.' },
        { role: 'user', content: 'Good morning' },
      ],
      max_completion_tokens: 200,
      stop: ['NEVER'],
    });
    expect(completion).toMatchObject({ object: 'chat.completion', model, choices: [{ finish_reason: 'stop' }] });
    expect(completion.choices[0]?.message.content).toBe('You said: Good morning');
    expect(completion.usage?.total_tokens).toBeGreaterThan(3);
    expect(completion._request_id).toMatch(/^[0-9a-f-]{36}$/);
    const { path, body } = arrived(model);
    if (model === CLAUDE) {
      expect(path).toMatch(
        /^\/v1\/projects\/project-of-\w+\/locations\/global\/publishers\/anthropic\/models\/claude-sonnet-4-5(@|%40)20250929:rawPredict$/,
      );
      expect(body).toMatchObject({
        anthropic_version: 'vertex-2023-10-16',
        max_tokens: 200,
        system: [{ type: 'text', text: 'Be brief.' }],
        stop_sequences: ['NEVER'],
      });
    } else {
      expect(path).toBe(`/v1beta/models/${model}:generateContent`);
      expect(body).toMatchObject({
        systemInstruction: { parts: [{ text: 'Be brief.' }] },
        generationConfig: { maxOutputTokens: 200, stopSequences: ['NEVER'] },
      });
    }
  });

  it('stream, with usage at the end', async () => {
    const stream = await client().chat.completions.create({
      model,
      messages: [{ role: 'user', content: 'one two three' }],
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks: OpenAI.ChatCompletionChunk[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '');
    expect(text.filter((piece) => piece !== '').length).toBeGreaterThan(2);
    expect(text.join('')).toBe('You said: one two three');
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) as number } });
    expect(new Set(chunks.map(({ model: name }) => name))).toEqual(new Set([model]));
    expect(arrived(model).path).toMatch(/:(streamGenerateContent|streamRawPredict)$/);
  });

  it.each([false, true])('call tools, several at once, and take their results (streaming: %s)', async (isStreaming) => {
    const tools = [tool('get_weather'), tool('get_time')];
    const ask: OpenAI.ChatCompletionUserMessageParam = {
      role: 'user',
      content: 'Please get weather and get time',
    };
    const turn = isStreaming
      ? await client()
          .chat.completions.stream({ model, messages: [ask], tools })
          .finalChatCompletion()
      : await client().chat.completions.create({ model, messages: [ask], tools });
    const message = turn.choices[0]?.message;
    expect(turn.choices[0]?.finish_reason).toBe('tool_calls');
    const calls = message?.tool_calls ?? [];
    const names = calls.map((call) => {
      if (call.type !== 'function') throw new Error('No function was called');
      expect(JSON.parse(call.function.arguments)).toMatchObject({ unit: 'celsius' });
      return call.function.name;
    });
    expect(names).toEqual(['get_weather', 'get_time']);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
    expect(JSON.stringify(arrived(model).body)).toContain('{"$ref":"#/$defs/city"}');

    const answer = await client().chat.completions.create({
      model,
      messages: [
        ask,
        { role: 'assistant', content: null, tool_calls: calls },
        ...calls.map(({ id }) => ({ role: 'tool' as const, tool_call_id: id, content: '{"sky":"blue"}' })),
      ],
      tools,
    });
    expect(answer.choices[0]?.message.content).toContain('blue');
    const { body } = arrived(model);
    if (model === CLAUDE) {
      expect(body).toMatchObject({
        messages: [
          { role: 'user' },
          { role: 'assistant', content: calls.map(({ id }) => ({ type: 'tool_use', id })) },
          { role: 'user', content: calls.map(({ id }) => ({ type: 'tool_result', tool_use_id: id })) },
        ],
      });
    } else {
      expect(body).toMatchObject({
        contents: [
          { role: 'user' },
          { role: 'model', parts: calls.map(({ id }, index) => ({ functionCall: { id, name: names[index] } })) },
          {
            role: 'user',
            parts: calls.map(({ id }, index) => ({
              functionResponse: { id, name: names[index], response: { sky: 'blue' } },
            })),
          },
        ],
      });
      // The stand-in for the third generation takes no first call without the signature that came with it.
      expect(JSON.stringify(body).split('"thoughtSignature"')).toHaveLength(model === GEMINI_3 ? 2 : 1);
    }
  });

  it('must call the tool that is named', async () => {
    const completion = await client().chat.completions.create({
      model,
      messages: [{ role: 'user', content: 'Anything at all' }],
      tools: [tool('get_weather'), tool('get_time')],
      tool_choice: { type: 'function', function: { name: 'get_time' } },
    });
    const call = completion.choices[0]?.message.tool_calls?.[0];
    expect(call?.type === 'function' && call.function.name).toBe('get_time');
    expect(arrived(model).body).toMatchObject(
      model === CLAUDE
        ? { tool_choice: { type: 'tool', name: 'get_time' } }
        : { toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['get_time'] } } },
    );
  });

  it('answer in the form of a schema', async () => {
    const Person = z.object({ name: z.string(), age: z.number() });
    const completion = await client().chat.completions.parse({
      model,
      messages: [{ role: 'user', content: 'Who is it?' }],
      response_format: zodResponseFormat(Person, 'person'),
    });
    expect(Person.safeParse(completion.choices[0]?.message.parsed).success).toBe(true);
    const properties = { name: { type: 'string' }, age: { type: 'number' } };
    expect(arrived(model).body).toMatchObject(
      model === CLAUDE
        ? { output_config: { format: { type: 'json_schema', schema: { properties } } } }
        : { generationConfig: { responseMimeType: 'application/json', responseJsonSchema: { properties } } },
    );
  });

  it('show images and documents', async () => {
    await client().chat.completions.create({
      model,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look' },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } },
            { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0xLjQK' } },
          ],
        },
      ],
    });
    expect(arrived(model).body).toMatchObject(
      model === CLAUDE
        ? {
            messages: [
              {
                content: [
                  { type: 'text' },
                  { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } },
                  { type: 'document', source: { type: 'base64', media_type: 'application/pdf' } },
                ],
              },
            ],
          }
        : {
            contents: [
              {
                parts: [
                  { text: 'Look' },
                  { inlineData: { mimeType: 'image/png', data: PIXEL } },
                  { inlineData: { mimeType: 'application/pdf' } },
                ],
              },
            ],
          },
    );
  });

  it('may begin with a greeting of the model', async () => {
    const completion = await client().chat.completions.create({
      model,
      messages: [
        { role: 'assistant', content: 'Welcome!' },
        { role: 'user', content: 'Thanks' },
      ],
    });
    expect(completion.choices[0]?.message.content).toBe('You said: Thanks');
  });

  it('name what they could not carry', async () => {
    const { response } = await client()
      .chat.completions.create({ model, messages: [{ role: 'user', content: 'Hi' }], logit_bias: { '50256': -100 } })
      .withResponse();
    expect(response.headers.get('x-regrant-dropped')).toContain('logit_bias');
  });
});

describe('the next turn of a conversation', () => {
  it("brings a call's signature back, which this wire has no place for", async () => {
    const model = 'gemini-3-pro-preview';
    const tools = [tool('get_weather')];
    const ask = { role: 'user' as const, content: 'Please get weather' };
    const turn = await client().chat.completions.create({ model, messages: [ask], tools });
    const [call] = turn.choices[0]?.message.tool_calls ?? [];
    if (call?.type !== 'function') throw new Error('No tool was called');
    await client().chat.completions.create({
      model,
      messages: [
        ask,
        { role: 'assistant', tool_calls: [{ id: call.id, type: 'function', function: call.function }] },
        { role: 'tool', tool_call_id: call.id, content: 'sunny' },
      ],
      tools,
    });
    const { contents } = publishedGenerateContent(shared.arrivedAt('gemini').body);
    expect(contents[1]?.parts[0]?.thoughtSignature).toMatch(/^[A-Za-z0-9+/]+=*$/);
    expect(Buffer.from(contents[1]?.parts[0]?.thoughtSignature ?? '', 'base64').toString()).toMatch(/^sandbox:/);
  });
});

describe('errors', () => {
  const ask = (model: string) =>
    client().chat.completions.create({ model, messages: [{ role: 'user', content: 'Hi' }] });

  it.each(['gemini-0', 'claude-none'])('of an unknown model are this wire’s: %s', async (model) => {
    const error: unknown = await ask(model).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OpenAI.NotFoundError);
    expect(error).toMatchObject({ status: 404, type: 'invalid_request_error', code: 'not_found' });
  });

  it('in the middle of a stream reach the reader, and no [DONE] follows', async () => {
    const { world } = shared;
    const piece = { candidates: [{ content: { role: 'model', parts: [{ text: 'Once ' }] } }] };
    const overloaded = { error: { code: 503, message: 'Overloaded for projects/secret-1', status: 'UNAVAILABLE' } };
    world.gemini.faults.next = () => ({ chunks: [piece, overloaded] });
    try {
      const body = { model: GEMINI, stream: true, messages: [{ role: 'user' as const, content: 'Hi' }] };
      const text = await (await world.call('/v1/chat/completions', { json: body })).text();
      expect(text).toContain('Once ');
      expect(text).not.toContain('[DONE]');
      expect(text).not.toContain('secret-1');
      const stream = await client().chat.completions.create({ ...body, stream: true });
      const reading = (async () => {
        for await (const chunk of stream) expect(chunk.id).toMatch(/^chatcmpl-/);
      })();
      await expect(reading).rejects.toBeInstanceOf(OpenAI.APIError);
    } finally {
      world.gemini.faults.next = undefined;
    }
  });
});
