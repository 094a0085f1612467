import type { AnthropicVersion } from '../version.js';

const hi = { role: 'user', content: 'hi' };
/** Stands for a prompt: it must not come back in an error. */
export const CANARY = 'CANARY-PROMPT';
const base = { model: 'm', max_tokens: 10, messages: [hi] };

type Row = [path: string, body: unknown, version?: AnthropicVersion];

const withMessages = (path: string, ...messages: unknown[]): Row => [path, { ...base, messages }];
const inUser = (path: string, block: unknown): Row =>
  withMessages(`messages.1.content.1${path}`, hi, { role: 'user', content: [{ type: 'text', text: 'a' }, block] });
const inAssistant = (path: string, block: unknown): Row =>
  withMessages(`messages.1.content.0${path}`, hi, { role: 'assistant', content: [block] });
const withTool = (path: string, tool: unknown): Row => [
  `tools.1${path}`,
  { ...base, tools: [{ name: 'good', input_schema: { type: 'object' } }, tool] },
];
const inResult = (path: string, result: object): Row =>
  withMessages(
    `messages.2.content.0${path}`,
    hi,
    { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'f', input: {} }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', ...result }] },
  );

function nested(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = wrap(value);
  return value;
}

const wrongFor: Record<string, readonly unknown[]> = {
  model: [undefined, null, 7, '', [], 'x'.repeat(300)],
  messages: [undefined, null, 'hi', {}, [], 7],
  max_tokens: [undefined, null, 0, -1, 1.5, '10'],
  system: [7, {}],
  stream: ['yes', 1],
  temperature: [-0.1, 1.1, 'hot'],
  top_p: [2, 'x'],
  top_k: [-1, 1.5],
  stop_sequences: ['x', {}],
  metadata: ['x', 7],
  'metadata.user_id': [],
  thinking: ['enabled', 7],
  output_config: ['x'],
  tools: ['x', {}],
  tool_choice: ['auto', 7],
};

