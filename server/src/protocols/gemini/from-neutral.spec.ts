import { describe, expect, it } from 'vitest';
import { DroppedFields } from '../neutral/dropped-fields.js';
import { RequestError } from '../neutral/request-error.js';
import type { NeutralMessage, NeutralRequest } from '../neutral/request.js';
import { neutralToGemini } from './from-neutral.js';

const hello: NeutralMessage = { role: 'user', content: [{ type: 'text', text: 'Hello' }] };

function requestOf(fields: Partial<NeutralRequest>): NeutralRequest {
  return {
    model: 'm',
    stream: false,
    includeUsage: false,
    system: [],
    messages: [hello],
    tools: [],
    sampling: {},
    ...fields,
  };
}

function toGemini(fields: Partial<NeutralRequest>, model = 'gemini-2.5-flash') {
  const dropped = new DroppedFields();
  return { body: neutralToGemini(requestOf(fields), { model, dropped }), dropped: dropped.paths };
}

describe('neutralToGemini', () => {
  it('writes nothing that was not asked for', () => {
    expect(toGemini({}).body).toEqual({ contents: [{ role: 'user', parts: [{ text: 'Hello' }] }] });
  });

  it('leaves out what has no words and no signature of Google’s, which it would refuse', () => {
    const { body, dropped } = toGemini({
      messages: [
        hello,
        {
          role: 'assistant',
          content: [
            { type: 'thinking', text: '', redacted: 'sealed' },
            { type: 'thinking', text: '', signature: 'claude:x' },
            { type: 'text', text: '' },
            { type: 'text', text: '', signature: 'c2ln' },
            { type: 'thinking', text: 'Hm', signature: 'claude:x' },
          ],
        },
        hello,
      ],
    });
    expect(body.contents[1]?.parts).toEqual([
      { text: '', thoughtSignature: 'c2ln' },
      { text: 'Hm', thought: true },
    ]);
    expect(dropped).toEqual(['messages[].content[].redacted_thinking']);
  });

  it('carries every sampling field', () => {
    const { body } = toGemini({
      sampling: {
        temperature: 0,
        topP: 0.5,
        topK: 3,
        maxOutputTokens: 7,
        stopSequences: ['x'],
        seed: 0,
        frequencyPenalty: -1,
        presencePenalty: 1,
        candidates: 2,
        topLogprobs: 4,
      },
      responseFormat: { type: 'json', schema: { type: 'object', additionalProperties: false } },
    });
    expect(body.generationConfig).toEqual({
      temperature: 0,
      topP: 0.5,
      topK: 3,
      maxOutputTokens: 7,
      stopSequences: ['x'],
      seed: 0,
      frequencyPenalty: -1,
      presencePenalty: 1,
      candidateCount: 2,
      responseLogprobs: true,
      logprobs: 4,
      responseMimeType: 'application/json',
      responseJsonSchema: { type: 'object', additionalProperties: false },
    });
  });

  it('passes a tool schema on untouched', () => {
    const parameters = { $ref: '#/$defs/a', $defs: { a: { const: 3, oneOf: [{}] } }, additionalProperties: false };
    const { body } = toGemini({ tools: [{ name: 'f', description: 'd', parameters }, { name: 'g' }] });
    expect(body.tools).toEqual([
      { functionDeclarations: [{ name: 'f', description: 'd', parametersJsonSchema: parameters }, { name: 'g' }] },
    ]);
    expect(body.tools?.[0]?.functionDeclarations?.[0]?.parametersJsonSchema).toBe(parameters);
  });

  it.each([
    [{ mode: 'auto' }, { mode: 'AUTO' }],
    [{ mode: 'required' }, { mode: 'ANY' }],
    [{ mode: 'none' }, { mode: 'NONE' }],
    [
      { mode: 'required', names: ['f'] },
      { mode: 'ANY', allowedFunctionNames: ['f'] },
    ],
    [
      { mode: 'auto', names: ['f'] },
      { mode: 'VALIDATED', allowedFunctionNames: ['f'] },
    ],
  ] as const)('maps tool choice %j', (toolChoice, functionCallingConfig) => {
    expect(toGemini({ tools: [{ name: 'f' }], toolChoice }).body.toolConfig).toEqual({ functionCallingConfig });
  });

  it('puts results in a turn of their own after the calls, with ids, errors and pictures', () => {
    const { body } = toGemini({
      messages: [
        hello,
        {
          role: 'assistant',
          content: [
            { type: 'thinking', text: 'hm', signature: 's0' },
            { type: 'tool-call', id: 'a', name: 'f', arguments: { x: 1 }, signature: 's1' },
            { type: 'tool-call', id: 'b', name: 'g', arguments: {} },
          ],
        },
        {
          role: 'user',
          content: [
            {
              type: 'tool-result',
              toolCallId: 'b',
              toolName: 'g',
              isError: true,
              content: [
                { type: 'text', text: 'broken' },
                { type: 'media', mediaType: 'image/png', source: { kind: 'base64', data: 'AAAA' } },
              ],
            },
            {
              type: 'tool-result',
              toolCallId: 'a',
              toolName: 'f',
              isError: false,
              content: [{ type: 'text', text: '{"ok":1}' }],
            },
            { type: 'text', text: 'and now?' },
          ],
        },
      ],
    });
    expect(body.contents.slice(1)).toEqual([
      {
        role: 'model',
        parts: [
          { text: 'hm', thought: true, thoughtSignature: 's0' },
          { functionCall: { id: 'a', name: 'f', args: { x: 1 } }, thoughtSignature: 's1' },
          { functionCall: { id: 'b', name: 'g', args: {} } },
        ],
      },
      {
        role: 'user',
        parts: [
          {
            functionResponse: {
              id: 'b',
              name: 'g',
              response: { error: 'broken' },
              parts: [{ inlineData: { mimeType: 'image/png', data: 'AAAA' } }],
            },
          },
          { functionResponse: { id: 'a', name: 'f', response: { ok: 1 } } },
        ],
      },
      { role: 'user', parts: [{ text: 'and now?' }] },
    ]);
  });

  it('lets Gemini 3 accept calls that lost their signature, on the first call of a step only', () => {
    const messages: NeutralMessage[] = [
      hello,
      {
        role: 'assistant',
        content: [
          { type: 'tool-call', id: 'a', name: 'f', arguments: {} },
          { type: 'tool-call', id: 'b', name: 'f', arguments: {} },
        ],
      },
    ];
    const signatures = (model: string) =>
      toGemini({ messages }, model).body.contents[1]?.parts.map((part) => part.thoughtSignature);
    expect(signatures('gemini-3-pro-preview')).toEqual(['skip_thought_signature_validator', undefined]);
    expect(signatures('gemini-2.5-pro')).toEqual([undefined, undefined]);
  });

  it.each([
    ['gemini-2.5-flash', 'none', { thinkingBudget: 0 }],
    ['gemini-2.5-pro', 'none', { thinkingBudget: 128 }],
    ['gemini-2.5-flash', 'medium', { thinkingBudget: 8192 }],
    ['gemini-3-flash-preview', 'minimal', { thinkingLevel: 'minimal' }],
    ['gemini-3-pro-preview', 'minimal', { thinkingLevel: 'low' }],
    ['gemini-3-pro-preview', 'medium', { thinkingLevel: 'high' }],
    ['gemini-3.5-pro', 'medium', { thinkingLevel: 'medium' }],
    ['gemini-flash-latest', 'high', { thinkingLevel: 'high' }],
  ] as const)('%s thinks with effort %s', (model, effort, config) => {
    const { body } = toGemini({ thinking: { effort, includeThoughts: true } }, model);
    expect(body.generationConfig?.thinkingConfig).toEqual({ includeThoughts: true, ...config });
  });

  it('asks a conversation of system prompts only as the words of the user', () => {
    const { body } = toGemini({ system: [{ type: 'text', text: 'Be brief' }], messages: [] });
    expect(body).toEqual({ contents: [{ role: 'user', parts: [{ text: 'Be brief' }] }] });
  });

  it('refuses what has no text at all, and more stop sequences than can be carried', () => {
    expect(() => toGemini({ messages: [] })).toThrow(RequestError);
    expect(() => toGemini({ messages: [{ role: 'user', content: [{ type: 'text', text: '' }] }] })).toThrow(
      RequestError,
    );
    expect(() => toGemini({ sampling: { stopSequences: ['1', '2', '3', '4', '5', '6'] } })).toThrow(RequestError);
  });

  it('searches where there are no functions, and says so where there are', () => {
    expect(toGemini({ webSearch: {} }).body.tools).toEqual([{ googleSearch: {} }]);
    const both = toGemini({ webSearch: {}, tools: [{ name: 'f' }] });
    expect(both.body.tools).toEqual([{ functionDeclarations: [{ name: 'f' }] }]);
    expect(both.dropped).toEqual(['web_search']);
  });

  it('does not tell a model how to think that cannot', () => {
    const { body, dropped } = toGemini({ thinking: { effort: 'high', includeThoughts: true } }, 'gemini-2.0-flash');
    expect(body.generationConfig).toBeUndefined();
    expect(dropped).toEqual(['thinking']);
  });

  it('names what it has no place for', () => {
    const media = {
      type: 'media',
      mediaType: 'image/png',
      source: { kind: 'base64', data: 'AAAA' },
      detail: 'low',
    } as const;
    const { dropped } = toGemini({
      messages: [{ role: 'user', content: [media] }],
      tools: [{ name: 'f' }],
      parallelToolCalls: false,
    });
    const search = toGemini({ webSearch: { allowedDomains: ['a.example'], maxUses: 3 } });
    expect([...dropped].sort()).toEqual(['messages[].content[].image_url.detail', 'parallel_tool_calls'].sort());
    expect(search.dropped).toEqual(['web_search.allowed_domains', 'web_search.max_uses']);
    expect(
      toGemini({ messages: [{ role: 'user', content: [media] }] }, 'gemini-3-pro').body.contents[0]?.parts[0],
    ).toEqual({
      inlineData: { mimeType: 'image/png', data: 'AAAA' },
      mediaResolution: { level: 'MEDIA_RESOLUTION_LOW' },
    });
  });
});
