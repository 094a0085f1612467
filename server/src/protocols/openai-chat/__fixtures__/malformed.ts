const user = { role: 'user', content: 'hi' };
/** Stands for a prompt: it must not come back in an error. */
export const CANARY = 'CANARY-PROMPT';

const withField = (field: string, value: unknown): [string, unknown] => [
  field,
  { model: 'm', messages: [user], [field]: value },
];
const withMessages = (path: string, ...messages: unknown[]): [string, unknown] => [path, { model: 'm', messages }];
const withPart = (path: string, part: unknown): [string, unknown] =>
  withMessages(`messages[1].content[1]${path}`, user, { role: 'user', content: [{ type: 'text', text: 'a' }, part] });
const withCall = (path: string, call: unknown): [string, unknown] =>
  withMessages(`messages[1].tool_calls[0]${path}`, user, { role: 'assistant', tool_calls: [call] });
const withTool = (path: string, tool: unknown): [string, unknown] => {
  const good = { type: 'function', function: { name: 'good' } };
  return [`tools[1]${path}`, { model: 'm', messages: [user], tools: [good, tool] }];
};

function nested(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = wrap(value);
  return value;
}

const offering = { model: 'm', messages: [user], tools: [{ type: 'function', function: { name: 'f' } }] };

const wrongFor = {
  model: [undefined, null, 7, '', {}, 'x'.repeat(300)],
  messages: [undefined, null, 'hi', {}, [], 7, true],
  stream: ['yes', 1, {}],
  temperature: ['hot', -0.1, 2.1, {}, Number.NaN],
  top_p: [-1, 1.5, 'x'],
  n: [0, 1.5, 129, 'two'],
  seed: [1.5, 'x'],
  frequency_penalty: [-3, 3, 'x'],
  presence_penalty: [2.5, []],
  max_tokens: [0, -1, 1.5, '100'],
  max_completion_tokens: [0, 'many'],
  stop: [7, {}],
  logprobs: ['yes', 1],
  top_logprobs: [-1, 21, 'x', 3],
  logit_bias: [[], 'x'],
  reasoning_effort: ['extreme', 3],
  response_format: ['json', 7],
  tools: ['x', {}],
  tool_choice: ['maybe', 7],
  parallel_tool_calls: ['no', 0],
  functions: ['x'],
  function_call: ['required', 7],
  user: [7],
  modalities: ['text', ['text', 'audio']],
  metadata: ['x', []],
  web_search_options: [true, 'x'],
} as const;

