import { describe, expect, it } from 'vitest';
import { DroppedFields } from '../neutral/dropped-fields.js';
import { RequestError } from '../neutral/request-error.js';
import type { NeutralMessage, NeutralRequest } from '../neutral/request.js';
import { BoundedSignatureStore } from '../neutral/signature-store.js';
import { chatToNeutral } from '../openai-chat/to-neutral.js';
import { neutralToAnthropic } from './request-from-neutral.js';
import { anthropicBodySchema } from './schema.js';
import { packThinking } from './thinking-blocks.js';

const hello: NeutralMessage = { role: 'user', content: [{ type: 'text', text: 'Hello' }] };

function toClaude(fields: Partial<NeutralRequest>, model = 'claude-sonnet-4-5@20250929') {
  const dropped = new DroppedFields();
  const request: NeutralRequest = {
    model,
    stream: false,
    includeUsage: false,
    system: [],
    messages: [hello],
    tools: [],
    sampling: {},
    ...fields,
  };
  const body = neutralToAnthropic(request, { model, dropped });
  // What reaches the upstream must itself be a Messages request.
  expect(anthropicBodySchema.safeParse({ model, ...body }).success).toBe(true);
  return { body, dropped: dropped.paths };
}

describe('neutralToAnthropic', () => {
  it('writes the version and a limit, and nothing that was not asked for', () => {
    expect(toClaude({}).body).toEqual({
      anthropic_version: 'vertex-2023-10-16',
      max_tokens: 8192,
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
    });
  });

  it('lets the user begin, who has said nothing yet where the model has greeted first', () => {
    const greeting = { role: 'assistant' as const, content: [{ type: 'text' as const, text: 'Welcome!' }] };
    expect(toClaude({ messages: [greeting, hello] }).body.messages).toEqual([
      { role: 'user', content: [{ type: 'text', text: '…' }] },
      { role: 'assistant', content: [{ type: 'text', text: 'Welcome!' }] },
      { role: 'user', content: [{ type: 'text', text: 'Hello' }] },
    ]);
  });

  it('merges turns, puts results first, and keeps pictures, documents and errors', () => {
    const { body } = toClaude({
      system: [{ type: 'text', text: 'S' }],
      messages: [
        hello,
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'calling' },
            { type: 'tool-call', id: 'call:1', name: 'f', arguments: { x: 1 } },
          ],
        },
        { role: 'user', content: [{ type: 'text', text: 'and' }] },
        {
          role: 'user',
          content: [
            {
              type: 'tool-result',
              toolCallId: 'call:1',
              toolName: 'f',
              isError: true,
              content: [
                { type: 'text', text: 'no' },
                { type: 'media', mediaType: 'image/png', source: { kind: 'base64', data: 'AAAA' } },
              ],
            },
            { type: 'media', mediaType: 'application/pdf', source: { kind: 'base64', data: 'BBBB' }, name: 'a.pdf' },
            { type: 'media', mediaType: 'text/plain', source: { kind: 'base64', data: 'aGk=' } },
            { type: 'media', mediaType: 'image/jpeg', source: { kind: 'uri', uri: 'https://example.com/a.jpg' } },
          ],
        },
      ],
    });
    expect(body.system).toEqual([{ type: 'text', text: 'S' }]);
    expect(body.messages.slice(1)).toEqual([
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'calling' },
          { type: 'tool_use', id: 'call_1', name: 'f', input: { x: 1 } },
        ],
      },
      {
        role: 'user',
        content: [
          {
            type: 'tool_result',
            tool_use_id: 'call_1',
            is_error: true,
            content: [
              { type: 'text', text: 'no' },
              { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } },
            ],
          },
          { type: 'text', text: 'and' },
          { type: 'document', title: 'a.pdf', source: { type: 'base64', media_type: 'application/pdf', data: 'BBBB' } },
          { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'hi' } },
          { type: 'image', source: { type: 'url', url: 'https://example.com/a.jpg' } },
        ],
      },
    ]);
  });

  it("gives Claude's thinking back in front of its call, from the call's signature or from signed thinking", () => {
    const thinking = { type: 'thinking', thinking: 'hm', signature: 'S' } as const;
    const call = { type: 'tool-call', id: 'a', name: 'f', arguments: {}, signature: packThinking([thinking]) } as const;
    const use = { type: 'tool_use', id: 'a', name: 'f', input: {} };
    const content = (parts: NeutralMessage['content']) =>
      toClaude({ messages: [hello, { role: 'assistant', content: parts }] }).body.messages[1]?.content;
    expect(content([call])).toEqual([thinking, use]);
    expect(content([{ type: 'thinking', text: 'hm', signature: 'claude:S' }, call])).toEqual([thinking, use]);
    expect(content([{ ...call, signature: "Google's" }])).toEqual([use]);
  });

  it('leaves out what nobody signed, and says so', () => {
    const { body, dropped } = toClaude({
      messages: [
        hello,
        {
          role: 'assistant',
          content: [
            { type: 'thinking', text: 'hm' },
            { type: 'text', text: 'a' },
          ],
        },
        hello,
      ],
    });
    expect(body.messages[1]?.content).toEqual([{ type: 'text', text: 'a' }]);
    expect(dropped).toEqual(['messages[].reasoning']);
  });

  it.each<[string, Partial<NeutralRequest>, object | undefined]>([
    ['nothing', {}, undefined],
    ['auto', { toolChoice: { mode: 'auto' } }, { type: 'auto' }],
    ['required', { toolChoice: { mode: 'required' } }, { type: 'any' }],
    ['none', { toolChoice: { mode: 'none' } }, { type: 'none' }],
    ['one name', { toolChoice: { mode: 'required', names: ['f'] } }, { type: 'tool', name: 'f' }],
    ['one at a time', { parallelToolCalls: false }, { type: 'auto', disable_parallel_tool_use: true }],
  ])('writes tool_choice for %s', (_name, fields, expected) => {
    const { body } = toClaude({ tools: [{ name: 'f' }], ...fields });
    expect(body.tool_choice).toEqual(expected);
    expect(body.tools).toEqual([{ name: 'f', input_schema: { type: 'object', properties: {} } }]);
  });

  it('offers only the tools that the choice names', () => {
    const tools = ['f', 'g', 'h'].map((name) => ({ name, parameters: { type: 'object', $defs: { a: {} } } }));
    const { body } = toClaude({ tools, toolChoice: { mode: 'required', names: ['f', 'h'] } });
    expect(body.tool_choice).toEqual({ type: 'any' });
    expect(body.tools).toEqual([
      { name: 'f', input_schema: { type: 'object', $defs: { a: {} } } },
      { name: 'h', input_schema: { type: 'object', $defs: { a: {} } } },
    ]);
  });

  it.each([
    ['claude-sonnet-4-5@20250929', 'high', { type: 'enabled', budget_tokens: 16384 }, undefined],
    ['claude-3-7-sonnet@20250219', 'low', { type: 'enabled', budget_tokens: 4096 }, undefined],
    ['claude-opus-4-6', 'max', { type: 'adaptive', display: 'summarized' }, { effort: 'max' }],
    ['claude-opus-5', 'minimal', { type: 'adaptive', display: 'summarized' }, { effort: 'low' }],
    ['claude-opus-5', 'none', { type: 'disabled' }, undefined],
  ] as const)('%s thinks with effort %s', (model, effort, thinking, outputConfig) => {
    const { body } = toClaude(
      { thinking: { effort, includeThoughts: true }, sampling: { maxOutputTokens: 100 } },
      model,
    );
    expect(body.thinking).toEqual(thinking);
    expect(body.output_config).toEqual(outputConfig);
    if ('budget_tokens' in thinking) expect(body.max_tokens).toBeGreaterThan(thinking.budget_tokens);
    else expect(body.max_tokens).toBe(100);
  });

  it('writes the schema of the answer, search, and what it can of the sampling', () => {
    const { body, dropped } = toClaude({
      stream: true,
      responseFormat: { type: 'json', schema: { type: 'object' } },
      webSearch: { allowedDomains: ['a.example'], maxUses: 2 },
      sampling: {
        temperature: 1.5,
        topP: 0.5,
        topK: 3,
        maxOutputTokens: 10,
        stopSequences: ['1', '2', '3', '4', '5', '6'],
        seed: 1,
        frequencyPenalty: 1,
        presencePenalty: 1,
        topLogprobs: 0,
      },
    });
    expect(body).toMatchObject({
      stream: true,
      max_tokens: 10,
      temperature: 1,
      top_k: 3,
      stop_sequences: ['1', '2', '3', '4', '5', '6'],
      output_config: { format: { type: 'json_schema', schema: { type: 'object' } } },
      tools: [{ type: 'web_search_20250305', name: 'web_search', allowed_domains: ['a.example'], max_uses: 2 }],
    });
    expect([...dropped].sort()).toEqual([
      'frequency_penalty',
      'logprobs',
      'presence_penalty',
      'seed',
      'temperature',
      'top_p',
    ]);
  });

  it('gives up thinking for a forced tool, and sampling for thinking, and says so', () => {
    const forced = toClaude({
      tools: [{ name: 'f' }],
      toolChoice: { mode: 'required' },
      thinking: { effort: 'high', includeThoughts: true },
    });
    expect(forced.body.thinking).toBeUndefined();
    expect(forced.dropped).toEqual(['thinking']);
    const thinks = toClaude({
      thinking: { effort: 'high', includeThoughts: true },
      sampling: { temperature: 0, topK: 1 },
    });
    expect(thinks.body.temperature).toBeUndefined();
    expect(thinks.dropped).toEqual(['temperature', 'top_k']);
  });

  it.each<[string, Partial<NeutralRequest>]>([
    ['several answers', { sampling: { candidates: 2 } }],
    ['no text', { messages: [] }],
    [
      'sound',
      {
        messages: [
          {
            role: 'user',
            content: [{ type: 'media', mediaType: 'audio/wav', source: { kind: 'base64', data: 'AAAA' } }],
          },
        ],
      },
    ],
    [
      'a bucket',
      {
        messages: [
          {
            role: 'user',
            content: [{ type: 'media', mediaType: 'image/png', source: { kind: 'uri', uri: 'gs://b/a.png' } }],
          },
        ],
      },
    ],
  ])('refuses %s', (_name, fields) => {
    expect(() => toClaude(fields)).toThrow(RequestError);
  });

  it('takes a chat request all the way', () => {
    const context = {
      newId: (prefix: string) => prefix,
      signatures: new BoundedSignatureStore(),
      dropped: new DroppedFields(),
    };
    const request = chatToNeutral(
      { model: 'claude-x', messages: [{ role: 'system', content: 'only this' }], max_tokens: 5 },
      context,
    );
    expect(neutralToAnthropic(request, { model: 'claude-x', dropped: context.dropped })).toMatchObject({
      max_tokens: 5,
      messages: [{ role: 'user', content: [{ type: 'text', text: 'only this' }] }],
    });
  });
});
