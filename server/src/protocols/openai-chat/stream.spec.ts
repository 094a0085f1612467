import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { readFixture } from '../__fixtures__/read-fixture.js';
import { GeminiReader, geminiToNeutral } from '../gemini/reader.js';
import { BoundedSignatureStore } from '../neutral/signature-store.js';
import { chatFromNeutral } from './from-neutral.js';
import { ChatStream } from './stream.js';

const geminiFixtures = new URL('../gemini/', import.meta.url).href;

function counter(): (prefix: string) => string {
  let count = 0;
  return (prefix) => `${prefix}${(count += 1)}`;
}

function answerOptions(signatures = new BoundedSignatureStore()) {
  return { id: 'chatcmpl-1', createdSeconds: 1_700_000_000, model: 'gpt-4o', signatures };
}

function streamOf(name: string, includeUsage = false, signatures = new BoundedSignatureStore()): string {
  const reader = new GeminiReader({ newId: counter() });
  const stream = new ChatStream({ ...answerOptions(signatures), includeUsage });
  let text = '';
  for (const line of readFixture(geminiFixtures, name)) text += stream.push(reader.push(line));
  return text + stream.push(reader.flush()) + stream.flush();
}

interface Chunk {
  choices: {
    index: number;
    delta: { reasoning_content?: string; [member: string]: unknown };
    finish_reason: string | null;
    native_finish_reason?: string;
  }[];
  usage?: unknown;
}

function chunksOf(text: string): Chunk[] {
  const events = text.split('\n\n').filter((event) => event !== '');
  // An error ends the stream by itself: only a whole answer is done.
  if (!text.includes('"error":')) expect(events.pop()).toBe('data: [DONE]');
  return events.map((event) => JSON.parse(event.slice('data: '.length)) as Chunk);
}

/** The official client, fed with our text instead of a network. */
function clientFor(body: string, contentType = 'text/event-stream'): OpenAI {
  const fetch = () => Promise.resolve(new Response(body, { headers: { 'content-type': contentType } }));
  return new OpenAI({ apiKey: 'none', baseURL: 'http://127.0.0.1/v1', maxRetries: 0, fetch });
}

const question: Pick<OpenAI.ChatCompletionCreateParams, 'model' | 'messages'> = {
  model: 'gpt-4o',
  messages: [{ role: 'user', content: 'hi' }],
};

describe('ChatStream', () => {
  it('writes the role once, the deltas, the finish reason, and the end', () => {
    const chunks = chunksOf(streamOf('text'));
    expect(chunks.map((chunk) => chunk.choices[0]?.delta)).toEqual([
      { role: 'assistant', content: 'Hé' },
      { content: 'llo, 漢字 🦊' },
      {},
    ]);
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('stop');
    expect(chunks[0]).toMatchObject({
      id: 'chatcmpl-1',
      object: 'chat.completion.chunk',
      created: 1_700_000_000,
      model: 'gpt-4o',
    });
    expect(chunks.some((chunk) => 'usage' in chunk)).toBe(false);
  });

  it('ends with a usage chunk when asked, null before', () => {
    const chunks = chunksOf(streamOf('text', true));
    expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
    expect(chunks.at(-1)).toMatchObject({
      choices: [],
      usage: { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 },
    });
  });

  it('streams parallel tool calls with index, id and signature, and stores the signature', () => {
    const signatures = new BoundedSignatureStore();
    const chunks = chunksOf(streamOf('thinking-tools', false, signatures));
    const calls = chunks.flatMap((chunk) => (chunk.choices[0]?.delta['tool_calls'] as object[] | undefined) ?? []);
    expect(calls).toEqual([
      {
        index: 0,
        id: 'fc-1',
        type: 'function',
        function: { name: 'get_weather', arguments: '' },
        extra_content: { google: { thought_signature: 'c2lnbmF0dXJlLW9uZQ==' } },
      },
      { index: 0, function: { arguments: '{"city":"Zürich"}' } },
      { index: 1, id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '' } },
      { index: 1, function: { arguments: '{"city":"Bern"}' } },
    ]);
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('tool_calls');
    expect(signatures.get('fc-1')).toBe('c2lnbmF0dXJlLW9uZQ==');
    const reasoning = chunks.map((chunk) => chunk.choices[0]?.delta.reasoning_content ?? '').join('');
    expect(reasoning).toBe('**Plan**\ntwo calls');
  });

  it('tells a blocked prompt as a refusal, with the word of the upstream', () => {
    const last = chunksOf(streamOf('blocked-prompt'));
    expect(last[0]?.choices[0]?.delta).toMatchObject({
      role: 'assistant',
      refusal: expect.stringContaining('PROHIBITED') as string,
    });
    expect(last.at(-1)?.choices[0]).toMatchObject({
      finish_reason: 'content_filter',
      native_finish_reason: 'PROHIBITED_CONTENT',
    });
  });

  it('ends with an error event and no [DONE] when the upstream fails in mid-stream', () => {
    const chunks = chunksOf(streamOf('error-in-stream', true));
    expect(chunks.at(-1)).toMatchObject({ error: { type: 'server_error', code: 'unavailable', param: null } });
    expect(chunks).toHaveLength(2);
    expect(streamOf('error-in-stream', true)).not.toContain('[DONE]');
  });

  it('knows whether anything has been written', () => {
    const stream = new ChatStream({ ...answerOptions(), includeUsage: false });
    expect(stream.push([{ type: 'response-start', id: 'x', model: 'y' }])).toBe('');
    expect(stream.push([{ type: 'text-start', choice: 0 }])).toBe('');
    expect(stream.started).toBe(false);
    stream.push([{ type: 'text-delta', choice: 0, text: 'a' }]);
    expect(stream.started).toBe(true);
  });

  it('writes nothing after its end', () => {
    const stream = new ChatStream({ ...answerOptions(), includeUsage: true });
    expect(stream.fail({ status: 503, code: 'pool.exhausted', detail: 'Gone.', hint: 'Wait.' })).toBe(
      'data: {"error":{"message":"Gone. Wait.","type":"server_error","param":null,"code":"pool.exhausted"}}\n\n',
    );
    expect(stream.push([{ type: 'text-delta', choice: 0, text: 'late' }])).toBe('');
    expect(stream.flush()).toBe('');
    expect(stream.fail({ status: 500, code: 'x', detail: 'y' })).toBe('');
  });

  it('is understood by the official client: text, tools, usage', async () => {
    const runner = clientFor(streamOf('thinking-tools', true)).chat.completions.stream({
      ...question,
      stream_options: { include_usage: true },
    });
    const completion = await runner.finalChatCompletion();
    expect(completion.choices[0]?.message.tool_calls?.map((call) => call.function)).toMatchObject([
      { name: 'get_weather', arguments: '{"city":"Zürich"}' },
      { name: 'get_weather', arguments: '{"city":"Bern"}' },
    ]);
    expect(completion.choices[0]?.finish_reason).toBe('tool_calls');
    expect(completion.usage).toMatchObject({
      prompt_tokens: 42,
      completion_tokens: 50,
      prompt_tokens_details: { cached_tokens: 16 },
      completion_tokens_details: { reasoning_tokens: 20 },
    });
  });

  it('lets the official client throw on an error in mid-stream', async () => {
    const stream = await clientFor(streamOf('error-in-stream')).chat.completions.create({ ...question, stream: true });
    const seen: string[] = [];
    const read = async () => {
      for await (const chunk of stream) seen.push(chunk.choices[0]?.delta.content ?? '');
    };
    await expect(read()).rejects.toThrow(OpenAI.APIError);
    expect(seen).toEqual(['Half an ans']);
  });
});

