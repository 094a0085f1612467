import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { readFixture } from '../__fixtures__/read-fixture.js';
import { GeminiReader, geminiToNeutral } from '../gemini/reader.js';
import { collectResponse } from '../neutral/collect-response.js';
import { DroppedFields } from '../neutral/dropped-fields.js';
import { BoundedSignatureStore } from '../neutral/signature-store.js';
import type { StreamPart } from '../neutral/stream-part.js';
import { SseParser } from '../sse/parser.js';
import { responsesFromNeutral } from './from-neutral.js';
import { ResponsesStream } from './stream.js';
import { responsesToNeutral } from './to-neutral.js';
import type { ResponsesAnswerOptions } from './writer.js';

const geminiFixtures = new URL('../gemini/', import.meta.url).href;
const fixtures = ['text', 'thinking-tools', 'signed-text', 'search', 'blocked-prompt'];

function counter(): (prefix: string) => string {
  let count = 0;
  return (prefix) => `${prefix}${(count += 1)}`;
}

function optionsOf(fields: object = {}, signatures = new BoundedSignatureStore()): ResponsesAnswerOptions {
  const context = { newId: counter(), signatures, dropped: new DroppedFields() };
  const { echo, customTools, encryptedReasoning } = responsesToNeutral({ model: 'm', input: 'hi', ...fields }, context);
  return {
    id: 'resp_1',
    createdSeconds: 7,
    model: 'gpt-5',
    echo,
    customTools,
    encryptedReasoning,
    newId: counter(),
    signatures,
  };
}

function partsOfFixture(name: string): StreamPart[] {
  const reader = new GeminiReader({ newId: counter() });
  return [...readFixture(geminiFixtures, name).flatMap((line) => reader.push(line)), ...reader.flush()];
}

function textOf(parts: readonly StreamPart[], options = optionsOf()): string {
  const stream = new ResponsesStream(options);
  return parts.map((part) => stream.push([part])).join('') + stream.flush();
}

interface Event {
  type: string;
  sequence_number: number;
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

function clientFor(body: string, contentType = 'text/event-stream'): OpenAI {
  const fetch = () => Promise.resolve(new Response(body, { headers: { 'content-type': contentType } }));
  return new OpenAI({ apiKey: 'none', baseURL: 'http://127.0.0.1/v1', maxRetries: 0, fetch });
}

describe('ResponsesStream', () => {
  it('writes a text from created to completed, numbered without a gap', () => {
    const events = eventsOf(textOf(partsOfFixture('text')));
    expect(events.map((event) => event.sequence_number)).toEqual([...events.keys()]);
    expect(events.map((event) => event.type)).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ]);
    expect(events.at(-1)?.['response']).toMatchObject({
      id: 'resp_1',
      object: 'response',
      status: 'completed',
      model: 'gpt-5',
      store: false,
      output: [{ type: 'message', content: [{ type: 'output_text', text: 'Héllo, 漢字 🦊' }] }],
      usage: { input_tokens: 9, output_tokens: 4, total_tokens: 13 },
    });
  });

  it('writes reasoning with its summary and encrypted content before the calls', () => {
    const signatures = new BoundedSignatureStore();
    const options = optionsOf({ include: ['reasoning.encrypted_content'] }, signatures);
    const events = eventsOf(textOf(partsOfFixture('thinking-tools'), options));
    const done = events.filter((event) => event.type === 'response.output_item.done').map((event) => event['item']);
    expect(done).toMatchObject([
      {
        type: 'reasoning',
        summary: [{ type: 'summary_text', text: '**Plan**\ntwo calls' }],
        encrypted_content: 'google:c2lnbmF0dXJlLW9uZQ==',
      },
      {
        type: 'function_call',
        call_id: 'fc-1',
        name: 'get_weather',
        arguments: '{"city":"Zürich"}',
        status: 'completed',
      },
      { type: 'function_call', call_id: 'call_1', arguments: '{"city":"Bern"}' },
    ]);
    expect(signatures.get('fc-1')).toBe('c2lnbmF0dXJlLW9uZQ==');
    expect(JSON.stringify(eventsOf(textOf(partsOfFixture('thinking-tools'))))).not.toContain('encrypted_content');
  });

