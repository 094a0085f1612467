import { describe, expect, it } from 'vitest';
import { neutralToGemini } from '../gemini/from-neutral.js';
import type { TranslationContext } from '../neutral/context.js';
import { DroppedFields } from '../neutral/dropped-fields.js';
import type { NeutralRequest } from '../neutral/request.js';
import { BoundedSignatureStore } from '../neutral/signature-store.js';
import { chatToNeutral } from './to-neutral.js';

function contextOf(): TranslationContext {
  return { newId: (prefix) => `${prefix}1`, signatures: new BoundedSignatureStore(), dropped: new DroppedFields() };
}

function translate(fields: Record<string, unknown>): { request: NeutralRequest; dropped: readonly string[] } {
  const context = contextOf();
  const body = { model: 'gemini-2.5-pro', messages: [{ role: 'user', content: 'hi' }], ...fields };
  return { request: chatToNeutral(body, context), dropped: context.dropped.paths };
}

const call = (id: string, name = 'f', text = '{"a":1}') => ({
  id,
  type: 'function',
  function: { name, arguments: text },
});
const tool = (name: string) => ({ type: 'function', function: { name, parameters: { type: 'object' }, strict: true } });

describe('chatToNeutral', () => {
  it('collects system and developer messages wherever they stand', () => {
    const { request } = translate({
      messages: [
        { role: 'system', content: 'one' },
        { role: 'user', content: 'hi' },
        { role: 'developer', content: [{ type: 'text', text: 'two' }] },
      ],
    });
    expect(request.system.map((part) => part.text)).toEqual(['one', 'two']);
    expect(request.messages).toEqual([{ role: 'user', content: [{ type: 'text', text: 'hi' }] }]);
  });

  it('reads pictures, sounds and documents', () => {
    const { request } = translate({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'look' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=', detail: 'high' } },
            { type: 'image_url', image_url: { url: 'https://example.com/cat.JPG?x=1#y', detail: 'auto' } },
            { type: 'input_audio', input_audio: { data: 'UklGRg==', format: 'wav' } },
            { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERg==' } },
            { type: 'file', file: { filename: 'b.PDF', file_data: 'JVBERg==' } },
          ],
        },
      ],
    });
    expect(request.messages[0]?.content).toEqual([
      { type: 'text', text: 'look' },
      { type: 'media', mediaType: 'image/png', source: { kind: 'base64', data: 'iVBORw0KGgo=' }, detail: 'high' },
      {
        type: 'media',
        mediaType: 'image/jpeg',
        source: { kind: 'uri', uri: 'https://example.com/cat.JPG?x=1#y' },
        detail: undefined,
      },
      { type: 'media', mediaType: 'audio/wav', source: { kind: 'base64', data: 'UklGRg==' } },
      { type: 'media', mediaType: 'application/pdf', source: { kind: 'base64', data: 'JVBERg==' }, name: 'a.pdf' },
      { type: 'media', mediaType: 'application/pdf', source: { kind: 'base64', data: 'JVBERg==' }, name: 'b.PDF' },
    ]);
  });

  it('pairs parallel calls with their results, in any order, and names the tool', () => {
    const { request } = translate({
      messages: [
        { role: 'user', content: 'hi' },
        { role: 'assistant', content: null, tool_calls: [call('a', 'f'), call('b', 'g', '')] },
        { role: 'tool', tool_call_id: 'b', content: [{ type: 'text', text: 'B' }] },
        { role: 'tool', tool_call_id: 'a', content: 'A' },
        { role: 'user', content: 'go on' },
      ],
    });
    expect(request.messages.map((message) => message.role)).toEqual(['user', 'assistant', 'user', 'user']);
    expect(request.messages[1]?.content).toEqual([
      { type: 'tool-call', id: 'a', name: 'f', arguments: { a: 1 } },
      { type: 'tool-call', id: 'b', name: 'g', arguments: {} },
    ]);
    expect(request.messages[2]?.content).toMatchObject([
      { toolCallId: 'b', toolName: 'g', content: [{ text: 'B' }] },
      { toolCallId: 'a', toolName: 'f', content: [{ text: 'A' }] },
    ]);
  });

  it('takes the same call id again in a later turn', () => {
    const turn = [
      { role: 'assistant', tool_calls: [call('call_0')] },
      { role: 'tool', tool_call_id: 'call_0', content: 'x' },
    ];
    expect(translate({ messages: [{ role: 'user', content: 'hi' }, ...turn, ...turn] }).request.messages).toHaveLength(
      5,
    );
  });

  it('finds the signature of a call in the message, else in the store', () => {
    const context = contextOf();
    context.signatures.put('a', 'from store');
    context.signatures.put('b', 'older');
    const signed = { ...call('b'), extra_content: { google: { thought_signature: 'from caller' } } };
    const messages = [
      { role: 'assistant', tool_calls: [call('a'), signed] },
      { role: 'tool', tool_call_id: 'a', content: '' },
      { role: 'tool', tool_call_id: 'b', content: '' },
    ];
    const request = chatToNeutral({ model: 'm', messages }, context);
    expect(request.messages[0]?.content).toMatchObject([{ signature: 'from store' }, { signature: 'from caller' }]);
  });

  it('keeps echoed reasoning apart from the answer', () => {
    const { request } = translate({
      messages: [
        { role: 'user', content: 'hi' },
        { role: 'assistant', reasoning_content: 'hm', content: 'yes' },
      ],
    });
    expect(request.messages[1]?.content).toEqual([
      { type: 'thinking', text: 'hm' },
      { type: 'text', text: 'yes' },
    ]);
  });

  it('reads the older functions and function messages', () => {
    const { request } = translate({
      messages: [
        { role: 'user', content: 'hi' },
        { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{}' } },
        { role: 'function', name: 'f', content: '7' },
      ],
      functions: [{ name: 'f' }],
      function_call: { name: 'f' },
    });
    expect(request.tools).toEqual([{ name: 'f', description: undefined, parameters: undefined }]);
    expect(request.toolChoice).toEqual({ mode: 'required', names: ['f'] });
    expect(request.messages[2]?.content).toMatchObject([{ type: 'tool-result', toolName: 'f' }]);
  });

  it.each([
    ['auto', { mode: 'auto' }],
    ['none', { mode: 'none' }],
    ['required', { mode: 'required' }],
    [
      { type: 'function', function: { name: 'f' } },
      { mode: 'required', names: ['f'] },
    ],
    [
      {
        type: 'allowed_tools',
        allowed_tools: { mode: 'auto', tools: [{ type: 'function', function: { name: 'f' } }] },
      },
      { mode: 'auto', names: ['f'] },
    ],
  ])('reads tool_choice %j', (tool_choice, expected) => {
    expect(translate({ tools: [tool('f')], tool_choice }).request.toolChoice).toEqual(expected);
  });

  it('reads every number and switch', () => {
    const { request, dropped } = translate({
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
      top_p: 0.9,
      n: 2,
      seed: 0,
      frequency_penalty: -2,
      presence_penalty: 2,
      max_tokens: 5,
      max_completion_tokens: 6,
      stop: 'END',
      logprobs: true,
      top_logprobs: 3,
      parallel_tool_calls: true,
      prompt_cache_key: 'session',
      user: 'me',
      response_format: { type: 'json_schema', json_schema: { name: 'n', schema: { type: 'object' }, strict: true } },
      reasoning_effort: 'low',
      web_search_options: {},
    });
    expect(request).toMatchObject({
      stream: true,
      includeUsage: true,
      session: 'session',
      parallelToolCalls: true,
      sampling: {
        temperature: 0,
        topP: 0.9,
        maxOutputTokens: 6,
        stopSequences: ['END'],
        seed: 0,
        frequencyPenalty: -2,
        presencePenalty: 2,
        candidates: 2,
        topLogprobs: 3,
      },
      responseFormat: { type: 'json', name: 'n', schema: { type: 'object' } },
      thinking: { effort: 'low', includeThoughts: true },
      webSearch: {},
    });
    expect(dropped).toEqual([]);
  });

  it('takes null for everything that may be left out', () => {
    const names = ['temperature', 'top_p', 'n', 'seed', 'stop', 'logprobs', 'top_logprobs', 'tools', 'tool_choice'];
    const more = ['response_format', 'reasoning_effort', 'stream', 'stream_options', 'user', 'metadata', 'logit_bias'];
    const { request, dropped } = translate(Object.fromEntries([...names, ...more].map((name) => [name, null])));
    expect(request.sampling).toEqual({});
    expect(dropped).toEqual([]);
  });

  it("takes Google's own thinking_config", () => {
    const thinking = (config: object) =>
      translate({ extra_body: { google: { thinking_config: config } } }).request.thinking;
    expect(thinking({ include_thoughts: true, thinking_budget: 800 })).toEqual({
      effort: undefined,
      budgetTokens: 800,
      includeThoughts: true,
    });
    expect(thinking({ thinking_level: 'low' })).toMatchObject({ effort: 'low', includeThoughts: true });
    expect(translate({ reasoning_effort: 'none' }).request.thinking).toMatchObject({ includeThoughts: false });
    expect(translate({}).request.thinking).toBeUndefined();
  });

  it('names what is dropped, and nothing that is not', () => {
    const { dropped } = translate({
      messages: [{ role: 'user', content: 'hi', name: 'ann' }],
      tools: [tool('f')],
      logit_bias: { 50256: -100 },
      metadata: { a: 'b' },
      store: true,
      service_tier: 'flex',
      verbosity: 'low',
      prediction: { type: 'content', content: 'x' },
      web_search_options: { search_context_size: 'low' },
      'made\r\nup: header': 1,
    });
    expect([...dropped].sort()).toEqual([
      'logit_bias',
      'made??up:?header',
      'messages[].name',
      'metadata',
      'prediction',
      'service_tier',
      'store',
      'tools[].function.strict',
      'verbosity',
      'web_search_options.search_context_size',
    ]);
    expect(translate({ store: false, service_tier: 'auto', prediction: null, metadata: {} }).dropped).toEqual([]);
  });

  it('translates 5,000 turns in one pass', () => {
    const messages = Array.from({ length: 5_000 }, (_value, index) => [
      { role: 'assistant', tool_calls: [call(`c${index}`)] },
      { role: 'tool', tool_call_id: `c${index}`, content: 'x' },
    ]).flat();
    const context = contextOf();
    const request = chatToNeutral({ model: 'm', messages }, context);
    const body = neutralToGemini(request, { model: 'gemini-2.5-pro', dropped: context.dropped });
    expect(body.contents).toHaveLength(10_000);
  });
});
