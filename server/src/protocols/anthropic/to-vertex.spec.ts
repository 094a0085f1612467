import { describe, expect, it } from 'vitest';
import { DroppedFields } from '../neutral/dropped-fields.js';
import { formatDottedPath } from '../neutral/path.js';
import { RequestError } from '../neutral/request-error.js';
import { anthropicCountToVertex, anthropicToVertex, checkVertexMessages } from './to-vertex.js';
import { CANARY, MALFORMED_FOR_CLAUDE, MALFORMED_FOR_VERTEX } from './__fixtures__/malformed.js';

function refusal(run: () => unknown): RequestError {
  try {
    run();
  } catch (error) {
    if (error instanceof RequestError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('malformed Messages requests on their way to Claude', () => {
  it('has at least 100 of them', () => {
    expect(MALFORMED_FOR_CLAUDE.length).toBeGreaterThanOrEqual(100);
  });

  it.each(MALFORMED_FOR_CLAUDE.map(([path, body], index) => [index, path, body] as const))(
    'no. %i is refused, naming "%s"',
    (_index, path, body) => {
      const error = refusal(() => anthropicToVertex(body, new DroppedFields()));
      expect(formatDottedPath(error.path)).toBe(path);
      expect(error.message).not.toContain(CANARY);
    },
  );

  it.each(MALFORMED_FOR_VERTEX.map(([path, body]) => [path, body] as const))(
    'are refused in Vertex AI’s own form, naming "%s"',
    (path, body) => {
      expect(formatDottedPath(refusal(() => checkVertexMessages(body)).path)).toBe(path);
    },
  );
});

describe('what Claude has that we do not know', () => {
  const hi = { role: 'user', content: 'hi' };
  const blocks = [
    { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'x' } },
    { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content: [{ type: 'web_search_result', new: 1 }] },
    { type: 'yet_to_come', anything: { at: ['all'] } },
    { type: 'tool_use', id: 'a', name: 'f', input: {}, caller: { type: 'direct' } },
  ];
  const result = {
    type: 'tool_result',
    tool_use_id: 'a',
    content: [{ type: 'tool_reference', tool_name: 'f' }, { type: 'yet_to_come' }],
    cache_control: { type: 'ephemeral', ttl: '1h' },
  };
  const body = {
    max_tokens: 9,
    system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }, { type: 'yet_to_come' }],
    messages: [hi, { role: 'assistant', content: blocks }, { role: 'user', content: [result] }],
    tools: [
      { type: 'bash_20250124', name: 'bash' },
      { type: 'computer_toolset_20260801', any: true },
      { name: 'f', input_schema: { type: 'object' }, defer_loading: true },
    ],
    tool_choice: { type: 'any' },
    container: { skills: [] },
  };

  it('stays as it is', () => {
    const { body: sent } = anthropicToVertex({ ...body, model: 'claude-x' }, new DroppedFields());
    expect(sent).toEqual({ ...body, anthropic_version: 'vertex-2023-10-16' });
  });

  it('is no reason to refuse it in Vertex AI’s own form', () => {
    expect(() => checkVertexMessages({ ...body, anthropic_version: 'vertex-2023-10-16' })).not.toThrow();
  });
});

describe('limits', () => {
  const messages = [{ role: 'user', content: 'hi' }];

  it('are needed for an answer, and not for a count', () => {
    expect(refusal(() => anthropicToVertex({ model: 'm', messages }, new DroppedFields())).path).toEqual([
      'max_tokens',
    ]);
    expect(anthropicCountToVertex({ model: 'm', messages }, new DroppedFields()).body).toEqual({
      messages,
      anthropic_version: 'vertex-2023-10-16',
    });
  });

  it('and the version are needed in Vertex AI’s own form', () => {
    expect(refusal(() => checkVertexMessages({ messages, max_tokens: 5 })).path).toEqual(['anthropic_version']);
    const version = { anthropic_version: 'vertex-2023-10-16' };
    expect(refusal(() => checkVertexMessages({ messages, ...version })).path).toEqual(['max_tokens']);
  });
});
