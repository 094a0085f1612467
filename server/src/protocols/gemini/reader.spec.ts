import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFixture } from '../__fixtures__/read-fixture.js';
import type { StreamPart } from '../neutral/stream-part.js';
import { UpstreamAnswerError } from '../neutral/upstream-answer-error.js';
import { SseParser } from '../sse/parser.js';
import { GeminiReader, geminiToNeutral } from './reader.js';

function counter(): (prefix: string) => string {
  let count = 0;
  return (prefix) => `${prefix}${(count += 1)}`;
}

function read(lines: readonly string[]): StreamPart[] {
  const reader = new GeminiReader({ newId: counter() });
  return [...lines.flatMap((line) => reader.push(line)), ...reader.flush()];
}

const fixture = (name: string): StreamPart[] => read(readFixture(import.meta.url, name));

describe('GeminiReader', () => {
  it('joins text into one block and ends with the last usage', () => {
    expect(fixture('text')).toEqual([
      { type: 'response-start', id: 'r-text', model: 'gemini-2.5-flash' },
      { type: 'usage', usage: { inputTokens: 9, outputTokens: 0, cachedTokens: 0, thoughtTokens: 0 } },
      { type: 'text-start', choice: 0 },
      { type: 'text-delta', choice: 0, text: 'Hé' },
      { type: 'text-delta', choice: 0, text: 'llo, 漢字 🦊' },
      { type: 'text-end', choice: 0, signature: undefined },
      { type: 'finish', choice: 0, finish: { reason: 'stop', upstreamReason: 'STOP', message: undefined } },
      { type: 'usage', usage: { inputTokens: 9, outputTokens: 4, cachedTokens: 0, thoughtTokens: 0 } },
    ]);
  });

  it('keeps call ids and signatures, makes ids where there are none, and says that tools were called', () => {
    const parts = fixture('thinking-tools');
    expect(parts.filter((part) => part.type === 'tool-call-start')).toEqual([
      { type: 'tool-call-start', choice: 0, id: 'fc-1', name: 'get_weather', signature: 'c2lnbmF0dXJlLW9uZQ==' },
      { type: 'tool-call-start', choice: 0, id: 'call_1', name: 'get_weather', signature: undefined },
    ]);
    expect(parts.filter((part) => part.type === 'tool-call-delta').map((part) => part.argumentsText)).toEqual([
      '{"city":"Zürich"}',
      '{"city":"Bern"}',
    ]);
    expect(parts.find((part) => part.type === 'finish')?.finish.reason).toBe('tool-calls');
    expect(parts.at(-1)).toEqual({
      type: 'usage',
      usage: { inputTokens: 42, outputTokens: 50, cachedTokens: 16, thoughtTokens: 20 },
    });
  });

  it('keeps the signature of a text that comes on an empty part at its end', () => {
    const parts = fixture('signed-text');
    expect(parts.map((part) => part.type)).toEqual([
      'response-start',
      'thinking-start',
      'thinking-delta',
      'thinking-end',
      'text-start',
      'text-delta',
      'text-delta',
      'text-end',
      'finish',
      'usage',
    ]);
    expect(parts[7]).toMatchObject({ signature: 'dGV4dC1zaWduYXR1cmU=' });
  });

  it('turns grounding into citations with positions in the text, and skips sources that do not exist', () => {
    const part = fixture('search').find((candidate) => candidate.type === 'citations');
    expect(part).toEqual({
      type: 'citations',
      choice: 0,
      queries: ['zürich bern resultat'],
      citations: [
        {
          url: 'https://example.com/a',
          title: 'example.com',
          startIndex: 0,
          endIndex: 14,
          citedText: 'Zürich gewann.',
        },
        { url: 'https://example.com/a', title: 'example.com', startIndex: 15, endIndex: 27, citedText: 'Bern verlor.' },
        { url: 'https://example.org/b', title: 'example.org' },
      ],
    });
  });

  it('says that a prompt was blocked', () => {
    expect(fixture('blocked-prompt').find((part) => part.type === 'finish')).toMatchObject({
      finish: { reason: 'content-filter', upstreamReason: 'PROHIBITED_CONTENT' },
    });
  });

  it('ends with the error that came inside the stream, without the project in it', () => {
    const last = fixture('error-in-stream').at(-1);
    expect(last).toMatchObject({ type: 'error', problem: { status: 503, code: 'unavailable' } });
    expect(JSON.stringify(last)).not.toContain('123456789');
  });

  it('keeps candidates apart', () => {
    const parts = fixture('two-candidates');
    expect(parts.filter((part) => part.type === 'finish').map((part) => [part.choice, part.finish.reason])).toEqual([
      [0, 'stop'],
      [1, 'length'],
    ]);
    expect(parts.find((part) => part.type === 'logprobs')?.tokens[0]?.alternatives).toHaveLength(2);
  });

  it('says that a stream was cut off before its finish reason', () => {
    const cut = readFixture(import.meta.url, 'text').slice(0, 2);
    expect(read(cut).at(-1)).toMatchObject({ type: 'error', problem: { code: 'upstream.invalid_answer' } });
    expect(read([]).at(-1)).toMatchObject({ type: 'error' });
  });

  it.each([
    ['MALFORMED_FUNCTION_CALL', 'malformed-tool-call'],
    ['RECITATION', 'content-filter'],
    ['A_REASON_OF_NEXT_YEAR', 'other'],
  ])('keeps the upstream word %s', (upstreamReason, reason) => {
    const parts = read([JSON.stringify({ candidates: [{ finishReason: upstreamReason }] })]);
    expect(parts.find((part) => part.type === 'finish')?.finish).toEqual({
      reason,
      upstreamReason,
      message: undefined,
    });
  });

  it.each([
    '',
    'nonsense',
    '[]',
    '3',
    'null',
    '{"candidates":3}',
    '{"candidates":[{"content":{"parts":[{"text":3}]}}]}',
  ])('answers %s with one error and silence afterwards', (data) => {
    const reader = new GeminiReader({ newId: counter() });
    expect(reader.push(data)).toMatchObject([{ type: 'error', problem: { status: 502 } }]);
    expect(reader.push(readFixture(import.meta.url, 'text')[0] ?? '')).toEqual([]);
    expect(reader.flush()).toEqual([]);
  });

  it('is not spoilt by fields of the wrong kind that it can do without', () => {
    const parts = read([
      JSON.stringify({
        candidates: [
          {
            index: 'x',
            content: { parts: [{ text: 'ok' }] },
            finishReason: 'STOP',
            groundingMetadata: 7,
            logprobsResult: [],
            safetyRatings: null,
          },
        ],
        usageMetadata: { promptTokenCount: -1, candidatesTokenCount: 'many', thoughtsTokenCount: null },
        promptFeedback: null,
      }),
    ]);
    expect(parts.find((part) => part.type === 'text-delta')).toMatchObject({ text: 'ok' });
    expect(parts.at(-1)).toMatchObject({ type: 'usage', usage: { inputTokens: 0, outputTokens: 0 } });
  });

  it('takes chunks that say nothing of usage', () => {
    const piece = (text: string) => ({ candidates: [{ content: { parts: [{ text }] } }] });
    const last = { candidates: [{ ...piece('b').candidates[0], finishReason: 'STOP' }] };
    const parts = read([piece('a'), last].map((chunk) => JSON.stringify(chunk)));
    expect(parts.flatMap((part) => (part.type === 'text-delta' ? [part.text] : []))).toEqual(['a', 'b']);
    expect(parts.filter(({ type }) => type === 'error' || type === 'usage')).toEqual([]);
  });

  it('reads the same parts through SSE, however the bytes are cut', () => {
    const names = ['text', 'thinking-tools', 'signed-text', 'search', 'error-in-stream'];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.array(fc.nat(), { maxLength: 60 }), (name, cuts) => {
        const lines = readFixture(import.meta.url, name);
        const bytes = new TextEncoder().encode(lines.map((line) => `data: ${line}\r\n\r\n`).join(': ping\n'));
        const parser = new SseParser();
        const reader = new GeminiReader({ newId: counter() });
        const ends = [...cuts.map((cut) => cut % bytes.length), bytes.length].sort((a, b) => a - b);
        let start = 0;
        const parts: StreamPart[] = [];
        for (const end of ends) {
          for (const event of parser.push(bytes.subarray(start, end))) parts.push(...reader.push(event.data));
          start = end;
        }
        for (const event of parser.flush()) parts.push(...reader.push(event.data));
        expect([...parts, ...reader.flush()]).toEqual(read(lines));
      }),
    );
  });
});

describe('geminiToNeutral', () => {
  it('reads a whole answer', () => {
    const body: unknown = JSON.parse(readFixture(import.meta.url, 'two-candidates')[0] ?? '');
    const response = geminiToNeutral(body, { newId: counter() });
    expect(response.choices.map((choice) => choice.content)).toEqual([
      [{ type: 'text', text: 'A', signature: undefined }],
      [{ type: 'text', text: 'B', signature: undefined }],
    ]);
    expect(response.id).toBe('r-two');
  });

  it.each([undefined, null, 'x', [], {}, { candidates: [] }, { error: { code: 429, message: 'slow down' } }])(
    'throws a typed error for %j',
    (body) => {
      expect(() => geminiToNeutral(body, { newId: counter() })).toThrow(UpstreamAnswerError);
    },
  );
});