/** Requests that must be refused, each with the path of the field that is at fault. */
export const MALFORMED: Row[] = [
  ...Object.entries(wrongFor).flatMap(([field, values]) =>
    values.map((value): Row => [field, { ...base, [field]: value }]),
  ),
  ['', undefined],
  ['', null],
  ['', 'text'],
  ['', []],
  ['metadata.user_id', { ...base, metadata: { user_id: 7 } }],
  ['stop_sequences.0', { ...base, stop_sequences: [7] }],
  ['stop_sequences', { ...base, stop_sequences: ['1', '2', '3', '4', '5', '6'] }],
  ['thinking.type', { ...base, thinking: {} }],
  ['thinking.type', { ...base, thinking: { type: 'hard' } }],
  ['thinking.budget_tokens', { ...base, thinking: { type: 'enabled' } }],
  ['thinking.budget_tokens', { ...base, thinking: { type: 'enabled', budget_tokens: 100 } }],
  ['thinking.display', { ...base, thinking: { type: 'adaptive', display: 'loud' } }],
  ['output_config.effort', { ...base, output_config: { effort: 'extreme' } }],
  ['output_config.format.schema', { ...base, output_config: { format: { type: 'json_schema' } } }],
  ['output_config.format.type', { ...base, output_config: { format: { type: 'xml', schema: {} } } }],
  ['tool_choice.type', { ...base, tool_choice: { type: 'some' } }],
  ['tool_choice.name', { ...base, tool_choice: { type: 'tool' } }],
  ['tool_choice', { ...base, tool_choice: { type: 'any' } }],
  ['tool_choice', { ...base, tool_choice: { type: 'tool', name: 'f' } }],
  [
    'tool_choice.name',
    {
      ...base,
      tools: [{ name: 'f', input_schema: { type: 'object' } }],
      tool_choice: { type: 'tool', name: 'nobody' },
    },
  ],
  ['system.0', { ...base, system: [7] }],
  ['system.0.type', { ...base, system: [{ text: 'x' }] }],
  ['system.0.text', { ...base, system: [{ type: 'text' }] }],
  [
    'system.0.type',
    { ...base, system: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } }] },
  ],
  ['temperature', { ...base, temperature: 0.5 }, '2026-10-21'],
  ['top_p', { ...base, top_p: 0.5 }, '2026-10-21'],
  ['top_k', { ...base, top_k: 5 }, '2026-10-21'],
  [
    'messages.0.content.0.citations',
    { ...base, messages: [{ role: 'user', content: [{ type: 'text', text: 'a', citations: [{}] }] }] },
    '2026-10-21',
  ],
  [
    'messages.1.content.0.type',
    {
      ...base,
      messages: [
        hi,
        {
          role: 'assistant',
          content: [{ type: 'document', source: { type: 'text', media_type: 'text/plain', data: CANARY } }],
        },
      ],
    },
    '2026-10-21',
  ],

  withMessages('messages.0', null),
  withMessages('messages.0', 'hi'),
  withMessages('messages.0', []),
  withMessages('messages.0.role', { content: 'x' }),
  withMessages('messages.0.role', { role: 'tool', content: CANARY }),
  withMessages('messages.1.content', hi, { role: 'user' }),
  withMessages('messages.1.content', hi, { role: 'user', content: null }),
  withMessages('messages.1.content', hi, { role: 'assistant', content: 7 }),
  withMessages('messages.1.content', hi, { role: 'user', content: { type: 'text', text: CANARY } }),
  withMessages('messages.1.content.0', hi, { role: 'system', content: [7] }),

  inUser('', null),
  inUser('', CANARY),
  inUser('.type', {}),
  inUser('.type', { type: 'hologram' }),
  inUser('.type', { type: 'tool_use', id: 'a', name: 'f', input: {} }),
  inUser('.type', { type: 'thinking', thinking: CANARY, signature: 'x' }),
  inUser('.text', { type: 'text' }),
  inUser('.text', { type: 'text', text: 7 }),
  inUser('.source', { type: 'image' }),
  inUser('.source.type', { type: 'image', source: {} }),
  inUser('.source.type', { type: 'image', source: { type: 'ftp' } }),
  inUser('.source.data', { type: 'image', source: { type: 'base64', media_type: 'image/png' } }),
  inUser('.source.data', { type: 'image', source: { type: 'base64', media_type: 'image/png', data: '' } }),
  inUser('.source.data', { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'not base64!' } }),
  inUser('.source.data', { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAAA' } }),
  inUser('.source.media_type', { type: 'image', source: { type: 'base64', media_type: 'png', data: 'AAAA' } }),
  inUser('.source.media_type', { type: 'image', source: { type: 'base64', media_type: 'a/b\r\nx: y', data: 'AAAA' } }),
  inUser('.source.url', { type: 'image', source: { type: 'url' } }),
  inUser('.source.url', { type: 'image', source: { type: 'url', url: 'file:///etc/passwd' } }),
  inUser('.source.file_id', { type: 'image', source: { type: 'file', file_id: 'file_1' } }),
  inUser('.source.file_id', { type: 'document', source: { type: 'file', file_id: 'file_1' } }),
  inUser('.source', { type: 'document' }),
  inUser('.source.data', { type: 'document', source: { type: 'text', media_type: 'text/plain' } }),
  inUser('.source.media_type', { type: 'document', source: { type: 'text', media_type: 'text/html', data: 'x' } }),
  inUser('.source.content', { type: 'document', source: { type: 'content' } }),
  inUser('.source.content.0', { type: 'document', source: { type: 'content', content: [7] } }),
  inUser('.source.content.0.type', {
    type: 'document',
    source: { type: 'content', content: [{ type: 'document', source: { type: 'content', content: [] } }] },
  }),
  inUser('.title', { type: 'document', title: 7, source: { type: 'url', url: 'https://example.com/a.pdf' } }),
  inUser('.content', { type: 'search_result', source: 's', title: 't' }),
  inUser('.content.0.text', { type: 'search_result', source: 's', title: 't', content: [{ type: 'text' }] }),
  inUser('.tool_use_id', { type: 'tool_result' }),
  inUser('.tool_use_id', { type: 'tool_result', tool_use_id: 'nobody', content: CANARY }),

  inAssistant('', null),
  inAssistant('.type', { type: 'tool_result', tool_use_id: 'a' }),
  inAssistant('.id', { type: 'tool_use', name: 'f', input: {} }),
  inAssistant('.id', { type: 'tool_use', id: 'has space', name: 'f', input: {} }),
  inAssistant('.name', { type: 'tool_use', id: 'a', input: {} }),
  inAssistant('.name', { type: 'tool_use', id: 'a', name: '', input: {} }),
  inAssistant('.input', { type: 'tool_use', id: 'a', name: 'f' }),
  inAssistant('.input', { type: 'tool_use', id: 'a', name: 'f', input: '{}' }),
  inAssistant('.input', { type: 'tool_use', id: 'a', name: 'f', input: [1] }),
  inAssistant('.id', { type: 'tool_use', id: 'a', name: 'f', input: {} }),
  inAssistant('.signature', { type: 'thinking', thinking: CANARY }),
  inAssistant('.thinking', { type: 'thinking', signature: 'x' }),
  inAssistant('.data', { type: 'redacted_thinking' }),
  withMessages('messages.1.content.1.id', hi, {
    role: 'assistant',
    content: [
      { type: 'tool_use', id: 'a', name: 'f', input: {} },
      { type: 'tool_use', id: 'a', name: 'f', input: {} },
    ],
  }),
  withMessages(
    'messages.0.content.0.id',
    { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'f', input: {} }] },
    hi,
    { role: 'assistant', content: 'never mind' },
  ),
  inResult('.content', { content: 7 }),
  inResult('.content.0', { content: [7] }),
  inResult('.content.0.type', { content: [{ type: 'audio' }] }),
  inResult('.content.0.source.data', {
    content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: '%' } }],
  }),
  inResult('.is_error', { is_error: 'yes' }),
  withMessages(
    'messages.2.content.1.tool_use_id',
    hi,
    { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'f', input: {} }] },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'a' },
        { type: 'tool_result', tool_use_id: 'a' },
      ],
    },
  ),

  withTool('', null),
  withTool('.name', {}),
  withTool('.name', { name: '', input_schema: { type: 'object' } }),
  withTool('.name', { name: 'good', input_schema: { type: 'object' } }),
  withTool('.input_schema', { name: 'f' }),
  withTool('.input_schema', { name: 'f', input_schema: 'x' }),
  withTool('.input_schema.type', { name: 'f', input_schema: {} }),
  withTool('.input_schema.type', { name: 'f', input_schema: { type: 'string' } }),
  withTool('.description', { name: 'f', description: 7, input_schema: { type: 'object' } }),
  withTool('.type', { type: 'bash_20250124', name: 'bash' }),
  withTool('.type', { type: 'computer_toolset_20260801' }),
  withTool('.type', { type: 'mcp_toolset', mcp_server_name: 'x' }),
  withTool('.type', { type: 'nonsense', name: 'f', input_schema: { type: 'object' } }),
  withTool('.max_uses', { type: 'web_search_20250305', name: 'web_search', max_uses: 0 }),
  withTool('.name', { type: 'web_search_20250305' }),

  ['', { ...base, tools: nested(100_000, (inner) => [inner]) }],
  ['', { ...base, extra: nested(100_000, (inner) => ({ a: inner })) }],
  ['messages.0', { ...base, messages: Array.from({ length: 300_000 }, () => 7) }],
  [
    'messages.0.content.0',
    { ...base, messages: [{ role: 'user', content: Array.from({ length: 300_000 }, () => 7) }] },
  ],
];