/** Requests that must be refused, each with the path of the field that is at fault. */
export const MALFORMED: [string, unknown][] = [
  ...Object.entries(wrongFor).flatMap(([field, values]) =>
    (values as readonly unknown[]).map((value) => withField(field, value)),
  ),
  ['', 'text'],
  ['', null],
  ['', []],
  ['', 7],
  ['stop[1]', { model: 'm', messages: [user], stop: ['a', 7] }],
  [
    'stream_options.include_usage',
    {
      model: 'm',
      messages: [user],
      stream_options: { include_usage: 'x' },
    },
  ],
  ['response_format.type', { model: 'm', messages: [user], response_format: { type: 'xml' } }],
  ['response_format.json_schema', { model: 'm', messages: [user], response_format: { type: 'json_schema' } }],
  [
    'response_format.json_schema.schema',
    { model: 'm', messages: [user], response_format: { type: 'json_schema', json_schema: { name: 'n', schema: 'x' } } },
  ],
  [
    'response_format.json_schema.name',
    { model: 'm', messages: [user], response_format: { type: 'json_schema', json_schema: { schema: {} } } },
  ],
  ['tool_choice', { model: 'm', messages: [user], tool_choice: 'required' }],
  [
    'tool_choice.function.name',
    { model: 'm', messages: [user], tools: [], tool_choice: { type: 'function', function: {} } },
  ],
  ['tool_choice.type', { model: 'm', messages: [user], tool_choice: { type: 'custom', custom: { name: 'x' } } }],
  ['tool_choice.type', { model: 'm', messages: [user], tool_choice: { type: 'x' } }],
  ['tool_choice', { ...offering, tool_choice: { type: 'function', function: { name: 'nobody' } } }],
  [
    'tool_choice',
    {
      ...offering,
      tool_choice: {
        type: 'allowed_tools',
        allowed_tools: {
          mode: 'auto',
          tools: ['f', 'nobody'].map((name) => ({ type: 'function', function: { name } })),
        },
      },
    },
  ],
  ['function_call', { ...offering, function_call: { name: 'nobody' } }],

  withMessages('messages[0]', null),
  withMessages('messages[0]', 'hi'),
  withMessages('messages[0]', []),
  withMessages('messages[0].role', {}),
  withMessages('messages[0].role', { content: 'x' }),
  withMessages('messages[0].role', { role: 'robot', content: CANARY }),
  withMessages('messages[0].role', { role: null, content: 'x' }),
  withMessages('messages[1].content', user, { role: 'user' }),
  withMessages('messages[1].content', user, { role: 'user', content: null }),
  withMessages('messages[1].content', user, { role: 'user', content: 7 }),
  withMessages('messages[1].content', user, { role: 'user', content: { type: 'text', text: CANARY } }),
  withMessages('messages[0].content', { role: 'system' }),
  withMessages('messages[0].content', { role: 'developer', content: 3 }),
  withMessages('messages[0].content[0]', {
    role: 'system',
    content: [{ type: 'image_url', image_url: { url: 'https://example.com/a.png' } }],
  }),
  withMessages('messages[1].content', user, { role: 'assistant', content: 7 }),
  withMessages('messages[1].tool_calls', user, { role: 'assistant', tool_calls: {} }),
  withMessages('messages[1].function_call.name', user, { role: 'assistant', function_call: { arguments: '{}' } }),
  withMessages('messages[1].function_call.arguments', user, {
    role: 'assistant',
    function_call: { name: 'f', arguments: CANARY },
  }),

  withPart('', null),
  withPart('', CANARY),
  withPart('.type', {}),
  withPart('.type', { type: 'hologram' }),
  withPart('.text', { type: 'text' }),
  withPart('.text', { type: 'text', text: null }),
  withPart('.refusal', { type: 'refusal' }),
  withPart('.image_url', { type: 'image_url' }),
  withPart('.image_url.url', { type: 'image_url', image_url: {} }),
  withPart('.image_url.url', { type: 'image_url', image_url: { url: 'ftp://example.com/a.png' } }),
  withPart('.image_url.url', { type: 'image_url', image_url: { url: '' } }),
  withPart('.image_url.url', { type: 'image_url', image_url: { url: 'data:image/png,rawtext' } }),
  withPart('.image_url.url', { type: 'image_url', image_url: { url: 'data:image/png;base64,!!!!' } }),
  withPart('.image_url.url', { type: 'image_url', image_url: { url: 'data:image/png;base64,' } }),
  withPart('.image_url.url', { type: 'image_url', image_url: { url: 'data:image/png;base64,abcde' } }),
  withPart('.image_url.url', { type: 'image_url', image_url: { url: 'data:image/png;base64' } }),
  withPart('.image_url.url', { type: 'image_url', image_url: { url: 'data:;base64,AAAA' } }),
  withPart('.image_url.url', { type: 'image_url', image_url: { url: 'data:image/png;base64,AA AA' } }),
  withPart('.image_url', { type: 'image_url', image_url: 'nonsense' }),
  withPart('.image_url.detail', {
    type: 'image_url',
    image_url: { url: 'data:image/png;base64,AAAA', detail: 'huge' },
  }),
  withPart('.input_audio', { type: 'input_audio' }),
  withPart('.input_audio.format', { type: 'input_audio', input_audio: { data: 'AAAA', format: 'midi' } }),
  withPart('.input_audio.data', { type: 'input_audio', input_audio: { data: '*', format: 'wav' } }),
  withPart('.input_audio.data', { type: 'input_audio', input_audio: { format: 'wav' } }),
  withPart('.file', { type: 'file' }),
  withPart('.file.file_data', { type: 'file', file: {} }),
  withPart('.file.file_id', { type: 'file', file: { file_id: 'file-1' } }),
  withPart('.file.file_data', { type: 'file', file: { file_data: 'AAAA' } }),
  withPart('.file.file_data', { type: 'file', file: { file_data: 'AAAA', filename: 'a.unknown' } }),
  withPart('.file.file_data', { type: 'file', file: { file_data: 'not base64!', filename: 'a.pdf' } }),

  withCall('', null),
  withCall('', 'f'),
  withCall('.id', { type: 'function', function: { name: 'f', arguments: '{}' } }),
  withCall('.id', { id: '', type: 'function', function: { name: 'f', arguments: '{}' } }),
  withCall('.function', { id: 'a', type: 'function' }),
  withCall('.function.name', { id: 'a', type: 'function', function: { arguments: '{}' } }),
  withCall('.function.name', { id: 'a', type: 'function', function: { name: '', arguments: '{}' } }),
  withCall('.function.arguments', { id: 'a', type: 'function', function: { name: 'f' } }),
  withCall('.function.arguments', { id: 'a', type: 'function', function: { name: 'f', arguments: {} } }),
  withCall('.function.arguments', { id: 'a', type: 'function', function: { name: 'f', arguments: '{"a":' } }),
  withCall('.function.arguments', { id: 'a', type: 'function', function: { name: 'f', arguments: '[1]' } }),
  withCall('.function.arguments', { id: 'a', type: 'function', function: { name: 'f', arguments: 'null' } }),
  withCall('.function.arguments', {
    id: 'a',
    type: 'function',
    function: { name: 'f', arguments: '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000) },
  }),
  withCall('.type', { id: 'a', type: 'custom', custom: { name: 'f', input: CANARY } }),
  withCall('.type', { id: 'a', type: 'x' }),
  withCall('.id', { id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }),
  withMessages('messages[1].tool_calls[1].id', user, {
    role: 'assistant',
    tool_calls: [
      { id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } },
      { id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } },
    ],
  }),
  withMessages(
    'messages[0].tool_calls[1].id',
    {
      role: 'assistant',
      tool_calls: [
        { id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } },
        { id: 'b', type: 'function', function: { name: 'f', arguments: '{}' } },
      ],
    },
    { role: 'tool', tool_call_id: 'a', content: CANARY },
    user,
  ),
  withMessages('messages[1].tool_call_id', user, { role: 'tool', tool_call_id: 'nobody', content: CANARY }),
  withMessages('messages[1].tool_call_id', user, { role: 'tool', content: 'x' }),
  withMessages(
    'messages[2].tool_call_id',
    { role: 'assistant', tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }] },
    { role: 'tool', tool_call_id: 'a', content: 'x' },
    { role: 'tool', tool_call_id: 'a', content: 'x' },
  ),
  withMessages('messages[1].content', user, { role: 'tool', tool_call_id: 'a' }),
  withMessages('messages[1].name', user, { role: 'function', name: 'f', content: 'x' }),
  withMessages('messages[1].name', user, { role: 'function', content: 'x' }),

  withTool('', null),
  withTool('.type', {}),
  withTool('.type', { type: 'browser' }),
  withTool('.type', { type: 'custom', custom: { name: 'x' } }),
  withTool('.function', { type: 'function' }),
  withTool('.function.name', { type: 'function', function: {} }),
  withTool('.function.name', { type: 'function', function: { name: '' } }),
  withTool('.function.name', { type: 'function', function: { name: 'good' } }),
  withTool('.function.parameters', { type: 'function', function: { name: 'f', parameters: 'x' } }),
  withTool('.function.parameters', { type: 'function', function: { name: 'f', parameters: [] } }),
  withTool('.function.description', { type: 'function', function: { name: 'f', description: 7 } }),
  withTool('.function.strict', { type: 'function', function: { name: 'f', strict: 'yes' } }),
  ['functions[0].name', { model: 'm', messages: [user], functions: [{}] }],

  ['', { model: 'm', messages: [user], tools: nested(100_000, (inner) => [inner]) }],
  ['', { model: 'm', messages: [user], extra: nested(100_000, (inner) => ({ a: inner })) }],
  ['messages[0]', { model: 'm', messages: Array.from({ length: 300_000 }, () => 7) }],
  withMessages('messages[0].content[0]', { role: 'user', content: Array.from({ length: 300_000 }, () => null) }),
  ['tools[0]', { model: 'm', messages: [user], tools: Array.from({ length: 300_000 }, () => []) }],
];
