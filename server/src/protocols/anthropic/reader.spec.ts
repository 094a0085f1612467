import { describe, expect, it } from 'vitest';
import { readFixture } from '../__fixtures__/read-fixture.js';
import { collectResponse } from '../neutral/collect-response.js';
import type { StreamPart } from '../neutral/stream-part.js';
import { UpstreamAnswerError } from '../neutral/upstream-answer-error.js';
import { AnthropicReader, anthropicMessageToNeutral } from './reader.js';
import { unpackThinking } from './thinking-blocks.js';
import { parseAnthropicError } from './upstream-error.js';

function read(lines: readonly string[]): StreamPart[] {
  const reader = new AnthropicReader();
  return [...lines.flatMap((line) => reader.push(line)), ...reader.flush()];
}
const fixture = (name: string): StreamPart[] => read(readFixture(import.meta.url, name));

describe('AnthropicReader', () => {
  it('reads thinking, text and calls, with the thinking packed into the first call', () => {
    const { choices, usage, id } = collectResponse(fixture('thinking-tools'));
    const content = choices[0]?.content ?? [];
    expect(content.map((part) => part.type)).toEqual(['thinking', 'thinking', 'text', 'tool-call', 'tool-call']);
    expect(content[0]).toMatchObject({ text: 'Two cities, two calls.', signature: 'claude:ErUBsig==' });
    expect(content[1]).toMatchObject({ redacted: 'b3BhcXVl' });
    expect(content[3]).toMatchObject({ id: 'toolu_1', name: 'get_weather', argumentsText: '{"city": "Zürich"}' });
    expect(content[4]).toMatchObject({ id: 'toolu_2', argumentsText: '{}', signature: undefined });
    expect(content[3]?.type === 'tool-call' && unpackThinking(content[3].signature)).toEqual([
      { type: 'thinking', thinking: 'Two cities, two calls.', signature: 'ErUBsig==' },
      { type: 'redacted_thinking', data: 'b3BhcXVl' },
    ]);
    expect(choices[0]?.finish).toMatchObject({ reason: 'tool-calls', upstreamReason: 'tool_use' });
    expect(usage).toEqual({ inputTokens: 125, outputTokens: 77, cachedTokens: 100, thoughtTokens: 12 });
    expect(id).toBe('msg_vrtx_1');
  });

  it('reads searches and citations, and reads past what it does not know', () => {
    const choice = collectResponse(fixture('search')).choices[0];
    expect(choice?.searchQueries).toEqual(['foxes']);
    expect(choice?.citations).toEqual([
      { url: 'https://example.com/fox', title: 'Fox', citedText: 'Foxes are red', startIndex: 4, endIndex: 18 },
    ]);
  });

  it('ends with the error that came inside the stream, without the project in it', () => {
    const last = fixture('error-in-stream').at(-1);
    expect(last).toMatchObject({ type: 'error', problem: { status: 529, code: 'unavailable' } });
    expect(JSON.stringify(last)).not.toContain('my-project-42');
  });

  it('says that a stream was cut off', () => {
    const cut = readFixture(import.meta.url, 'thinking-tools').slice(0, -2);
    expect(read(cut).at(-1)).toMatchObject({ type: 'error', problem: { code: 'upstream.invalid_answer' } });
  });

  it.each(['', 'nonsense', '[]', 'null', '{}', '{"type":7}'])('answers %j with one error and silence', (data) => {
    const reader = new AnthropicReader();
    expect(reader.push(data)).toMatchObject([{ type: 'error', problem: { status: 502 } }]);
    expect(reader.push('{"type":"ping"}')).toEqual([]);
    expect(reader.flush()).toEqual([]);
  });

  it.each([
    '{"type":"content_block_start","content_block":null}',
    '{"type":"content_block_delta","delta":7}',
    '{"type":"content_block_delta","delta":{"type":"text_delta","text":7}}',
    '{"type":"content_block_stop"}',
    '{"type":"message_start"}',
    '{"type":"message_delta","delta":null}',
  ])('is not thrown off by %s', (data) => {
    const reader = new AnthropicReader();
    expect(reader.push(data).filter((part) => part.type !== 'response-start')).toEqual([]);
  });

  it.each([
    ['end_turn', 'stop'],
    ['max_tokens', 'length'],
    ['stop_sequence', 'stop-sequence'],
    ['refusal', 'refusal'],
    ['pause_turn', 'pause'],
    ['model_context_window_exceeded', 'context-length'],
    ['toString', 'other'],
  ])('keeps the stop reason %s', (stop_reason, reason) => {
    const parts = read([JSON.stringify({ type: 'message_delta', delta: { stop_reason, stop_sequence: 'X' } })]);
    expect(parts[0]).toMatchObject({ finish: { reason, upstreamReason: stop_reason, stopSequence: 'X' } });
  });
});

describe('anthropicMessageToNeutral', () => {
  it('reads a whole message', () => {
    const response = anthropicMessageToNeutral({
      type: 'message',
      id: 'msg_1',
      model: 'claude-x',
      stop_reason: 'tool_use',
      usage: { input_tokens: 3, output_tokens: 4 },
      content: [
        { type: 'thinking', thinking: 'hm', signature: 'S' },
        { type: 'text', text: 'hi', citations: [{ url: 'https://a.example', title: null, cited_text: 'q' }] },
        { type: 'tool_use', id: 't', name: 'f', input: { a: [1] } },
      ],
    });
    expect(response).toMatchObject({
      id: 'msg_1',
      choices: [
        {
          content: [
            { type: 'thinking', text: 'hm', signature: 'claude:S' },
            { type: 'text', text: 'hi' },
            { type: 'tool-call', id: 't', name: 'f', argumentsText: '{"a":[1]}' },
          ],
          citations: [{ url: 'https://a.example', title: 'https://a.example', startIndex: 0, endIndex: 2 }],
          finish: { reason: 'tool-calls' },
        },
      ],
      usage: { inputTokens: 3, outputTokens: 4, cachedTokens: 0, thoughtTokens: 0 },
    });
  });

  it.each([
    undefined,
    null,
    'x',
    {},
    { type: 'message' },
    { type: 'error', error: { type: 'api_error', message: 'x' } },
  ])('throws a typed error for %j', (body) => {
    expect(() => anthropicMessageToNeutral(body)).toThrow(UpstreamAnswerError);
  });
});

describe('parseAnthropicError', () => {
  it("reads Anthropic's form and falls back to Google's", () => {
    expect(
      parseAnthropicError(429, '{"type":"error","error":{"type":"rate_limit_error","message":"slow a@b.example"}}'),
    ).toMatchObject({
      httpStatus: 429,
      status: 'RESOURCE_EXHAUSTED',
      message: 'slow [account]',
    });
    expect(parseAnthropicError(404, '{"error":{"code":404,"status":"NOT_FOUND","message":"no model"}}')).toMatchObject({
      status: 'NOT_FOUND',
      message: 'no model',
    });
    expect(parseAnthropicError(502, '<html>')).toMatchObject({ httpStatus: 502 });
  });
});
