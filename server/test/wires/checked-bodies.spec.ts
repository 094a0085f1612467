import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { GEMINI_BODIES, VERTEX_BODIES } from '../../sandbox/gemini-request.js';
import { checkGeminiRequest } from '../../src/protocols/gemini/check-request.js';

vi.setConfig({ testTimeout: 60_000 });

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** A request with something of everything. */
const FULL = {
  systemInstruction: { parts: [{ text: 'Be brief.' }] },
  contents: [
    { role: 'user', parts: [{ text: 'Hi' }, { inlineData: { mimeType: 'image/png', data: PIXEL } }] },
    {
      role: 'model',
      parts: [
        { text: 'Hm', thought: true },
        { functionCall: { id: 'a', name: 'f', args: { x: [1] } }, thoughtSignature: 'c2ln' },
      ],
    },
    { role: 'user', parts: [{ functionResponse: { id: 'a', name: 'f', response: { y: null } } }] },
    { role: 'user', parts: [{ fileData: { mimeType: 'application/pdf', fileUri: 'https://example.com/a.pdf' } }] },
  ],
  tools: [
    { functionDeclarations: [{ name: 'f', parameters: { type: 'OBJECT', properties: { x: { type: 'ARRAY' } } } }] },
    { functionDeclarations: [{ name: 'g', parametersJsonSchema: { type: ['object', 'null'] } }], googleSearch: {} },
  ],
  toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['f'] } },
  safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }],
  generationConfig: {
    temperature: 0.5,
    topP: 1,
    topK: 40,
    maxOutputTokens: 9,
    stopSequences: ['x'],
    candidateCount: 1,
    seed: -7,
    responseMimeType: 'application/json',
    responseJsonSchema: { type: 'object' },
    thinkingConfig: { includeThoughts: true, thinkingBudget: -1 },
  },
};

/** What our stand-ins for the published shapes do not look into. */
const OPEN: ReadonlySet<unknown> = new Set(['parameters', 'response', 'responseSchema']);

type Json = Record<string, unknown> | unknown[];
const isTree = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Every place in a tree. */
const placesIn = (tree: Json): (readonly [parent: Json, key: string])[] =>
  Object.entries(tree).flatMap(([key, held]) => [[tree, key] as const, ...(isTree(held) ? placesIn(held) : [])]);

/** What somebody may write into a field by mistake, or on purpose. */
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('', 'user', 'x', 0, -1, 1.5, 1e12, true, null, [], {}, [{}], { text: 'a' }, [{ parts: [] }]),
);

/** The full request with some of its fields replaced, taken out or copied elsewhere. */
const spoilt = fc
  .array(fc.tuple(fc.nat(), fc.oneof(fc.constant(undefined), anything)), { maxLength: 4 })
  .map((changes) => {
    const body = structuredClone(FULL);
    for (const [at, value] of changes) {
      const places = placesIn(body);
      const [parent, key] = places[at % Math.max(1, places.length)] ?? [body, 'contents'];
      Object.assign(parent, { [key]: structuredClone(value) });
    }
    return JSON.parse(JSON.stringify(body)) as unknown;
  });

describe('what is looked at before it is passed on', () => {
  it.each([
    ['the Gemini API', GEMINI_BODIES.generateContent],
    ['Vertex AI', VERTEX_BODIES.generateContent],
  ])('is never refused where the shape that %s publishes takes it', (_name, published) => {
    expect(published.safeParse(FULL).success).toBe(true);
    let taken = 0;
    fc.assert(
      fc.property(spoilt, (body) => {
        const problem = checkGeminiRequest('generateContent', body);
        if (!published.safeParse(body).success) return;
        taken += 1;
        // Published shapes say which fields there are, not that a part needs one of them and no two; and schemas are objects.
        if (problem?.message.startsWith('A part ') || problem?.path.some((step) => OPEN.has(step))) return;
        expect([problem, body]).toEqual([undefined, body]);
      }),
      { numRuns: 500 },
    );
    expect(taken).toBeGreaterThan(20);
  });

  it('is judged the same, whichever way its names are spelled', () => {
    const snake = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(snake);
      if (!isTree(value)) return value;
      return Object.fromEntries(
        Object.entries(value).map(([key, held]) => [
          key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
          snake(held),
        ]),
      );
    };
    fc.assert(
      fc.property(spoilt, (body) => {
        const camel = checkGeminiRequest('generateContent', body);
        const other = checkGeminiRequest('generateContent', snake(body));
        expect(other?.message).toBe(camel?.message);
      }),
      { numRuns: 300 },
    );
  });
});
