import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { CALLER_KEY, MODEL, startWorld, type World } from './world.js';

/** Retries are off, so that nothing is smoothed over. */
const genai = (world: World) =>
  new GoogleGenAI({ apiKey: CALLER_KEY, httpOptions: { baseUrl: world.url, retryOptions: { attempts: 1 } } });
const openai = (world: World) => new OpenAI({ apiKey: CALLER_KEY, baseURL: `${world.url}/v1`, maxRetries: 0 });

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** What reached the Gemini stand-in last: address, who paid, and the body. */
function arrived(world: World) {
  const request = world.gemini.journal.at(-1);
  if (!request) throw new Error('Nothing reached the upstream');
  const { method, path, query, headers, body } = request;
  return {
    method,
    path,
    query,
    headers,
    body: body.length === 0 ? undefined : (JSON.parse(body.toString()) as unknown),
  };
}

describe('@google/genai', () => {
  it("generates content with the account's token and project, and none of the caller's own headers", async () => {
    const world = await startWorld({ accounts: 1 });
    const answer = await genai(world).models.generateContent({
      model: MODEL,
      contents: 'Hello there',
      config: { systemInstruction: 'Be brief.', temperature: 0.5, maxOutputTokens: 100 },
    });
    expect(answer.text).toBe('You said: Hello there');
    expect(answer.usageMetadata?.totalTokenCount).toBeGreaterThan(0);
    const { method, path, query, headers, body } = arrived(world);
    expect([method, path, query]).toEqual(['POST', `/v1beta/models/${MODEL}:generateContent`, '']);
    expect(headers['x-goog-user-project']).toBe('project-of-alice');
    expect(headers['user-agent']).toMatch(/^regrant\//);
    for (const name of ['x-goog-api-key', 'x-goog-api-client', 'cookie', 'x-api-key'])
      expect(headers).not.toHaveProperty(name);
    expect(body).toMatchObject({
      contents: [{ role: 'user', parts: [{ text: 'Hello there' }] }],
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      generationConfig: { temperature: 0.5, maxOutputTokens: 100 },
    });
  });

  it('streams', async () => {
    const world = await startWorld({ accounts: 1 });
    const pieces: string[] = [];
    let finish: string | undefined;
    for await (const chunk of await genai(world).models.generateContentStream({
      model: MODEL,
      contents: 'one two three',
    })) {
      pieces.push(chunk.text ?? '');
      finish = chunk.candidates?.[0]?.finishReason ?? finish;
    }
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.join('')).toBe('You said: one two three');
    expect(finish).toBe('STOP');
    expect(arrived(world)).toMatchObject({ path: `/v1beta/models/${MODEL}:streamGenerateContent`, query: '?alt=sse' });
  });

  it('counts tokens, and lists and gets models', async () => {
    const world = await startWorld({ accounts: 1 });
    const client = genai(world);
    const counted = await client.models.countTokens({ model: MODEL, contents: 'four tokens of text' });
    expect(counted.totalTokens).toBe(5);
    const names: string[] = [];
    for await (const model of await client.models.list({ config: { pageSize: 2 } })) names.push(model.name ?? '');
    expect(names).toContain(`models/${MODEL}`);
    expect(names.length).toBeGreaterThan(2);
    expect((await client.models.get({ model: MODEL })).name).toBe(`models/${MODEL}`);
  });

  it('calls tools and takes their results', async () => {
    const world = await startWorld({ accounts: 1 });
    const tools = [
      {
        functionDeclarations: [
          { name: 'get_weather', parametersJsonSchema: { type: 'object', properties: { city: { type: 'string' } } } },
        ],
      },
    ];
    const asked = await genai(world).models.generateContent({
      model: MODEL,
      contents: 'Please get weather',
      config: { tools },
    });
    expect(asked.functionCalls?.[0]?.name).toBe('get_weather');
    const answer = await genai(world).models.generateContent({
      model: MODEL,
      contents: [
        { role: 'user', parts: [{ text: 'Please get weather' }] },
        asked.candidates?.[0]?.content ?? {},
        { role: 'user', parts: [{ functionResponse: { name: 'get_weather', response: { sky: 'blue' } } }] },
      ],
      config: { tools },
    });
    expect(answer.text).toContain('{"sky":"blue"}');
  });

  it('gets errors it understands: an unknown model, a wrong key', async () => {
    const world = await startWorld({ accounts: 1 });
    await expect(genai(world).models.generateContent({ model: 'gemini-0', contents: 'Hi' })).rejects.toMatchObject({
      name: 'ApiError',
      status: 404,
    });
    const stranger = new GoogleGenAI({
      apiKey: 'not-a-key-of-regrant',
      httpOptions: { baseUrl: world.url, retryOptions: { attempts: 1 } },
    });
    await expect(stranger.models.generateContent({ model: MODEL, contents: 'Hi' })).rejects.toMatchObject({
      status: 401,
    });
  });
});

