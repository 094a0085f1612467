import { describe, expect, it } from 'vitest';
import { neutralToCountTokens, tokenCount } from '../gemini/count-tokens.js';
import { neutralToGemini } from '../gemini/from-neutral.js';
import { DroppedFields } from '../neutral/dropped-fields.js';
import type { NeutralRequest } from '../neutral/request.js';
import { BoundedSignatureStore } from '../neutral/signature-store.js';
import type { AnthropicContext } from './context.js';
import { anthropicCountToNeutral, anthropicToNeutral } from './to-neutral.js';
import { anthropicToVertex } from './to-vertex.js';
import { parseAnthropicVersion, type AnthropicVersion } from './version.js';

function contextOf(version: AnthropicVersion = '2023-06-01'): AnthropicContext {
  return {
    version,
    newId: (prefix) => `${prefix}1`,
    signatures: new BoundedSignatureStore(),
    dropped: new DroppedFields(),
  };
}

const hi = { role: 'user', content: 'hi' };

function translate(fields: Record<string, unknown>, version?: AnthropicVersion) {
  const context = contextOf(version);
  const body = { model: 'claude-sonnet-4-5', max_tokens: 100, messages: [hi], ...fields };
  const request: NeutralRequest = anthropicToNeutral(body, context);
  return { request, dropped: context.dropped.paths };
}

const use = (id: string, name = 'f', input: object = { a: 1 }) => ({ type: 'tool_use', id, name, input });
const result = (id: string, fields: object = { content: 'ok' }) => ({
  type: 'tool_result',
  tool_use_id: id,
  ...fields,
});

