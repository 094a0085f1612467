import { describe, expect, it } from 'vitest';
import { readFixture } from '../__fixtures__/read-fixture.js';
import { GeminiReader, geminiToNeutral } from '../gemini/reader.js';
import { BoundedSignatureStore } from '../neutral/signature-store.js';
import { SseParser } from '../sse/parser.js';
import { anthropicError } from './errors.js';
import { anthropicFromNeutral } from './from-neutral.js';
import { anthropicModelList } from './models.js';
import { AnthropicStream } from './stream.js';

const geminiFixtures = new URL('../gemini/', import.meta.url).href;

function counter(): (prefix: string) => string {
  let count = 0;
  return (prefix) => `${prefix}${(count += 1)}`;
}

function optionsOf(thinking: boolean, signatures = new BoundedSignatureStore()) {
  return { id: 'msg_1', model: 'claude-sonnet-4-5', thinking, signatures };
}

interface Event {
  type: string;
  index?: number;
  delta?: Record<string, unknown>;
  content_block?: Record<string, unknown>;
  [member: string]: unknown;
}

function eventsOf(text: string): Event[] {
  const parser = new SseParser();
  return [...parser.push(new TextEncoder().encode(text)), ...parser.flush()].map((event) => {
    const data = JSON.parse(event.data) as Event;
    expect(event.event).toBe(data.type);
    return data;
  });
}

function streamOf(name: string, thinking = true, signatures = new BoundedSignatureStore()): Event[] {
  const reader = new GeminiReader({ newId: counter() });
  const stream = new AnthropicStream(optionsOf(thinking, signatures));
  let text = '';
  for (const line of readFixture(geminiFixtures, name)) text += stream.push(reader.push(line));
  return eventsOf(text + stream.push(reader.flush()) + stream.flush());
}

/** Every block is started, filled and stopped before the next, and the frame is whole. */
function assertOrder(events: readonly Event[]): void {
  expect(events[0]?.type).toBe('message_start');
  expect(events[1]?.type).toBe('ping');
  expect(events.slice(-2).map((event) => event.type)).toEqual(['message_delta', 'message_stop']);
  let open: number | undefined;
  let next = 0;
  for (const event of events) {
    if (event.type === 'content_block_start') {
      expect(open).toBeUndefined();
      expect(event.index).toBe(next);
      open = next;
      next += 1;
    } else if (event.type === 'content_block_delta') expect(event.index).toBe(open);
    else if (event.type === 'content_block_stop') {
      expect(event.index).toBe(open);
      open = undefined;
    }
  }
  expect(open).toBeUndefined();
}

describe('AnthropicStream', () => {
  it.each(['text', 'thinking-tools', 'signed-text', 'search', 'blocked-prompt'])('writes %s in order', (name) => {
    assertOrder(streamOf(name, true));
    assertOrder(streamOf(name, false));
  });

  it('tells the input at the start and the whole usage at the end', () => {
    const events = streamOf('thinking-tools');
    expect(events[0]).toMatchObject({ message: { id: 'msg_1', content: [], usage: { input_tokens: 40 } } });
    expect(events.at(-2)).toMatchObject({
      delta: { stop_reason: 'tool_use', stop_sequence: null },
      usage: {
        input_tokens: 26,
        cache_read_input_tokens: 16,
        output_tokens: 50,
        output_tokens_details: { thinking_tokens: 20 },
      },
    });
  });

  it('puts the signature of the call on the thinking block before it', () => {
    const signatures = new BoundedSignatureStore();
    const events = streamOf('thinking-tools', true, signatures);
    const deltas = events.filter((event) => event.type === 'content_block_delta');
    expect(deltas.map((event) => [event.index, event.delta?.['type']])).toEqual([
      [0, 'thinking_delta'],
      [0, 'thinking_delta'],
      [0, 'signature_delta'],
      [1, 'input_json_delta'],
      [2, 'input_json_delta'],
    ]);
    expect(deltas[2]?.delta?.['signature']).toBe('google:c2lnbmF0dXJlLW9uZQ==');
    expect(signatures.get('fc-1')).toBe('c2lnbmF0dXJlLW9uZQ==');
    const starts = events.filter((event) => event.type === 'content_block_start');
    expect(starts[1]?.content_block).toMatchObject({ type: 'tool_use', id: 'fc-1', name: 'get_weather', input: {} });
  });

  it('writes no thinking for a caller who did not ask for it, and still keeps the signature', () => {
    const signatures = new BoundedSignatureStore();
    const events = streamOf('thinking-tools', false, signatures);
    expect(JSON.stringify(events)).not.toContain('thinking_delta');
    expect(events.find((event) => event.type === 'content_block_start')?.content_block?.['type']).toBe('tool_use');
    expect(signatures.get('fc-1')).toBe('c2lnbmF0dXJlLW9uZQ==');
  });

  it('makes a thinking block for a signature that has none', () => {
    const stream = new AnthropicStream(optionsOf(true));
    const events = eventsOf(
      stream.push([{ type: 'tool-call-start', choice: 0, id: 'a', name: 'f', signature: 'S' }]) +
        stream.push([{ type: 'tool-call-end', choice: 0, id: 'a' }]) +
        stream.flush(),
    );
    assertOrder(events);
    expect(events.filter((event) => event.delta?.['signature']).map((event) => event.delta)).toEqual([
      { type: 'signature_delta', signature: 'google:S' },
    ]);
  });

  it('writes citations into the text they belong to, and counts searches', () => {
    const events = streamOf('search');
    const citations = events.filter((event) => event.delta?.['type'] === 'citations_delta');
    expect(citations[0]?.delta?.['citation']).toEqual({
      type: 'web_search_result_location',
      url: 'https://example.com/a',
      title: 'example.com',
      cited_text: 'Zürich gewann.',
      encrypted_index: '',
    });
    expect(events.at(-2)).toMatchObject({ usage: { server_tool_use: { web_search_requests: 1 } } });
  });

  it('tells a blocked prompt as a refusal', () => {
    expect(streamOf('blocked-prompt').at(-2)?.delta).toMatchObject({
      stop_reason: 'refusal',
      stop_details: { type: 'refusal', explanation: expect.stringContaining('PROHIBITED') as string },
    });
  });

  it('ends with an error event when the upstream fails in mid-stream', () => {
    const events = streamOf('error-in-stream');
    expect(events.at(-1)).toMatchObject({ type: 'error', error: { type: 'overloaded_error' } });
    expect(events.some((event) => event.type === 'message_stop')).toBe(false);
  });

  it('pings only between start and end, and writes nothing after the end', () => {
    const stream = new AnthropicStream(optionsOf(false));
    expect(stream.ping()).toBe('');
    expect(stream.started).toBe(false);
    stream.push([{ type: 'text-start', choice: 0 }]);
    expect(stream.started).toBe(true);
    expect(eventsOf(stream.ping())).toEqual([{ type: 'ping' }]);
    stream.flush();
    expect([stream.ping(), stream.flush(), stream.push([{ type: 'text-start', choice: 0 }])]).toEqual(['', '', '']);
    expect(stream.fail({ status: 500, code: 'x', detail: 'y' })).toBe('');
  });

  it('writes generated pictures where they are not lost', () => {
    const stream = new AnthropicStream(optionsOf(false));
    const text = stream.push([{ type: 'media', choice: 0, mediaType: 'image/png', data: 'AAAA' }]) + stream.flush();
    assertOrder(eventsOf(text));
    expect(text).toContain('![image](data:image/png;base64,AAAA)');
  });
});

