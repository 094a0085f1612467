import { describe, expect, it } from 'vitest';
import { neutralToGemini } from '../gemini/from-neutral.js';
import { DroppedFields } from '../neutral/dropped-fields.js';
import { BoundedSignatureStore } from '../neutral/signature-store.js';
import { responsesToNeutral } from './to-neutral.js';

function contextOf() {
  return { newId: (prefix: string) => prefix, signatures: new BoundedSignatureStore(), dropped: new DroppedFields() };
}

function translate(fields: Record<string, unknown>) {
  const context = contextOf();
  const read = responsesToNeutral({ model: 'm', input: 'hi', ...fields }, context);
  return { ...read, dropped: context.dropped.paths };
}

const call = (call_id: string, fields: object = {}) => ({
  type: 'function_call',
  call_id,
  name: 'f',
  arguments: '{"a":1}',
  ...fields,
});

describe('responsesToNeutral', () => {
  it('reads a plain string, instructions and system items', () => {
    expect(translate({ instructions: 'be brief' }).request).toMatchObject({
      system: [{ text: 'be brief' }],
      messages: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }],
    });
    const input = [
      { role: 'developer', content: 'one' },
      { type: 'message', role: 'system', content: [{ type: 'input_text', text: 'two' }] },
      { role: 'user', content: 'hi' },
    ];
    expect(translate({ input }).request.system.map((part) => part.text)).toEqual(['one', 'two']);
  });

  it('makes turns of items: reasoning, calls and their outputs', () => {
    const { request } = translate({
      input: [
        { role: 'user', content: 'hi' },
        {
          type: 'reasoning',
          id: 'rs_1',
          summary: [{ type: 'summary_text', text: 'hm' }],
          encrypted_content: 'google:SIG',
        },
        call('a'),
        call('b', { arguments: '' }),
        { type: 'function_call_output', call_id: 'b', output: 'B' },
        {
          type: 'function_call_output',
          call_id: 'a',
          output: [
            { type: 'input_text', text: 'A' },
            { type: 'input_image', image_url: 'data:image/png;base64,AAAA', detail: 'auto' },
          ],
        },
        {
          type: 'message',
          id: 'msg_1',
          role: 'assistant',
          status: 'completed',
          content: [{ type: 'output_text', text: 'done', annotations: [] }],
        },
        { role: 'user', content: [{ type: 'input_file', filename: 'a.pdf', file_data: 'JVBERg==' }] },
      ],
    });
    expect(request.messages).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'hi' }] },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', text: 'hm', signature: undefined },
          { type: 'tool-call', id: 'a', name: 'f', arguments: { a: 1 }, signature: 'SIG' },
          { type: 'tool-call', id: 'b', name: 'f', arguments: {}, signature: undefined },
        ],
      },
      {
        role: 'user',
        content: [
          {
            type: 'tool-result',
            toolCallId: 'b',
            toolName: 'f',
            isError: false,
            content: [{ type: 'text', text: 'B' }],
          },
          {
            type: 'tool-result',
            toolCallId: 'a',
            toolName: 'f',
            isError: false,
            content: [
              { type: 'text', text: 'A' },
              { type: 'media', mediaType: 'image/png', source: { kind: 'base64', data: 'AAAA' }, detail: undefined },
            ],
          },
        ],
      },
      { role: 'assistant', content: [{ type: 'text', text: 'done' }] },
      {
        role: 'user',
        content: [
          { type: 'media', mediaType: 'application/pdf', source: { kind: 'base64', data: 'JVBERg==' }, name: 'a.pdf' },
        ],
      },
    ]);
  });

  it('offers a custom tool as a function of one text, and reads its calls back', () => {
    const { request, customTools } = translate({
      tools: [
        {
          type: 'custom',
          name: 'apply_patch',
          description: 'Edits files',
          format: { type: 'grammar', syntax: 'lark', definition: 'start: "x"' },
        },
      ],
      input: [
        { type: 'custom_tool_call', call_id: 'c', name: 'apply_patch', input: '*** Begin' },
        { type: 'custom_tool_call_output', call_id: 'c', output: 'ok' },
      ],
    });
    expect([...customTools]).toEqual(['apply_patch']);
    expect(request.tools[0]).toMatchObject({
      name: 'apply_patch',
      description: 'Edits files\n\nThe input must follow this lark grammar:\nstart: "x"',
      parameters: { required: ['input'] },
    });
    const gemini = neutralToGemini(request, { model: 'gemini-2.5-pro', dropped: new DroppedFields() });
    expect(gemini.contents[0]?.parts[0]?.functionCall?.args).toEqual({ input: '*** Begin' });
  });

  it('reads numbers, formats, reasoning, the session and what to include', () => {
    const { request, encryptedReasoning, dropped, echo } = translate({
      stream: true,
      temperature: 0.5,
      top_p: 0.6,
      max_output_tokens: 9,
      top_logprobs: 2,
      include: ['reasoning.encrypted_content', 'message.output_text.logprobs'],
      text: { format: { type: 'json_schema', name: 'n', schema: { type: 'object' } } },
      reasoning: { effort: 'high', summary: 'auto' },
      prompt_cache_key: 'k',
      metadata: { a: 'b' },
      store: false,
      parallel_tool_calls: false,
      tools: [{ type: 'web_search', filters: { allowed_domains: ['a.example'] } }],
    });
    expect(request).toMatchObject({
      stream: true,
      session: 'k',
      parallelToolCalls: false,
      sampling: { temperature: 0.5, topP: 0.6, maxOutputTokens: 9, topLogprobs: 2 },
      responseFormat: { type: 'json', name: 'n', schema: { type: 'object' } },
      thinking: { effort: 'high', includeThoughts: true },
      webSearch: { allowedDomains: ['a.example'] },
    });
    expect(encryptedReasoning).toBe(true);
    expect(dropped).toEqual([]);
    expect(echo).toMatchObject({ metadata: { a: 'b' }, temperature: 0.5, max_output_tokens: 9 });
  });

  it('names what it drops', () => {
    const { dropped } = translate({
      store: true,
      truncation: 'auto',
      service_tier: 'flex',
      max_tool_calls: 3,
      top_logprobs: 2,
      include: ['web_search_call.results'],
      text: { verbosity: 'low' },
      tools: [{ type: 'function', name: 'f', parameters: null, strict: true }],
      input: [
        { type: 'web_search_call', id: 'ws' },
        { type: 'reasoning', id: 'r', summary: [], encrypted_content: 'gAAA' },
        { role: 'user', content: 'hi' },
      ],
    });
    expect([...dropped].sort()).toEqual([
      'include.web_search_call.results',
      'input[].encrypted_content',
      'input[].web_search_call',
      'max_tool_calls',
      'service_tier',
      'store',
      'text.verbosity',
      'tools[].strict',
      'top_logprobs',
      'truncation',
    ]);
  });
});
