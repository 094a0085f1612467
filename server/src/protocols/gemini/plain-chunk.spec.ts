import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlainChunk } from './plain-chunk.js';
import { geminiChunkSchema } from './schema.js';

const odd = fc.constantFrom<unknown>(undefined, null, '', 'word', 0, 1, -1, 1.5, true, [], {}, [{}]);
const mostly = (usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 6, arbitrary: usual }, { weight: 1, arbitrary: odd });

const part = fc.oneof(
  fc.record(
    { text: mostly(fc.string()), thought: mostly(fc.boolean()), thoughtSignature: mostly(fc.string()) },
    {
      requiredKeys: [],
    },
  ),
  fc.record({ text: fc.string(), functionCall: odd, inlineData: odd, somethingNew: odd }, { requiredKeys: ['text'] }),
);
const candidate = fc.record(
  {
    index: mostly(fc.nat()),
    content: mostly(fc.record({ role: fc.constant('model'), parts: mostly(fc.array(part, { maxLength: 3 })) })),
    finishReason: mostly(fc.constant('STOP')),
    finishMessage: odd,
    groundingMetadata: odd,
    logprobsResult: odd,
    avgLogprobs: odd,
  },
  { requiredKeys: [] },
);
const chunk = fc.record(
  {
    candidates: mostly(fc.array(candidate, { maxLength: 2 })),
    promptFeedback: odd,
    usageMetadata: odd,
    modelVersion: mostly(fc.string()),
    responseId: mostly(fc.string()),
    createTime: odd,
  },
  { requiredKeys: [] },
);

describe('plain chunks', () => {
  it('are those of an ordinary answer', () => {
    const parts = [
      { text: 'Hm.', thought: true },
      { text: 'Hello', thoughtSignature: 'x' },
    ];
    const answer = {
      candidates: [{ index: 0, content: { role: 'model', parts }, finishReason: 'STOP', avgLogprobs: -0.2 }],
      usageMetadata: { promptTokenCount: 1 },
      modelVersion: 'gemini-2.5-flash',
      responseId: 'r',
    };
    expect(isPlainChunk(answer)).toBe(true);
  });

  it('are taken by the schema as they are, whatever a chunk holds', () => {
    let plain = 0;
    fc.assert(
      fc.property(fc.oneof(chunk, fc.anything()), (value) => {
        if (!isPlainChunk(value)) return;
        plain += 1;
        expect(geminiChunkSchema.parse(value)).toEqual(value);
      }),
      { seed: 20_261_120, numRuns: 5000 },
    );
    expect(plain).toBeGreaterThan(100);
  });
});
