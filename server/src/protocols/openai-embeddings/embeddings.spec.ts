import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { DroppedFields } from '../neutral/dropped-fields.js';
import { formatPath } from '../neutral/path.js';
import { RequestError } from '../neutral/request-error.js';
import { UpstreamAnswerError } from '../neutral/upstream-answer-error.js';
import { embeddingsFromGemini, embeddingsToGemini, parseEmbeddings } from './embeddings.js';

const parse = (fields: object) => parseEmbeddings({ model: 'm', input: 'a', ...fields }, new DroppedFields());
const answer = { embeddings: [{ values: [0.5, -1] }, { values: [2, 3] }], usageMetadata: { promptTokenCount: 4 } };

describe('embeddings', () => {
  it('ask for one vector per text, with the dimensions', () => {
    expect(embeddingsToGemini(parse({ input: ['a', 'b'], dimensions: 256 }), 'gemini-embedding-001')).toEqual({
      requests: ['a', 'b'].map((text) => ({
        model: 'models/gemini-embedding-001',
        content: { parts: [{ text }] },
        outputDimensionality: 256,
      })),
    });
  });

  it('answer numbers', () => {
    expect(embeddingsFromGemini(answer, parse({ input: ['a', 'b'] }), 'asked')).toEqual({
      object: 'list',
      model: 'asked',
      data: [
        { object: 'embedding', index: 0, embedding: [0.5, -1] },
        { object: 'embedding', index: 1, embedding: [2, 3] },
      ],
      usage: { prompt_tokens: 4, total_tokens: 4 },
    });
  });

  it('answer base64, which the official client asks for on its own and decodes', async () => {
    const fetch = (_url: unknown, init?: { body?: unknown }) => {
      const request = parseEmbeddings(JSON.parse(String(init?.body)), new DroppedFields());
      expect(request.encoding).toBe('base64');
      const body = JSON.stringify(embeddingsFromGemini(answer, request, 'm'));
      return Promise.resolve(new Response(body, { headers: { 'content-type': 'application/json' } }));
    };
    const client = new OpenAI({ apiKey: 'none', baseURL: 'http://127.0.0.1/v1', maxRetries: 0, fetch });
    const result = await client.embeddings.create({ model: 'm', input: ['a', 'b'] });
    expect(result.data.map((entry) => [...entry.embedding])).toEqual([
      [0.5, -1],
      [2, 3],
    ]);
  });

  it('name what they drop', () => {
    const dropped = new DroppedFields();
    parseEmbeddings({ model: 'm', input: 'a', user: 'u', task: 'x' }, dropped);
    expect(dropped.paths).toEqual(['task']);
  });

  it.each<[string, unknown]>([
    ['', null],
    ['', 'x'],
    ['model', { input: 'a' }],
    ['input', { model: 'm' }],
    ['input', { model: 'm', input: '' }],
    ['input', { model: 'm', input: [] }],
    ['input', { model: 'm', input: 7 }],
    ['input[1]', { model: 'm', input: ['a', ''] }],
    ['input[0]', { model: 'm', input: [1, 2] }],
    ['input[0]', { model: 'm', input: [[1, 2]] }],
    ['input[0]', { model: 'm', input: [null] }],
    ['input', { model: 'm', input: Array.from({ length: 2049 }, () => 'a') }],
    ['encoding_format', { model: 'm', input: 'a', encoding_format: 'hex' }],
    ['dimensions', { model: 'm', input: 'a', dimensions: 0 }],
    ['user', { model: 'm', input: 'a', user: 7 }],
  ])('refuse, naming "%s"', (path, body) => {
    let error: unknown;
    try {
      parseEmbeddings(body, new DroppedFields());
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(RequestError);
    expect(error instanceof RequestError && formatPath(error.path)).toBe(path);
  });

  it.each([undefined, {}, { embeddings: [] }, { embeddings: [{ values: ['x'] }] }])('refuse the answer %j', (body) => {
    expect(() => embeddingsFromGemini(body, parse({}), 'm')).toThrow(UpstreamAnswerError);
  });
});