describe('openai', () => {
  it('completes a chat: system, history and settings arrive as Gemini wants them', async () => {
    const world = await startWorld({ accounts: 1 });
    const completion = await openai(world).chat.completions.create({
      model: MODEL,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello!' },
        { role: 'user', content: 'How are you?' },
      ],
      temperature: 0.2,
      max_completion_tokens: 50,
      stop: ['END'],
    });
    expect(completion).toMatchObject({ object: 'chat.completion', model: MODEL });
    expect(completion.choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: { role: 'assistant', content: 'You said: How are you?' },
    });
    const usage = completion.usage;
    expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0));
    expect(arrived(world).body).toMatchObject({
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'Hi' }] },
        { role: 'model', parts: [{ text: 'Hello!' }] },
        { role: 'user', parts: [{ text: 'How are you?' }] },
      ],
      generationConfig: { temperature: 0.2, maxOutputTokens: 50, stopSequences: ['END'] },
    });
    expect(arrived(world).headers['x-goog-user-project']).toBe('project-of-alice');
  });

  it('streams, with the usage at the end', async () => {
    const world = await startWorld({ accounts: 1 });
    const stream = await openai(world).chat.completions.create({
      model: MODEL,
      messages: [{ role: 'user', content: 'one two three' }],
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks: OpenAI.ChatCompletionChunk[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe('You said: one two three');
    expect(chunks.filter((chunk) => chunk.choices[0]?.finish_reason === 'stop')).toHaveLength(1);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) as number } });
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
    expect(arrived(world)).toMatchObject({ path: `/v1beta/models/${MODEL}:streamGenerateContent`, query: '?alt=sse' });
  });

  it.each([false, true])('calls a tool and takes its result (streaming: %s)', async (isStreaming) => {
    const world = await startWorld({ accounts: 1 });
    const client = openai(world);
    const tools: OpenAI.ChatCompletionTool[] = [
      {
        type: 'function',
        function: {
          name: 'get_weather',
          description: 'The sky now',
          parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
        },
      },
    ];
    const ask: OpenAI.ChatCompletionUserMessageParam = { role: 'user', content: 'Please get weather' };
    const turn = isStreaming
      ? await client.chat.completions.stream({ model: MODEL, messages: [ask], tools }).finalChatCompletion()
      : await client.chat.completions.create({ model: MODEL, messages: [ask], tools });
    const [choice] = turn.choices;
    expect(choice?.finish_reason).toBe('tool_calls');
    const call = choice?.message.tool_calls?.[0];
    if (call?.type !== 'function') throw new Error('No tool was called');
    expect(call.function.name).toBe('get_weather');
    expect(JSON.parse(call.function.arguments)).toHaveProperty('city');
    expect(arrived(world).body).toMatchObject({
      tools: [{ functionDeclarations: [{ name: 'get_weather', description: 'The sky now' }] }],
    });

    const answer = await client.chat.completions.create({
      model: MODEL,
      messages: [
        ask,
        { role: 'assistant', content: null, tool_calls: [{ id: call.id, type: 'function', function: call.function }] },
        { role: 'tool', tool_call_id: call.id, content: '{"sky":"blue"}' },
      ],
      tools,
    });
    expect(answer.choices[0]?.message.content).toContain('The tool get_weather answered');
    expect(answer.choices[0]?.message.content).toContain('blue');
    expect(arrived(world).body).toMatchObject({
      contents: [
        { role: 'user' },
        { role: 'model', parts: [{ functionCall: { name: 'get_weather' } }] },
        { role: 'user', parts: [{ functionResponse: { name: 'get_weather' } }] },
      ],
    });
  });

  it('shows images given as data URLs', async () => {
    const world = await startWorld({ accounts: 1 });
    const completion = await openai(world).chat.completions.create({
      model: MODEL,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look' },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } },
          ],
        },
      ],
    });
    expect(completion.choices[0]?.message.content).toContain(
      `image/png of ${Buffer.from(PIXEL, 'base64').length} bytes`,
    );
    expect(arrived(world).body).toMatchObject({
      contents: [{ parts: [{ text: 'Look' }, { inlineData: { mimeType: 'image/png', data: PIXEL } }] }],
    });
  });

  it('lists and retrieves models', async () => {
    const world = await startWorld({ accounts: 1 });
    const ids: string[] = [];
    for await (const model of openai(world).models.list()) ids.push(model.id);
    expect(ids).toContain(MODEL);
    expect(await openai(world).models.retrieve(MODEL)).toMatchObject({ id: MODEL, object: 'model' });
  });

  it('gets errors it understands: an unknown model, a wrong key, nobody to serve', async () => {
    const world = await startWorld({ accounts: 1 });
    const messages = [{ role: 'user' as const, content: 'Hi' }];
    await expect(openai(world).chat.completions.create({ model: 'gemini-0', messages })).rejects.toBeInstanceOf(
      OpenAI.NotFoundError,
    );
    await expect(openai(world).models.retrieve('gemini-0')).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    const stranger = new OpenAI({ apiKey: 'not-a-key-of-regrant', baseURL: `${world.url}/v1`, maxRetries: 0 });
    await expect(stranger.chat.completions.create({ model: MODEL, messages })).rejects.toBeInstanceOf(
      OpenAI.AuthenticationError,
    );
    await world.letDie(world.account(0));
    await expect(openai(world).chat.completions.create({ model: MODEL, messages })).rejects.toMatchObject({
      status: 503,
      code: 'account_reauth_required',
    });
  });

  it('does not try again by itself when only a person can help', async () => {
    const world = await startWorld({ accounts: 1 });
    await world.letDie(world.account(0));
    let calls = 0;
    const retrying = new OpenAI({
      apiKey: CALLER_KEY,
      baseURL: `${world.url}/v1`,
      maxRetries: 3,
      fetch: (input, init) => {
        calls += 1;
        return fetch(input, init);
      },
    });
    await expect(
      retrying.chat.completions.create({ model: MODEL, messages: [{ role: 'user', content: 'Hi' }] }),
    ).rejects.toMatchObject({ status: 503 });
    expect(calls).toBe(1);
  });
});