describe('anthropicToNeutral', () => {
  it('reads system prompts as text, as blocks, and inside the messages', () => {
    const cached = { type: 'text', text: 'two', cache_control: { type: 'ephemeral' } };
    const messages = [hi, { role: 'system', content: 'three' }];
    expect(translate({ system: 'one', messages }).request.system.map((part) => part.text)).toEqual(['one', 'three']);
    const { request, dropped } = translate({ system: [{ type: 'text', text: 'one' }, cached], messages });
    expect(request.system.map((part) => part.text)).toEqual(['one', 'two', 'three']);
    expect(dropped).toEqual([]);
  });

  it('reads images, documents and search results, with titles in front', () => {
    const { request } = translate({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', source: { type: 'base64', media_type: 'image/webp', data: 'AAAA' } },
            { type: 'image', source: { type: 'url', url: 'https://example.com/a.gif' } },
            {
              type: 'document',
              title: 'Report',
              context: 'of May',
              source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERg==' },
            },
            { type: 'document', source: { type: 'url', url: 'https://example.com/doc' } },
            { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'plain' } },
            { type: 'document', source: { type: 'content', content: [{ type: 'text', text: 'inner' }] } },
            {
              type: 'search_result',
              source: 'https://s.example',
              title: 'S',
              content: [{ type: 'text', text: 'found' }],
            },
          ],
        },
      ],
    });
    expect(request.messages[0]?.content).toEqual([
      { type: 'media', mediaType: 'image/webp', source: { kind: 'base64', data: 'AAAA' } },
      { type: 'media', mediaType: 'image/gif', source: { kind: 'uri', uri: 'https://example.com/a.gif' } },
      { type: 'text', text: 'Report\nof May' },
      { type: 'media', mediaType: 'application/pdf', source: { kind: 'base64', data: 'JVBERg==' } },
      { type: 'media', mediaType: 'application/pdf', source: { kind: 'uri', uri: 'https://example.com/doc' } },
      { type: 'text', text: 'plain' },
      { type: 'text', text: 'inner' },
      { type: 'text', text: 'S (https://s.example)\nfound' },
    ]);
  });

  it('pairs tool results with their calls, with pictures and errors, over several user turns', () => {
    const picture = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } };
    const { request } = translate({
      messages: [
        hi,
        { role: 'assistant', content: [{ type: 'text', text: 'calling' }, use('a'), use('b', 'g', {})] },
        { role: 'user', content: [result('b', { is_error: true, content: [{ type: 'text', text: 'no' }, picture] })] },
        { role: 'user', content: [result('a', {}), { type: 'text', text: 'go on' }] },
      ],
    });
    expect(request.messages[2]?.content).toEqual([
      {
        type: 'tool-result',
        toolCallId: 'b',
        toolName: 'g',
        isError: true,
        content: [
          { type: 'text', text: 'no' },
          { type: 'media', mediaType: 'image/png', source: { kind: 'base64', data: 'AAAA' } },
        ],
      },
    ]);
    expect(request.messages[3]?.content).toMatchObject([
      { toolCallId: 'a', toolName: 'f', isError: false, content: [] },
      { type: 'text', text: 'go on' },
    ]);
  });

  it("gives Gemini's signature back to the call after the thinking block, and Claude's to nobody but Claude", () => {
    const { request } = translate({
      messages: [
        hi,
        {
          role: 'assistant',
          content: [{ type: 'thinking', thinking: 'hm', signature: 'google:SIG' }, use('a'), use('b')],
        },
        { role: 'user', content: [result('a'), result('b')] },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'by claude', signature: 'ErUB' },
            { type: 'redacted_thinking', data: 'opaque' },
            { type: 'text', text: 'done' },
          ],
        },
        hi,
      ],
    });
    const dropped = new DroppedFields();
    const { contents } = neutralToGemini(request, { model: 'gemini-3-pro', dropped });
    expect(contents[1]?.parts).toEqual([
      { text: 'hm', thought: true },
      { functionCall: { id: 'a', name: 'f', args: { a: 1 } }, thoughtSignature: 'SIG' },
      { functionCall: { id: 'b', name: 'f', args: { a: 1 } } },
    ]);
    expect(contents[3]?.parts.some((part) => part.thoughtSignature !== undefined)).toBe(false);
    expect(contents[3]?.parts.some((part) => part.text === 'by claude')).toBe(true);
    expect(dropped.paths).toContain('messages[].content[].redacted_thinking');
  });

  it('finds a signature in the store when the caller dropped the thinking block', () => {
    const context = contextOf();
    context.signatures.put('a', 'KEPT');
    const messages = [hi, { role: 'assistant', content: [use('a')] }, { role: 'user', content: [result('a')] }];
    const request = anthropicToNeutral({ model: 'm', max_tokens: 1, messages }, context);
    expect(request.messages[1]?.content[0]).toMatchObject({ signature: 'KEPT' });
  });

  it.each([
    [
      { type: 'enabled', budget_tokens: 2048 },
      { budgetTokens: 2048, includeThoughts: true },
    ],
    [
      { type: 'enabled', budget_tokens: 2048, display: 'omitted' },
      { budgetTokens: 2048, includeThoughts: false },
    ],
    [{ type: 'adaptive' }, { includeThoughts: true }],
    [{ type: 'between_tools' }, { includeThoughts: true }],
    [{ type: 'disabled' }, { effort: 'none', includeThoughts: false }],
  ])('reads thinking %j', (thinking, expected) => {
    expect(translate({ thinking }).request.thinking).toEqual(expected);
  });

  it('reads effort, structured output, limits, stop sequences and the session', () => {
    const schema = { type: 'object', properties: {} };
    const { request } = translate({
      output_config: { effort: 'xhigh', format: { type: 'json_schema', schema } },
      thinking: { type: 'adaptive' },
      temperature: 0.2,
      top_p: 0.3,
      top_k: 4,
      stop_sequences: ['A', 'B'],
      metadata: { user_id: 'u' },
      stream: true,
    });
    expect(request).toMatchObject({
      stream: true,
      session: 'u',
      thinking: { effort: 'xhigh', includeThoughts: true },
      responseFormat: { type: 'json', schema },
      sampling: { temperature: 0.2, topP: 0.3, topK: 4, maxOutputTokens: 100, stopSequences: ['A', 'B'] },
    });
  });

  it.each([
    [{ type: 'auto' }, { mode: 'auto' }, undefined],
    [{ type: 'any', disable_parallel_tool_use: true }, { mode: 'required' }, false],
    [{ type: 'tool', name: 'f' }, { mode: 'required', names: ['f'] }, undefined],
    [{ type: 'none' }, { mode: 'none' }, undefined],
  ])('reads tool_choice %j', (tool_choice, toolChoice, parallelToolCalls) => {
    const { request } = translate({ tools: [{ name: 'f', input_schema: { type: 'object' } }], tool_choice });
    expect(request).toMatchObject({ toolChoice });
    expect(request.parallelToolCalls).toBe(parallelToolCalls);
  });

  it('reads tools with their schema untouched, and web search', () => {
    const input_schema = { type: 'object', properties: { a: { $ref: '#/$defs/x' } }, $defs: { x: { const: 1 } } };
    const { request } = translate({
      tools: [
        { name: 'f', description: 'd', input_schema },
        { type: 'web_search_20250305', name: 'web_search', max_uses: 2, blocked_domains: ['b.example'] },
      ],
    });
    expect(request.tools).toEqual([{ name: 'f', description: 'd', parameters: input_schema }]);
    expect(request.webSearch).toEqual({ allowedDomains: undefined, blockedDomains: ['b.example'], maxUses: 2 });
  });

  it('reads past what ran at the provider, and names it', () => {
    const { request, dropped } = translate({
      messages: [
        hi,
        {
          role: 'assistant',
          content: [
            { type: 'server_tool_use', id: 's', name: 'web_search', input: {} },
            { type: 'web_search_tool_result', tool_use_id: 's', content: [] },
            { type: 'text', text: 'answer' },
          ],
        },
        hi,
      ],
      service_tier: 'auto',
      context_management: {},
    });
    expect(request.messages[1]?.content).toEqual([{ type: 'text', text: 'answer' }]);
    expect(dropped).toEqual([
      'service_tier',
      'context_management',
      'messages[].content[].server_tool_use',
      'messages[].content[].web_search_tool_result',
    ]);
  });

  it('knows the two versions, and takes a missing one for the older', () => {
    expect(parseAnthropicVersion(undefined)).toBe('2023-06-01');
    expect(parseAnthropicVersion(' 2026-10-21 ')).toBe('2026-10-21');
    expect(() => parseAnthropicVersion('2019-01-01')).toThrow('not known');
  });
});