describe('chatFromNeutral', () => {
  const whole = (name: string, signatures = new BoundedSignatureStore()) => {
    const lines = readFixture(geminiFixtures, name).map((line) => JSON.parse(line) as Record<string, unknown>);
    const parts = lines.flatMap((line) => {
      const candidates = (line['candidates'] as { content?: { parts?: object[] } }[] | undefined) ?? [];
      return candidates[0]?.content?.parts ?? [];
    });
    const last = structuredClone(lines.at(-1)) as { candidates?: { content?: object; index?: number }[] };
    if (last.candidates?.length === 1 && last.candidates[0]) last.candidates[0].content = { parts };
    return chatFromNeutral(geminiToNeutral(last, { newId: counter() }), answerOptions(signatures));
  };

  it('writes tool calls, reasoning and usage as the stream does', async () => {
    const signatures = new BoundedSignatureStore();
    const completion = await clientFor(
      JSON.stringify(whole('thinking-tools', signatures)),
      'application/json',
    ).chat.completions.create(question);
    expect(completion.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      logprobs: null,
      message: {
        role: 'assistant',
        content: null,
        refusal: null,
        reasoning_content: '**Plan**\ntwo calls',
        tool_calls: [
          { id: 'fc-1', extra_content: { google: { thought_signature: 'c2lnbmF0dXJlLW9uZQ==' } } },
          { id: 'call_1', function: { name: 'get_weather', arguments: '{"city":"Bern"}' } },
        ],
      },
    });
    expect(signatures.get('fc-1')).toBe('c2lnbmF0dXJlLW9uZQ==');
    expect(completion.usage?.completion_tokens_details?.reasoning_tokens).toBe(20);
  });

  it('writes several choices with log probabilities', () => {
    const { choices } = whole('two-candidates');
    expect(choices.map((choice) => [choice.index, choice.message.content, choice.finish_reason])).toEqual([
      [0, 'A', 'stop'],
      [1, 'B', 'length'],
    ]);
    expect(choices[0]?.logprobs?.content[0]).toMatchObject({ token: 'A', bytes: [65], logprob: -0.1 });
    expect(choices[0]?.logprobs?.content[0]?.top_logprobs).toHaveLength(2);
  });

  it('writes citations that point into the text', () => {
    const message = whole('search').choices[0]?.message;
    const first = message?.annotations[0]?.url_citation;
    expect(message?.content?.slice(first?.start_index, first?.end_index)).toBe('Zürich gewann.');
  });

  it('writes a blocked prompt as a refusal', () => {
    expect(whole('blocked-prompt').choices).toMatchObject([
      {
        finish_reason: 'content_filter',
        message: { content: null, refusal: expect.stringContaining('PROHIBITED') as string },
      },
    ]);
  });

  it('writes generated pictures as data URLs', () => {
    const body = {
      candidates: [
        { content: { parts: [{ inlineData: { mimeType: 'image/png', data: 'AAAA' } }] }, finishReason: 'STOP' },
      ],
    };
    const completion = chatFromNeutral(geminiToNeutral(body, { newId: counter() }), answerOptions());
    expect(completion.choices[0]?.message.images).toEqual([
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
    ]);
  });
});
