import { describe, expect, it } from 'vitest';
import { geminiToNeutral } from '../gemini/reader.js';
import { DroppedFields } from '../neutral/dropped-fields.js';
import { formatPath } from '../neutral/path.js';
import { RequestError } from '../neutral/request-error.js';
import { UpstreamAnswerError } from '../neutral/upstream-answer-error.js';
import { nearestAspectRatio } from './aspect-ratio.js';
import { imagesFromNeutral, imagesFromPredict, imagesToGemini, parseImages } from './images.js';

const parse = (fields: object) => parseImages({ model: 'm', prompt: 'a cat', ...fields }, new DroppedFields());

describe('images', () => {
  it('ask a Gemini model once for each picture', () => {
    const request = parse({ n: 3, size: '1536x1024', response_format: 'b64_json' });
    expect(imagesToGemini(request, 'gemini-2.5-flash-image')).toEqual({
      method: 'generateContent',
      times: 3,
      body: {
        contents: [{ role: 'user', parts: [{ text: 'a cat' }] }],
        generationConfig: { responseModalities: ['TEXT', 'IMAGE'], imageConfig: { aspectRatio: '3:2' } },
      },
    });
  });

  it('ask Imagen once for all', () => {
    expect(imagesToGemini(parse({ n: 2, size: 'auto' }), 'imagen-4.0-generate-001')).toEqual({
      method: 'predict',
      times: 1,
      body: { instances: [{ prompt: 'a cat' }], parameters: { sampleCount: 2 } },
    });
  });

  it('ask for a finer picture where the model offers one', () => {
    const config = (size: string, model: string) => JSON.stringify(imagesToGemini(parse({ size }), model).body);
    expect(config('4096x4096', 'gemini-3-pro-image-preview')).toContain('"imageSize":"4K"');
    expect(config('2048x2048', 'gemini-3-pro-image-preview')).toContain('"imageSize":"2K"');
    expect(config('2048x2048', 'gemini-2.5-flash-image')).not.toContain('imageSize');
  });

  it.each([
    [1024, 1024, 'gemini', '1:1'],
    [1792, 1024, 'gemini', '16:9'],
    [1024, 1792, 'gemini', '9:16'],
    [1024, 1536, 'gemini', '2:3'],
    [1536, 1024, 'imagen-4', '4:3'],
    [99999, 10, 'gemini', '21:9'],
  ])('draw %i by %i on %s as %s', (width, height, model, ratio) => {
    expect(nearestAspectRatio({ width, height }, model)).toBe(ratio);
  });

  it('answer what was drawn', () => {
    const drawn = geminiToNeutral(
      {
        candidates: [
          {
            content: { parts: [{ text: 'Here' }, { inlineData: { mimeType: 'image/png', data: 'AAAA' } }] },
            finishReason: 'STOP',
          },
        ],
        usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 10 },
      },
      { newId: (prefix) => prefix },
    );
    expect(imagesFromNeutral([drawn, drawn], 7)).toMatchObject({
      created: 7,
      data: [{ b64_json: 'AAAA' }, { b64_json: 'AAAA' }],
      usage: { input_tokens: 6, output_tokens: 20, total_tokens: 26 },
    });
    expect(
      imagesFromPredict({ predictions: [{ bytesBase64Encoded: 'BBBB' }, { raiFilteredReason: 'no' }] }, 7).data,
    ).toEqual([{ b64_json: 'BBBB' }]);
  });

  it('say why nothing was drawn', () => {
    const blocked = geminiToNeutral({ promptFeedback: { blockReason: 'SAFETY' } }, { newId: (prefix) => prefix });
    expect(() => imagesFromNeutral([blocked], 7)).toThrow(/SAFETY/);
    expect(() => imagesFromPredict({ predictions: [{ raiFilteredReason: 'policy' }] }, 7)).toThrow(/policy/);
    expect(() => imagesFromPredict(null, 7)).toThrow(UpstreamAnswerError);
    expect(() => imagesFromNeutral([], 7)).toThrow(UpstreamAnswerError);
  });

  it('name what they drop', () => {
    const dropped = new DroppedFields();
    parseImages({ model: 'm', prompt: 'x', quality: 'hd', style: 'vivid', output_format: 'webp', user: 'u' }, dropped);
    expect([...dropped.paths].sort()).toEqual(['output_format', 'quality', 'style']);
  });

  it.each<[string, unknown]>([
    ['', null],
    ['model', { prompt: 'x' }],
    ['prompt', { model: 'm' }],
    ['prompt', { model: 'm', prompt: '' }],
    ['n', { model: 'm', prompt: 'x', n: 0 }],
    ['n', { model: 'm', prompt: 'x', n: 11 }],
    ['size', { model: 'm', prompt: 'x', size: 'big' }],
    ['size', { model: 'm', prompt: 'x', size: '0x10' }],
    ['size', { model: 'm', prompt: 'x', size: 7 }],
    ['response_format', { model: 'm', prompt: 'x', response_format: 'url' }],
    ['response_format', { model: 'm', prompt: 'x', response_format: 'png' }],
    ['stream', { model: 'm', prompt: 'x', stream: true }],
    ['output_format', { model: 'm', prompt: 'x', output_format: 'bmp' }],
  ])('refuse, naming "%s"', (path, body) => {
    let error: unknown;
    try {
      parseImages(body, new DroppedFields());
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(RequestError);
    expect(error instanceof RequestError && formatPath(error.path)).toBe(path);
  });
});