describe('anthropicFromNeutral', () => {
  const answer = (parts: object[], thinking: boolean) =>
    anthropicFromNeutral(
      geminiToNeutral(
        { candidates: [{ content: { parts }, finishReason: 'STOP' }], usageMetadata: { promptTokenCount: 3 } },
        { newId: counter() },
      ),
      optionsOf(thinking),
    );
  const call = { functionCall: { name: 'f', args: { x: 1 }, id: 'a' }, thoughtSignature: 'S' };

  it('writes thinking with the signature of the call, the call and the usage', () => {
    expect(answer([{ text: 'hm', thought: true }, call], true)).toMatchObject({
      type: 'message',
      role: 'assistant',
      model: 'claude-sonnet-4-5',
      stop_reason: 'tool_use',
      content: [
        { type: 'thinking', thinking: 'hm', signature: 'google:S' },
        { type: 'tool_use', id: 'a', name: 'f', input: { x: 1 } },
      ],
      usage: { input_tokens: 3, output_tokens: 0 },
    });
  });

  it('leaves thinking out when it was not asked for', () => {
    expect(answer([{ text: 'hm', thought: true }, call], false).content.map((block) => block.type)).toEqual([
      'tool_use',
    ]);
  });

  it('puts citations on the text', () => {
    const lines = readFixture(geminiFixtures, 'search').map((line) => JSON.parse(line) as unknown);
    const message = anthropicFromNeutral(geminiToNeutral(lines[1], { newId: counter() }), optionsOf(false));
    expect(message.content[0]).toMatchObject({ type: 'text', citations: [{ url: 'https://example.com/a' }, {}, {}] });
  });
});

describe('anthropicError', () => {
  it.each([
    [400, 'invalid_request_error'],
    [401, 'authentication_error'],
    [403, 'permission_error'],
    [404, 'not_found_error'],
    [413, 'request_too_large'],
    [422, 'invalid_request_error'],
    [429, 'rate_limit_error'],
    [500, 'api_error'],
    [503, 'overloaded_error'],
    [504, 'timeout_error'],
  ])('gives %i the type %s', (status, type) => {
    const problem = { status, code: 'some.code', detail: 'Bad', path: ['messages', 0] };
    expect(anthropicError(problem, 'req_1')).toEqual({
      type: 'error',
      error: { type, message: 'messages.0: Bad', details: { error_code: 'some.code' } },
      request_id: 'req_1',
    });
  });
});

describe('anthropicModelList', () => {
  it('lists aliases first and each model once, with its limits', () => {
    const gemini = { models: [{ name: 'models/a', displayName: 'A', inputTokenLimit: 10 }, { name: 'models/b' }, 3] };
    const list = anthropicModelList(gemini, ['b']);
    expect(list).toMatchObject({ has_more: false, first_id: 'b', last_id: 'a' });
    expect(list.data[1]).toMatchObject({ type: 'model', id: 'a', display_name: 'A', max_input_tokens: 10 });
    expect(anthropicModelList(undefined)).toEqual({ data: [], has_more: false, first_id: null, last_id: null });
  });
});
