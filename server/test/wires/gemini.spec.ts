import { GoogleGenAI } from '@google/genai';
import { describe, expect, it } from 'vitest';
import { publishedGenerateContent } from '../schemas/google.js';
import { CALLER_KEY } from '../world.js';
import { shareWorld } from './shared-world.js';

const shared = shareWorld();
const MODEL = 'gemini-2.5-flash';
const EMBEDDING = 'gemini-embedding-001';
const genai = () =>
  new GoogleGenAI({ apiKey: CALLER_KEY, httpOptions: { baseUrl: shared.world.url, retryOptions: { attempts: 1 } } });
const post = (path: string, json: unknown) => shared.world.call(path, { json });
const contents = [{ role: 'user', parts: [{ text: 'one two three' }] }];

describe('@google/genai', () => {
  it('embeds several texts at once', async () => {
    const config = { outputDimensionality: 8, taskType: 'RETRIEVAL_QUERY' };
    const { embeddings } = await genai().models.embedContent({ model: EMBEDDING, contents: ['a', 'b'], config });
    expect(embeddings?.map(({ values }) => values?.length)).toEqual([8, 8]);
    expect(embeddings?.[0]?.values).not.toEqual(embeddings?.[1]?.values);
    expect(shared.arrivedAt('gemini').path).toBe(`/v1beta/models/${EMBEDDING}:batchEmbedContents`);
  });

  it('holds a conversation with tools in parallel, thoughts and signatures', async () => {
    const chat = genai().chats.create({
      model: 'gemini-3-pro-preview',
      config: {
        systemInstruction: 'Be brief.',
        thinkingConfig: { includeThoughts: true },
        tools: [{ functionDeclarations: [{ name: 'get_weather' }, { name: 'get_time' }] }],
      },
    });
    let calls: readonly { readonly id?: string; readonly name?: string }[] = [];
    for await (const chunk of await chat.sendMessageStream({ message: 'Please get weather and get time' }))
      calls = [...calls, ...(chunk.functionCalls ?? [])];
    expect(calls.map(({ name }) => name)).toEqual(['get_weather', 'get_time']);
    const answer = await chat.sendMessage({
      message: calls.map(({ id = '', name = '' }) => ({ functionResponse: { id, name, response: { of: name } } })),
    });
    expect(answer.text).toMatch(/get_weather answered.*get_time answered/);
    const sent = publishedGenerateContent(shared.arrivedAt('gemini').body);
    expect(sent.calls.map(({ id }) => id)).toEqual(calls.map(({ id }) => id));
    expect(JSON.stringify(sent.contents)).toContain('"thoughtSignature":"c2FuZGJve');
  });

  it('answers in the form of a schema', async () => {
    const responseJsonSchema = { type: 'object', properties: { mood: { type: 'string' } } };
    const config = { responseMimeType: 'application/json', responseJsonSchema };
    const answer = await genai().models.generateContent({ model: MODEL, contents: 'Hi', config });
    expect(JSON.parse(answer.text ?? '')).toEqual({ mood: 'Hi' });
    expect(publishedGenerateContent(shared.arrivedAt('gemini').body).generationConfig).toEqual(config);
  });
});

describe('what the SDK does not use', () => {
  it('embedContent', async () => {
    const body = { content: { parts: [{ text: 'a' }] }, outputDimensionality: 4 };
    const answer = await post(`/v1beta/models/${EMBEDDING}:embedContent`, body);
    expect(await answer.json()).toMatchObject({ embedding: { values: expect.any(Array) as unknown } });
  });

  it('a stream as an array', async () => {
    const answer = await post(`/v1beta/models/${MODEL}:streamGenerateContent`, { contents });
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    const chunks = (await answer.json()) as { candidates: { content: { parts: { text: string }[] } }[] }[];
    expect(chunks.map((chunk) => chunk.candidates[0]?.content.parts[0]?.text).join('')).toBe('You said: one two three');
  });

  it('pages of the list of models, and no key in what is asked', async () => {
    const path = `/v1beta/models?pageSize=2&pageToken=2&key=${CALLER_KEY}&fields=x`;
    const page = await (await fetch(shared.world.url + path)).json();
    expect(page).toMatchObject({ models: [{}, {}], nextPageToken: '4' });
    expect(shared.arrivedAt('gemini').query).toBe('?pageSize=2&pageToken=2');
  });
});