  it('gives a custom tool its plain text back', () => {
    const options = optionsOf({ tools: [{ type: 'custom', name: 'apply_patch' }] });
    const events = eventsOf(
      textOf(
        [
          { type: 'tool-call-start', choice: 0, id: 'c', name: 'apply_patch' },
          { type: 'tool-call-delta', choice: 0, id: 'c', argumentsText: '{"input":"*** Begin' },
          { type: 'tool-call-delta', choice: 0, id: 'c', argumentsText: ' Patch"}' },
          { type: 'tool-call-end', choice: 0, id: 'c' },
          { type: 'finish', choice: 0, finish: { reason: 'tool-calls' } },
        ],
        options,
      ),
    );
    expect(events.find((event) => event.type === 'response.custom_tool_call_input.done')?.['input']).toBe(
      '*** Begin Patch',
    );
    expect(events.at(-1)?.['response']).toMatchObject({
      output: [{ type: 'custom_tool_call', call_id: 'c', name: 'apply_patch', input: '*** Begin Patch' }],
    });
  });

  it('writes citations and the search that found them', () => {
    const events = eventsOf(textOf(partsOfFixture('search')));
    expect(events.filter((event) => event.type === 'response.output_text.annotation.added')).toHaveLength(3);
    expect(events.at(-1)?.['response']).toMatchObject({
      output: [
        {
          type: 'message',
          content: [{ annotations: [{ type: 'url_citation', url: 'https://example.com/a' }, {}, {}] }],
        },
        { type: 'web_search_call', action: { type: 'search', queries: ['zürich bern resultat'] } },
      ],
    });
  });

  it('tells a blocked prompt as incomplete, with the refusal', () => {
    const last = eventsOf(textOf(partsOfFixture('blocked-prompt'))).at(-1);
    expect(last?.type).toBe('response.incomplete');
    expect(last?.['response']).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'content_filter' },
      output: [{ content: [{ type: 'refusal' }] }],
    });
  });

  it('ends with response.failed when the upstream fails in mid-stream, and says nothing more', () => {
    const stream = new ResponsesStream(optionsOf());
    const events = eventsOf(stream.push(partsOfFixture('error-in-stream')));
    expect(events.at(-1)).toMatchObject({
      type: 'response.failed',
      response: { status: 'failed', error: { code: 'server_error' } },
    });
    expect([
      stream.flush(),
      stream.push(partsOfFixture('text')),
      stream.fail({ status: 500, code: 'x', detail: 'y' }),
    ]).toEqual(['', '', '']);
  });

  it('knows whether anything has been written', () => {
    const stream = new ResponsesStream(optionsOf());
    expect(stream.push([{ type: 'response-start', id: undefined, model: undefined }])).toBe('');
    expect(stream.started).toBe(false);
    stream.push([{ type: 'text-start', choice: 0 }]);
    expect(stream.started).toBe(true);
  });

  it.each(fixtures)('is put together by the official client to what the stream ends with: %s', async (name) => {
    const text = textOf(partsOfFixture(name), optionsOf({ include: ['reasoning.encrypted_content'] }));
    const final = await clientFor(text).responses.stream({ model: 'm', input: 'hi' }).finalResponse();
    const last = eventsOf(text).at(-1)?.['response'] as { output: object[] };
    expect(final.output).toMatchObject(last.output);
    expect(final.status).toBe(name === 'blocked-prompt' ? 'incomplete' : 'completed');
  });
});

describe('responsesFromNeutral', () => {
  it.each(fixtures)('builds the same answer as the stream: %s', (name) => {
    const parts = partsOfFixture(name);
    const fromStream = eventsOf(textOf(parts)).at(-1)?.['response'];
    expect(responsesFromNeutral(collectResponse(parts), optionsOf())).toEqual(fromStream);
  });

  it('writes log probabilities and pictures', async () => {
    const body = {
      candidates: [
        {
          content: { parts: [{ text: 'A' }, { inlineData: { mimeType: 'image/png', data: 'AAAA' } }] },
          logprobsResult: { chosenCandidates: [{ token: 'A', logProbability: -0.5 }] },
          finishReason: 'STOP',
        },
      ],
    };
    const answer = responsesFromNeutral(geminiToNeutral(body, { newId: counter() }), optionsOf());
    const parsed = await clientFor(JSON.stringify(answer), 'application/json').responses.create({
      model: 'm',
      input: 'hi',
    });
    expect(parsed.output_text).toBe('A');
    expect(parsed.output).toMatchObject([
      { content: [{ logprobs: [{ token: 'A', logprob: -0.5 }] }] },
      { type: 'image_generation_call', result: 'AAAA' },
    ]);
  });
});
