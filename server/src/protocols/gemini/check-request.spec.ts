import { describe, expect, it } from 'vitest';
import { formatPath } from '../neutral/path.js';
import { checkGeminiRequest } from './check-request.js';
import {
  CANARY,
  MALFORMED,
  MALFORMED_GEMINI_ONLY,
  MALFORMED_METHODS,
  MALFORMED_VERTEX_ONLY,
} from './__fixtures__/malformed.js';

const turn = { role: 'user', parts: [{ text: 'hi' }] };

describe('a request that Google would refuse', () => {
  it('comes in more than 100 kinds', () => {
    expect(MALFORMED.length).toBeGreaterThan(100);
  });

  it.each([
    ...MALFORMED.map(([path, body]) => ['generateContent', path, body] as const),
    ...MALFORMED_METHODS,
    ...MALFORMED_GEMINI_ONLY,
    ...MALFORMED_VERTEX_ONLY,
  ])('%s: is found out, naming "%s"', (method, path, body) => {
    const problem = checkGeminiRequest(method, body);
    expect(problem && formatPath(problem.path)).toBe(path);
    expect(problem?.message).not.toContain(CANARY);
  });
});

/** What Google takes, or may take one day: each of these has been seen in Google's own examples, or follows from protobuf's JSON. */
const TAKEN: readonly (readonly [method: string, what: string, body: unknown])[] = [
  [
    'generateContent',
    'one object for a list of one',
    { contents: { parts: { text: 'hi' } }, tools: { googleSearch: {} } },
  ],
  [
    'generateContent',
    'snake case',
    {
      contents: [{ role: 'user', parts: [{ inline_data: { mime_type: 'image/png', data: 'AAAA' } }] }],
      system_instruction: { parts: { text: 'Be brief.' } },
      generation_config: { max_output_tokens: 5, stop_sequences: ['x'] },
      tools: [{ function_declarations: [{ name: 'f', parameters: { type: 'object' } }] }],
    },
  ],
  [
    'generateContent',
    'numbers and flags as text',
    {
      contents: [turn],
      generationConfig: { topK: '40', temperature: '0.5', maxOutputTokens: '9', responseLogprobs: 'true', seed: -1 },
    },
  ],
  ['generateContent', 'numbers for words', { contents: [turn], safetySettings: [{ category: 7, threshold: 4 }] }],
  ['generateContent', 'null for nothing', { contents: [turn], tools: null, generationConfig: null, toolConfig: null }],
  [
    'generateContent',
    'what is yet to come',
    {
      contents: [{ role: 'user', parts: [{ holographicData: 7 }, { text: 'a', sharpness: [] }] }],
      generationConfig: { responseModalities: ['SMELL'], thinkingConfig: { thinkingLevel: 'BRISK', pace: 7 } },
      tools: [{ timeTravel: 'x' }],
      mood: [[[]]],
    },
  ],
  ['generateContent', 'a signature by itself', { contents: [{ parts: [{ thoughtSignature: 'c2ln' }] }] }],
  ['generateContent', 'an empty text', { contents: [{ role: 'model', parts: [{ text: '' }] }] }],
  [
    'generateContent',
    'roles of old',
    { contents: [{ role: 'function', parts: [{ functionResponse: { name: 'f' } }] }] },
  ],
  [
    'generateContent',
    'base64 of any kind',
    {
      contents: [
        {
          parts: ['AAAA', 'AA==', 'AA', 'a-_b', 'QUJD\nQUJD\r\n'].map((data) => ({
            inlineData: { mimeType: 'image/png', data },
          })),
        },
      ],
    },
  ],
  ['generateContent', 'cached contents', { cachedContent: 'cachedContents/1' }],
  [
    'generateContent',
    'JSON Schema proper, whatever it says',
    {
      contents: [turn],
      tools: [{ functionDeclarations: [{ name: 'f', parametersJsonSchema: { type: ['a', 'b'], items: [] } }] }],
      generationConfig: { responseJsonSchema: true },
    },
  ],
  ['countTokens', 'instances', { instances: [{ prompt: 'x' }] }],
  ['countTokens', 'a whole request', { generateContentRequest: { model: 'models/m', contents: [turn] } }],
  ['embedContent', 'a text', { content: { parts: [{ text: 'x' }] }, outputDimensionality: 768 }],
  ['batchEmbedContents', 'one request', { requests: { model: 'models/m', content: turn } }],
  ['aMethodToCome', 'anything', 7],
];

describe('a request that Google may take', () => {
  it.each(TAKEN)('%s: passes with %s', (method, _what, body) => {
    expect(checkGeminiRequest(method, body)).toBeUndefined();
  });
});