/**
 * Of what is refused where it is translated, this is Claude's own affair: fields of one version of the API, tools and
 * files of Anthropic's own, words that are newer than we are, and how many stop sequences there may be.
 */
function isClaudesAffair([path, body, version]: Row): boolean {
  const text = body === undefined ? '' : JSON.stringify(body);
  if (version !== undefined || path.endsWith('.file_id') || path.endsWith('.url')) return true;
  if (path === 'stop_sequences' && text.includes('["1"')) return true;
  if (/"hologram"|"audio"|"nonsense"|_20250124"|_20260801"|"mcp_toolset"/.test(text)) return true;
  const isNestedFile =
    /"type":"(?:content|image)"/.test(text) && !text.includes('"source":{}') && !text.includes('ftp');
  return path.endsWith('.type') && isNestedFile;
}

/** Whether JSON can write it, and in little. */
function isBrief([, body]: Row): boolean {
  try {
    return body === undefined || JSON.stringify(body).length < 100_000;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Those that are refused on their way to Claude, too. */
export const MALFORMED_FOR_CLAUDE: Row[] = MALFORMED.filter((row) => !isBrief(row) || !isClaudesAffair(row));

/** Of these, what can be sent in Vertex AI's own form, which has its model in the address. */
export const MALFORMED_FOR_VERTEX: Row[] = MALFORMED_FOR_CLAUDE.filter(
  (row) => row[0] !== 'model' && row[0] !== '' && isBrief(row),
).map(([path, body]) => {
  const { model: _model, ...rest } = body as Record<string, unknown>;
  return [path, { ...rest, anthropic_version: 'vertex-2023-10-16' }];
});
