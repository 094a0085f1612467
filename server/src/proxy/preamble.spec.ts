import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InStreamRefusal } from './in-stream-refusal.js';
import { Preamble } from './preamble.js';

const sse = (...events: readonly object[]): Buffer =>
  Buffer.from(events.map((event) => `data: ${JSON.stringify(event)}\r\n\r\n`).join(''));
const USAGE = { usageMetadata: { promptTokenCount: 4, promptTokensDetails: [{ modality: 'TEXT', tokenCount: 4 }] } };
const piece = (part: object) => ({ candidates: [{ content: { parts: [part], role: 'model' }, index: 0 }] });
const OVERLOADED = { error: { code: 503, message: 'The model is overloaded: "text".', status: 'UNAVAILABLE' } };

/** Pushes piece by piece. @returns how many pieces it took until content came, or what was refused instead */
function pushAll(chunks: readonly Buffer[]): { readonly preamble: Preamble; readonly at: number; refused?: unknown } {
  const preamble = new Preamble();
  for (const [index, chunk] of chunks.entries()) {
    try {
      if (preamble.push(chunk)) return { preamble, at: index };
    } catch (error) {
      if (!(error instanceof InStreamRefusal)) throw error;
      return { preamble, at: index, refused: JSON.parse(error.body.toString()) as unknown };
    }
  }
  return { preamble, at: -1 };
}

/** Cut at the given places. */
function cut(bytes: Buffer, places: readonly number[]): readonly Buffer[] {
  const ends = [...new Set(places.map((place) => place % bytes.length))].sort((left, right) => left - right);
  return [...ends, bytes.length].map((end, index) => bytes.subarray(index === 0 ? 0 : (ends[index - 1] ?? 0), end));
}

describe('the beginning of a stream', () => {
  it.each([
    ['text', piece({ text: 'Hi' })],
    ['a thought', piece({ text: 'Hm', thought: true })],
    ['a call', piece({ functionCall: { name: 'f', args: { error: { deep: true } } } })],
    ['a picture', piece({ inlineData: { mimeType: 'image/png', data: 'AA==' } })],
    ['code', piece({ executableCode: { code: 'x' } })],
    ['an end without content', { candidates: [{ finishReason: 'SAFETY', index: 0 }] }],
    ['a prompt that was blocked', { promptFeedback: { blockReason: 'SAFETY' } }],
    ["Claude's first block", { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }],
    ["Claude's end", { type: 'message_delta', delta: { stop_reason: 'end_turn' } }],
  ])('is held until content comes: %s', (_name, content) => {
    const chunks = [sse(USAGE), sse({ type: 'message_start', message: { content: [] } }), sse(content)];
    const { preamble, at } = pushAll(chunks);
    expect(at).toBe(2);
    expect(Buffer.concat(preamble.take())).toEqual(Buffer.concat(chunks));
  });

  it.each([
    ['the first event', sse(OVERLOADED)],
    ['an event after others', Buffer.concat([sse(USAGE), sse(OVERLOADED)])],
    ['an array', Buffer.from(`[${JSON.stringify(OVERLOADED, null, 2)}`)],
    ['a whole array', Buffer.from(`[${JSON.stringify(OVERLOADED, null, 2)}\n]\n`)],
    ['a bare object', Buffer.from(JSON.stringify(OVERLOADED, null, 2))],
  ])('is a refusal when it is an error: %s', (_name, bytes) => {
    expect(pushAll([bytes]).refused).toEqual(OVERLOADED);
  });

  it("is one also in Claude's form", () => {
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    expect(pushAll([Buffer.from(`event: error\ndata: ${JSON.stringify(error)}\n\n`)]).refused).toEqual(error);
  });

  it('is judged alike however the network cuts it', () => {
    const cases = [
      sse(USAGE, OVERLOADED),
      sse(USAGE, piece({ text: 'Hi' })),
      Buffer.from(`[${JSON.stringify(OVERLOADED, null, 2)}\n]\n`),
      sse(piece({ functionCall: { name: 'f', args: { error: {} } } })),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.array(fc.nat(), { maxLength: 12 }), (bytes, places) => {
        const whole = pushAll([bytes]);
        const inPieces = pushAll(cut(bytes, places));
        expect(inPieces.refused).toEqual(whole.refused);
        expect(inPieces.at === -1).toBe(whole.at === -1);
      }),
      { seed: 20_261_120, numRuns: 500 },
    );
    for (const bytes of cases) {
      expect(pushAll([...bytes].map((byte) => Buffer.of(byte))).refused).toEqual(pushAll([bytes]).refused);
    }
  });

  it('is held no longer than 8 KiB, and loses nothing', () => {
    const comment = Buffer.from(`: ${'x'.repeat(1021)}\n`);
    const { preamble, at } = pushAll(Array.from({ length: 20 }, () => comment));
    expect(at).toBe(8);
    expect(Buffer.concat(preamble.take())).toHaveLength(9 * 1024);
    expect(preamble.take()).toEqual([]);
  });

  it('is an answer broken off when it ends before any content', () => {
    expect(pushAll([sse(USAGE)]).preamble.isBroken).toBe(true);
    expect(new Preamble().isBroken).toBe(true);
  });
});
