import { describe, expect, it } from 'vitest';
import { UsageTap } from './usage-tap.js';

const tapOf = (text: string, size: number): UsageTap => {
  const tap = new UsageTap();
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) tap.push(bytes.subarray(at, at + size));
  return tap;
};

const gemini = (more: object) =>
  JSON.stringify({ usageMetadata: { promptTokenCount: 7, candidatesTokenCount: 3, thoughtsTokenCount: 2, ...more } });

describe('what an answer cost, read from its bytes', () => {
  it.each([64 * 1024, 4096, 512])('is found in a Gemini answer that comes in pieces of %i bytes', (size) => {
    const answer = `{"candidates":[{"content":{"parts":[{"text":"${'x'.repeat(20_000)}"}]}}],${gemini({}).slice(1)}`;
    expect(tapOf(answer, size).usage).toEqual({ inputTokens: 7, outputTokens: 5, cachedTokens: 0, thoughtTokens: 2 });
  });

  it('is the last one of a stream', () => {
    const stream = [gemini({ candidatesTokenCount: 1 }), gemini({ candidatesTokenCount: 9 })]
      .map((data) => `data: ${data}\n\n`)
      .join('');
    expect(tapOf(stream, 4096).usage?.outputTokens).toBe(11);
  });

  it("takes Claude's input from the beginning of a stream and its output from the end", () => {
    const start = {
      type: 'message_start',
      message: { usage: { input_tokens: 12, cache_read_input_tokens: 4, output_tokens: 1 } },
    };
    const end = { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 40 } };
    const stream = `data: ${JSON.stringify(start)}\n\n${'data: {"type":"ping"}\n\n'.repeat(2000)}data: ${JSON.stringify(end)}\n\n`;
    expect(tapOf(stream, 1000).usage).toMatchObject({ inputTokens: 16, outputTokens: 40, cachedTokens: 4 });
  });

  it('is not invented: an answer without usage, or with the word in its text, has none', () => {
    expect(tapOf('{"candidates":[]}', 10).usage).toBeUndefined();
    expect(tapOf('{"text":"say \\"usageMetadata\\" {not json} "}', 1000).usage).toBeUndefined();
    expect(new UsageTap().usage).toBeUndefined();
  });
});