describe('tool_choice of a search', () => {
  const search = { type: 'web_search_20250305', name: 'web_search' };
  const tool = { name: 'f', input_schema: { type: 'object' } };
  const chosen = (tools: unknown[], tool_choice: object) => {
    const context = contextOf();
    const { toolChoice } = anthropicToNeutral(
      { model: 'm', max_tokens: 5, messages: [hi], tools, tool_choice },
      context,
    );
    return [toolChoice, context.dropped.paths];
  };

  it('is named as dropped: no other model can be made to search', () => {
    expect(chosen([search], { type: 'any' })).toEqual([undefined, ['tool_choice']]);
    expect(chosen([search, tool], { type: 'tool', name: 'web_search' })).toEqual([undefined, ['tool_choice']]);
  });

  it('leaves other choices alone', () => {
    expect(chosen([search], { type: 'auto' })).toEqual([{ mode: 'auto' }, []]);
    expect(chosen([search, tool], { type: 'any' })).toEqual([{ mode: 'required' }, []]);
    expect(chosen([search, tool], { type: 'tool', name: 'f' })).toEqual([{ mode: 'required', names: ['f'] }, []]);
  });
});

describe('anthropicCountToNeutral', () => {
  it('needs no limit and counts the whole request', () => {
    const body = { model: 'm', messages: [hi], system: 's', tools: [{ name: 'f', input_schema: { type: 'object' } }] };
    const request = anthropicCountToNeutral(body, contextOf());
    const options = { model: 'gemini-2.5-pro', dropped: new DroppedFields() };
    expect(neutralToCountTokens(request, { ...options, api: 'gemini' })).toMatchObject({
      generateContentRequest: { model: 'models/gemini-2.5-pro', systemInstruction: { parts: [{ text: 's' }] } },
    });
    expect(Object.keys(neutralToCountTokens(request, { ...options, api: 'vertex' }))).toContain('contents');
    expect(tokenCount({ totalTokens: 7 })).toBe(7);
    expect(tokenCount({})).toBeUndefined();
  });
});

describe('anthropicToVertex', () => {
  it('moves the model out and the version in, and keeps everything else', () => {
    const body = { model: 'claude-x', max_tokens: 5, messages: [hi], stream: true, future_field: { a: [1] } };
    expect(anthropicToVertex(body, new DroppedFields())).toEqual({
      stream: true,
      session: undefined,
      body: {
        max_tokens: 5,
        messages: [hi],
        stream: true,
        future_field: { a: [1] },
        anthropic_version: 'vertex-2023-10-16',
      },
    });
  });

  it("takes out what Gemini thought, and leaves Claude's own", () => {
    const own = { type: 'thinking', thinking: 'a', signature: 'ErUB' };
    const other = { type: 'thinking', thinking: 'b', signature: 'google:x' };
    const messages = [hi, { role: 'assistant', content: [other, own, { type: 'text', text: 'c' }] }];
    const dropped = new DroppedFields();
    const { body } = anthropicToVertex({ model: 'm', max_tokens: 5, messages }, dropped);
    expect(dropped.paths).toEqual(['messages[].content[].thinking']);
    expect(body['messages']).toEqual([hi, { role: 'assistant', content: [own, { type: 'text', text: 'c' }] }]);
  });

  it('leaves no turn empty: one that was nothing but thought goes as a whole', () => {
    const other = { type: 'thinking', thinking: 'b', signature: 'google:x' };
    const messages = [hi, { role: 'assistant', content: [other] }, hi];
    expect(anthropicToVertex({ model: 'm', max_tokens: 5, messages }, new DroppedFields()).body['messages']).toEqual([
      hi,
      hi,
    ]);
  });
});
