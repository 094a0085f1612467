import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { GEMINI_BODIES, parseGeminiBody } from '../../sandbox/gemini-request.js';
import { publishedGenerateContent } from '../schemas/google.js';
import { CALLER_KEY } from '../world.js';
import { shareWorld } from './shared-world.js';

const shared = shareWorld();
const client = () => new OpenAI({ apiKey: CALLER_KEY, baseURL: `${shared.world.url}/v1`, maxRetries: 0 });

describe('embeddings', () => {
  const model = 'gemini-embedding-001';

  it.each([undefined, 'float', 'base64'] as const)('of a text (%s)', async (encoding_format) => {
    const answer = await client().embeddings.create({
      model,
      input: 'Hello',
      dimensions: 16,
      ...(encoding_format && { encoding_format }),
    });
    const [{ embedding }] = answer.data as [OpenAI.Embedding];
    const values: readonly number[] =
      encoding_format === 'base64'
        ? [...new Float32Array(Uint8Array.from(Buffer.from(String(embedding), 'base64')).buffer)]
        : embedding;
    expect(values).toHaveLength(16);
    expect(Math.hypot(...values)).toBeCloseTo(1, 4);
    const { path, body } = shared.arrivedAt('gemini');
    expect(path).toBe(`/v1beta/models/${model}:batchEmbedContents`);
    expect(parseGeminiBody(GEMINI_BODIES.batchEmbedContents, body)).toEqual({
      requests: [{ model: `models/${model}`, content: { parts: [{ text: 'Hello' }] }, outputDimensionality: 16 }],
    });
  });

  it('of more texts than Google takes at once come in one list, in order', async () => {
    const before = shared.world.gemini.journal.length;
    const input = Array.from({ length: 250 }, (_, index) => `text ${index}`);
    const answer = await client().embeddings.create({ model, input, dimensions: 4 });
    expect(answer.data.map(({ index }) => index)).toEqual(input.map((_, index) => index));
    const alone = await client().embeddings.create({ model, input: 'text 207', dimensions: 4 });
    expect(answer.data[207]?.embedding).toEqual(alone.data[0]?.embedding);
    expect(shared.world.gemini.journal).toHaveLength(before + 4);
  });

  it('of a model that has none are refused in this wire', async () => {
    await expect(client().embeddings.create({ model: 'gemini-0', input: 'x' })).rejects.toBeInstanceOf(
      OpenAI.NotFoundError,
    );
    await expect(client().embeddings.create({ model: 'claude-opus-4-5', input: 'x' })).rejects.toMatchObject({
      status: 400,
      param: 'model',
    });
  });
});

describe('images', () => {
  it('are drawn, as many as are wanted, in the shape of the size', async () => {
    const before = shared.world.gemini.journal.length;
    const answer = await client().images.generate({
      model: 'gemini-2.5-flash-image',
      prompt: 'A cat',
      n: 3,
      size: '1536x1024',
    });
    expect(answer.data).toHaveLength(3);
    expect(
      Buffer.from(answer.data?.[0]?.b64_json ?? '', 'base64')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    expect(shared.world.gemini.journal).toHaveLength(before + 3);
    expect(publishedGenerateContent(shared.arrivedAt('gemini').body).generationConfig).toEqual({
      responseModalities: ['TEXT', 'IMAGE'],
      imageConfig: { aspectRatio: '3:2' },
    });
  });

  it('that fail end all of them with one error', async () => {
    const asking = client().images.generate({ model: 'gemini-0', prompt: 'A cat', n: 4 });
    await expect(asking).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  });
});

describe('models', () => {
  it('are listed from the upstream, which is asked once', async () => {
    const { world } = shared;
    const before = world.gemini.journal.length;
    const first = (await client().models.list()).data.map(({ id }) => id);
    const second = (await client().models.list()).data.map(({ id }) => id);
    expect(first).toContain('gemini-2.5-pro');
    expect(second).toEqual(first);
    expect(world.gemini.journal.length - before).toBeLessThanOrEqual(1);
  });

  it('are told one by one, Claude’s too', async () => {
    expect(await client().models.retrieve('gemini-2.5-pro')).toMatchObject({ id: 'gemini-2.5-pro', object: 'model' });
    expect(await client().models.retrieve('claude-opus-4-5')).toMatchObject({
      id: 'claude-opus-4-5',
      owned_by: 'anthropic',
    });
    await expect(client().models.retrieve('gemini-0')).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  });
});
