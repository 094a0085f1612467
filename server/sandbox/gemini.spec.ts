import { FunctionCallingConfigMode, GoogleGenAI, type GenerateContentResponse } from '@google/genai';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startGemini, type SandboxGemini } from './gemini.js';
import { startGoogle, type SandboxGoogle } from './google.js';

const MODEL = 'gemini-2.5-flash';
const ALICE = 'alice@example.com';
const WEATHER = {
  name: 'get_weather',
  parametersJsonSchema: {
    type: 'object',
    properties: {
      city: { type: 'string' },
      unit: { enum: ['celsius', 'kelvin'] },
      days: { type: 'integer', minimum: 3 },
    },
  },
};

let google: SandboxGoogle;
let gemini: SandboxGemini;
let accessToken: string;
let sdk: GoogleGenAI;

beforeEach(async () => {
  google = await startGoogle();
  gemini = await startGemini({ google });
  ({ accessToken } = await google.mint(ALICE));
  sdk = new GoogleGenAI({
    apiKey: 'unused',
    httpOptions: { baseUrl: gemini.baseUrl, headers: { authorization: `Bearer ${accessToken}` } },
  });
});

afterEach(async () => {
  await gemini.close();
  await google.close();
});

function call(
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Response> {
  return fetch(`${gemini.origin}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(signal && { signal }),
  });
}

function says(text: string): object {
  return { contents: [{ role: 'user', parts: [{ text }] }] };
}

async function collect(stream: AsyncGenerator<GenerateContentResponse>): Promise<GenerateContentResponse[]> {
  const chunks: GenerateContentResponse[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

describe('through the official SDK', () => {
  it('repeats what was said, with usage and finish reason', async () => {
    const answer = await sdk.models.generateContent({ model: MODEL, contents: 'Good morning' });
    expect(answer.text).toBe('You said: Good morning');
    expect(answer.candidates?.[0]?.finishReason).toBe('STOP');
    expect(answer.modelVersion).toBe(MODEL);
    expect(answer.responseId).toBeTruthy();
    const usage = answer.usageMetadata;
    expect(usage?.promptTokenCount).toBe(3);
    expect(usage?.totalTokenCount).toBe(
      (usage?.promptTokenCount ?? 0) + (usage?.candidatesTokenCount ?? 0) + (usage?.thoughtsTokenCount ?? 0),
    );
  });

  it('streams word by word under one response id', async () => {
    const chunks = await collect(await sdk.models.generateContentStream({ model: MODEL, contents: 'one two three' }));
    expect(chunks.map((chunk) => chunk.text)).toEqual(['You ', 'said: ', 'one ', 'two ', 'three']);
    expect(new Set(chunks.map((chunk) => chunk.responseId)).size).toBe(1);
    expect(chunks.map((chunk) => chunk.candidates?.[0]?.finishReason)).toEqual([
      ...Array.from({ length: 4 }, () => undefined),
      'STOP',
    ]);
  });

  it('calls a tool it is asked for, with arguments that fit the schema, and reports its outcome', async () => {
    const config = { tools: [{ functionDeclarations: [WEATHER] }] };
    const question = { role: 'user', parts: [{ text: 'Please get weather for Oslo' }] };
    const first = await sdk.models.generateContent({ model: MODEL, contents: [question], config });
    expect(first.functionCalls).toEqual([
      { name: 'get_weather', args: { city: 'Please get weather for Oslo', unit: 'celsius', days: 3 } },
    ]);
    const outcome = { functionResponse: { name: 'get_weather', response: { degrees: -4 } } };
    const second = await sdk.models.generateContent({
      model: MODEL,
      config,
      contents: [
        question,
        { role: 'model', parts: [{ functionCall: first.functionCalls?.[0] ?? {} }] },
        { role: 'user', parts: [outcome] },
      ],
    });
    expect(second.functionCalls).toBeUndefined();
    expect(second.text).toBe('The tool get_weather answered: {"degrees":-4}.');
  });

  it('calls every tool that is named, and wants each call answered', async () => {
    const config = { tools: [{ functionDeclarations: [WEATHER, { name: 'get_time' }] }] };
    const question = { role: 'user', parts: [{ text: 'Please get weather and get time' }] };
    const model = 'gemini-3-pro-preview';
    const first = await sdk.models.generateContent({ model, contents: [question], config });
    expect(first.functionCalls?.map(({ name }) => name)).toEqual(['get_weather', 'get_time']);
    const turn = first.candidates?.[0]?.content ?? {};
    expect(turn.parts?.map(({ thoughtSignature }) => thoughtSignature !== undefined)).toEqual([true, false]);
    const answers = (first.functionCalls ?? []).map(({ id, name }) => ({
      functionResponse: { ...(id && { id }), ...(name && { name }), response: { at: name } },
    }));
    const next = (parts: object[], model_turn = turn) =>
      sdk.models.generateContent({ model, config, contents: [question, model_turn, { role: 'user', parts }] });
    expect((await next(answers)).text).toMatch(/get_weather answered.*get_time answered/);
    await expect(next(answers.slice(1))).rejects.toThrow(/number of function response parts/);
    await expect(next([...answers.slice(1), { functionResponse: { name: 'x', response: {} } }])).rejects.toThrow(/fit/);
    const unsigned = {
      role: 'model',
      parts: (turn.parts ?? []).map(({ functionCall }) => ({ functionCall })),
    } as never;
    await expect(next(answers, unsigned)).rejects.toThrow(/missing a thought_signature/);
    await expect(
      sdk.models.generateContent({ model, config, contents: [question, { role: 'user', parts: answers }] }),
    ).rejects.toThrow(/immediately after a function call turn/);
  });

  it('is forced into a tool by mode ANY and kept from it by mode NONE', async () => {
    const ask = (mode: FunctionCallingConfigMode) =>
      sdk.models.generateContent({
        model: 'gemini-3-pro-preview',
        contents: 'get weather',
        config: { tools: [{ functionDeclarations: [WEATHER] }], toolConfig: { functionCallingConfig: { mode } } },
      });
    const forced = await ask(FunctionCallingConfigMode.ANY);
    expect(forced.functionCalls?.[0]?.id).toMatch(/^[0-9a-f]{8}$/);
    expect(forced.candidates?.[0]?.content?.parts?.[0]?.thoughtSignature).toBeTruthy();
    expect((await ask(FunctionCallingConfigMode.NONE)).text).toBe('You said: get weather');
  });

  it('sees images, thinks aloud when asked, speaks JSON, and stops where it is told', async () => {
    const data = Buffer.from('not really a picture').toString('base64');
    const image = await sdk.models.generateContent({
      model: MODEL,
      contents: [{ role: 'user', parts: [{ text: 'Look' }, { inlineData: { mimeType: 'image/png', data } }] }],
    });
    expect(image.text).toBe('You said: Look I see image/png of 20 bytes.');
    expect(image.usageMetadata?.promptTokenCount).toBe(259);

    const thinking = await sdk.models.generateContent({
      model: MODEL,
      contents: 'Hm',
      config: { thinkingConfig: { includeThoughts: true } },
    });
    const parts = thinking.candidates?.[0]?.content?.parts ?? [];
    expect(parts[0]?.thought).toBe(true);
    expect(parts[1]?.thoughtSignature).toBeTruthy();
    expect(thinking.usageMetadata?.thoughtsTokenCount).toBeGreaterThan(0);

    const json = await sdk.models.generateContent({
      model: MODEL,
      contents: 'Hi',
      config: {
        responseMimeType: 'application/json',
        responseJsonSchema: { type: 'object', properties: { mood: { type: 'string' } } },
      },
    });
    expect(JSON.parse(json.text ?? '')).toEqual({ mood: 'Hi' });

    const short = await sdk.models.generateContent({
      model: MODEL,
      contents: 'abcdef',
      config: { maxOutputTokens: 2 },
    });
    expect([short.text, short.candidates?.[0]?.finishReason]).toEqual(['You said', 'MAX_TOKENS']);
  });

  it('counts tokens, embeds, and lists its models page by page', async () => {
    expect((await sdk.models.countTokens({ model: MODEL, contents: 'twelve chars' })).totalTokens).toBe(3);

    const { embeddings } = await sdk.models.embedContent({
      model: 'gemini-embedding-001',
      contents: ['same', 'same', 'other'],
      config: { outputDimensionality: 16 },
    });
    expect(embeddings?.map(({ values }) => values?.length)).toEqual([16, 16, 16]);
    expect(embeddings?.[0]?.values).toEqual(embeddings?.[1]?.values);
    expect(embeddings?.[0]?.values).not.toEqual(embeddings?.[2]?.values);

    const names: (string | undefined)[] = [];
    for await (const model of await sdk.models.list({ config: { pageSize: 2 } })) names.push(model.name);
    expect(names).toContain('models/gemini-2.5-pro');
    expect(names).toHaveLength(6);
    expect((await sdk.models.get({ model: MODEL })).inputTokenLimit).toBe(1_048_576);
  });
});

describe('on the wire', () => {
  it('sends a JSON array when no event stream is asked for', async () => {
    const response = await call(`/v1beta/models/${MODEL}:streamGenerateContent`, says('a b'));
    expect(response.headers.get('content-type')).toContain('application/json');
    const chunks = (await response.json()) as { candidates: { content: { parts: { text: string }[] } }[] }[];
    expect(chunks.map((chunk) => chunk.candidates[0]?.content.parts[0]?.text)).toEqual(['You ', 'said: ', 'a ', 'b']);
  });

  it('answers under /v1 too', async () => {
    expect((await call(`/v1/models/${MODEL}:generateContent`, says('x'))).status).toBe(200);
  });

  it('keeps the body byte for byte, and never the token', async () => {
    const body = `{ "contents" : [{"parts":[{"text":"spaces  stay"}]}] }`;
    await call(`/v1beta/models/${MODEL}:generateContent?x=1`, body, { 'x-goog-user-project': 'my-project' });
    const [entry] = gemini.journal;
    expect(entry).toMatchObject({ email: ALICE, query: '?x=1', outcome: 'answered' });
    expect(entry?.body.toString()).toBe(body);
    expect(entry?.headers['x-goog-user-project']).toBe('my-project');
    expect(JSON.stringify(entry)).not.toContain(accessToken);
  });

  it.each([
    ['a token that is not good', MODEL, says('x'), { authorization: 'Bearer ya29.nobody' }, 401, 'UNAUTHENTICATED'],
    ['a model that does not exist', 'gemini-0', says('x'), {}, 404, 'NOT_FOUND'],
    ['a method the model lacks', 'gemini-embedding-001', says('x'), {}, 404, 'NOT_FOUND'],
    ['JSON that is none', MODEL, '{"contents":', {}, 400, 'INVALID_ARGUMENT'],
    ['a name it does not know', MODEL, { ...says('x'), max_tokens: 3 }, {}, 400, 'INVALID_ARGUMENT'],
    ['no contents', MODEL, { contents: [] }, {}, 400, 'INVALID_ARGUMENT'],
  ])('refuses %s the way Google does', async (_what, model, body, headers, status, word) => {
    const response = await call(`/v1beta/models/${model}:generateContent`, body, headers);
    expect(response.status).toBe(status);
    const { error } = (await response.json()) as { error: { code: number; status: string; message: string } };
    expect(error).toMatchObject({ code: status, status: word });
    expect(error.message).not.toBe('');
    expect(gemini.journal.at(-1)?.outcome).toBe('refused');
  });

  it('refuses access tokens of a grant as soon as it is revoked', async () => {
    await google.revoke(ALICE);
    expect((await call('/v1beta/models')).status).toBe(401);
  });
});

describe('faults', () => {
  const STREAM = `/v1beta/models/${MODEL}:streamGenerateContent?alt=sse`;

  it('plays a status, a reset, a cut stream, and pieces of a script', async () => {
    const faults = [
      { status: 429, headers: { 'retry-after': '7' }, body: { error: { code: 429, status: 'RESOURCE_EXHAUSTED' } } },
      'reset' as const,
      { cutAfterBytes: 40 },
      { chunks: [{ error: { code: 503, status: 'UNAVAILABLE' } }], delayChunksMs: 1 },
    ];
    gemini.faults.next = () => faults.shift();
    const limited = await call(STREAM, says('x'));
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    await expect(call(STREAM, says('x'))).rejects.toThrow();
    const cut = await call(STREAM, says('x'));
    expect(cut.status).toBe(200);
    await expect(cut.text()).rejects.toThrow();
    expect(await (await call(STREAM, says('x'))).text()).toBe(
      'data: {"error":{"code":503,"status":"UNAVAILABLE"}}\r\n\r\n',
    );
    expect(await (await call(STREAM, says('x'))).text()).toContain('said:');
    expect(gemini.journal.map(({ outcome }) => outcome)).toEqual(['fault', 'fault', 'fault', 'answered', 'answered']);
  });

  it('holds a stream after some pieces, and goes on when released', async () => {
    const held = gemini.hold({ afterChunks: 2 });
    const response = await call(STREAM, says('x y z'));
    await held.arrived();
    expect(gemini.journal[0]).toMatchObject({ chunksSent: 2, outcome: 'pending' });
    held.release();
    expect((await response.text()).match(/data: /g)).toHaveLength(5);
  });

  it('notes a caller that leaves in the middle of a stream', async () => {
    const held = gemini.hold({ afterChunks: 1 });
    const caller = new AbortController();
    await call(STREAM, says('x y z'), {}, caller.signal);
    await held.arrived();
    caller.abort();
    await vi.waitFor(() => expect(gemini.journal[0]?.outcome).toBe('aborted'));
    expect(gemini.journal[0]?.chunksSent).toBe(1);
  });
});
