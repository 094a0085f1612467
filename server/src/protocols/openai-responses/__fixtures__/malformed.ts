/** Stands for a prompt: it must not come back in an error. */
export const CANARY = 'CANARY-PROMPT';
const hi = { role: 'user', content: 'hi' };
const base = { model: 'm', input: [hi] };
type Row = [path: string, body: unknown];

const withInput = (path: string, ...input: unknown[]): Row => [path, { ...base, input }];
const withItem = (path: string, item: unknown): Row => withInput(`input[1]${path}`, hi, item);
const withPart = (path: string, part: unknown): Row =>
  withInput(`input[0].content[1]${path}`, { role: 'user', content: [{ type: 'input_text', text: 'a' }, part] });
const withTool = (path: string, tool: unknown): Row => [
  `tools[1]${path}`,
  { ...base, tools: [{ type: 'function', name: 'good' }, tool] },
];
const goodCall = { type: 'function_call', call_id: 'a', name: 'f', arguments: '{}' };

function nested(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = wrap(value);
  return value;
}

const wrongFor: Record<string, readonly unknown[]> = {
  model: [undefined, null, 7, '', {}],
  input: [undefined, null, '', [], {}, 7],
  instructions: [7, []],
  stream: ['yes', 1],
  temperature: [-1, 3, 'hot'],
  top_p: [-1, 2],
  max_output_tokens: [0, 1.5, 'x'],
  top_logprobs: [-1, 21],
  parallel_tool_calls: ['no'],
  tools: ['x', {}],
  tool_choice: ['maybe', 7, 'required'],
  text: ['x'],
  reasoning: ['high'],
  include: ['x'],
  metadata: ['x', []],
  user: [7],
  truncation: ['sometimes'],
  background: [true, 'x'],
  previous_response_id: ['resp_1', 7],
  conversation: ['conv_1', { id: 'conv_1' }],
  prompt: [{ id: 'pmpt_1' }],
};

/** Requests that must be refused, each with the path of the field that is at fault. */
export const MALFORMED: Row[] = [
  ...Object.entries(wrongFor).flatMap(([field, values]) =>
    values.map((value): Row => [field, { ...base, [field]: value }]),
  ),
  ['', undefined],
  ['', null],
  ['', []],
  ['', 'text'],
  ['text.format.type', { ...base, text: { format: { type: 'xml' } } }],
  ['text.format.schema', { ...base, text: { format: { type: 'json_schema', name: 'n' } } }],
  ['text.format.name', { ...base, text: { format: { type: 'json_schema', schema: {} } } }],
  ['reasoning.effort', { ...base, reasoning: { effort: 'extreme' } }],
  ['reasoning.summary', { ...base, reasoning: { summary: 'long' } }],
  ['include[0]', { ...base, include: [7] }],
  ['tool_choice.type', { ...base, tool_choice: { type: 'file_search' } }],
  ['tool_choice.name', { ...base, tool_choice: { type: 'function' } }],
  ['tool_choice.mode', { ...base, tool_choice: { type: 'allowed_tools', mode: 'none', tools: [] } }],
  ['tool_choice', { ...base, tool_choice: { type: 'function', name: 'f' } }],
  [
    'tool_choice',
    { ...base, tools: [{ type: 'function', name: 'f' }], tool_choice: { type: 'function', name: 'nobody' } },
  ],

  withItem('', null),
  withItem('', CANARY),
  withItem('', []),
  withItem('.type', {}),
  withItem('.type', { type: 'hologram' }),
  withItem('.type', { type: 'computer_call', call_id: 'x' }),
  withItem('.type', { type: 'local_shell_call', call_id: 'x' }),
  withItem('.id', { type: 'item_reference', id: 'msg_1' }),
  withItem('.id', { id: 'msg_1' }),
  withItem('.role', { type: 'message', content: CANARY }),
  withItem('.role', { role: 'tool', content: CANARY }),
  withItem('.content', { role: 'user' }),
  withItem('.content', { role: 'user', content: null }),
  withItem('.content', { role: 'user', content: { type: 'input_text', text: CANARY } }),
  withItem('.content[0]', {
    role: 'system',
    content: [{ type: 'input_image', image_url: 'https://example.com/a.png' }],
  }),
  withItem('.call_id', { ...goodCall, call_id: undefined }),
  withItem('.call_id', { ...goodCall, call_id: '' }),
  withItem('.name', { ...goodCall, name: undefined }),
  withItem('.name', { ...goodCall, name: '' }),
  withItem('.arguments', { ...goodCall, arguments: undefined }),
  withItem('.arguments', { ...goodCall, arguments: {} }),
  withItem('.arguments', { ...goodCall, arguments: '{"a":' }),
  withItem('.arguments', { ...goodCall, arguments: '[1]' }),
  withItem('.arguments', { ...goodCall, arguments: '"x"' }),
  withItem('.arguments', { ...goodCall, arguments: '{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000) }),
  withItem('.call_id', goodCall),
  withInput('input[2].call_id', hi, goodCall, goodCall),
  withInput('input[0].call_id', goodCall, hi),
  withItem('.call_id', { type: 'function_call_output', call_id: 'nobody', output: CANARY }),
  withItem('.call_id', { type: 'function_call_output', output: 'x' }),
  withItem('.output', { type: 'function_call_output', call_id: 'a' }),
  withItem('.output', { type: 'function_call_output', call_id: 'a', output: 7 }),
  withInput(
    'input[2].call_id',
    goodCall,
    { type: 'function_call_output', call_id: 'a', output: '' },
    {
      type: 'function_call_output',
      call_id: 'a',
      output: '',
    },
  ),
  withInput('input[1].output[0].type', goodCall, {
    type: 'function_call_output',
    call_id: 'a',
    output: [{ type: 'video' }],
  }),
  withItem('.input', { type: 'custom_tool_call', call_id: 'a', name: 'f' }),
  withItem('.input', { type: 'custom_tool_call', call_id: 'a', name: 'f', input: {} }),
  withItem('.call_id', { type: 'custom_tool_call', call_id: 'a', name: 'f', input: CANARY }),
  withItem('.call_id', { type: 'custom_tool_call_output', call_id: 'nobody', output: '' }),
  withItem('.summary', { type: 'reasoning', summary: CANARY }),
  withItem('.summary[0].text', { type: 'reasoning', summary: [{}] }),
  withItem('.encrypted_content', { type: 'reasoning', summary: [], encrypted_content: 7 }),
  withItem('.result', { type: 'image_generation_call', result: 7 }),

  withPart('', null),
  withPart('', CANARY),
  withPart('.type', {}),
  withPart('.type', { type: 'image_url' }),
  withPart('.text', { type: 'input_text' }),
  withPart('.text', { type: 'input_text', text: 7 }),
  withPart('.text', { type: 'output_text', text: null }),
  withPart('.refusal', { type: 'refusal' }),
  withPart('.image_url', { type: 'input_image' }),
  withPart('.image_url', { type: 'input_image', image_url: 7 }),
  withPart('.image_url', { type: 'input_image', image_url: 'ftp://example.com/a.png' }),
  withPart('.image_url', { type: 'input_image', image_url: 'data:image/png;base64,***' }),
  withPart('.image_url', { type: 'input_image', image_url: 'data:image/png;base64,' }),
  withPart('.file_id', { type: 'input_image', file_id: 'file_1' }),
  withPart('.detail', { type: 'input_image', image_url: 'data:image/png;base64,AAAA', detail: 'huge' }),
  withPart('.file_data', { type: 'input_file' }),
  withPart('.file_data', { type: 'input_file', file_data: 'AAAA' }),
  withPart('.file_data', { type: 'input_file', file_data: 'no base64!', filename: 'a.pdf' }),
  withPart('.file_data', { type: 'input_file', file_data: 'data:application/pdf;base64,%' }),
  withPart('.file_url', { type: 'input_file', file_url: 'file:///etc/passwd' }),
  withPart('.file_id', { type: 'input_file', file_id: 'file_1' }),
  withPart('.input_audio', { type: 'input_audio' }),
  withPart('.input_audio.data', { type: 'input_audio', input_audio: { data: '!', format: 'wav' } }),
  withPart('.input_audio.format', { type: 'input_audio', input_audio: { data: 'AAAA', format: 'midi' } }),

  withTool('', null),
  withTool('.type', {}),
  withTool('.type', { type: 'code_interpreter', container: { type: 'auto' } }),
  withTool('.type', { type: 'mcp', server_label: 'x' }),
  withTool('.type', { type: 'file_search', vector_store_ids: [] }),
  withTool('.type', { type: 'nonsense' }),
  withTool('.name', { type: 'function' }),
  withTool('.name', { type: 'function', name: '' }),
  withTool('.name', { type: 'function', name: 'good' }),
  withTool('.name', { type: 'custom' }),
  withTool('.parameters', { type: 'function', name: 'f', parameters: 'x' }),
  withTool('.description', { type: 'function', name: 'f', description: 7 }),
  withTool('.filters', { type: 'web_search', filters: 'x' }),
  withTool('.filters.allowed_domains', { type: 'web_search', filters: { allowed_domains: 'x' } }),

  ['', { ...base, tools: nested(100_000, (inner) => [inner]) }],
  ['', { ...base, extra: nested(100_000, (inner) => ({ a: inner })) }],
  ['input[0]', { ...base, input: Array.from({ length: 300_000 }, () => 7) }],
  ['input[0].content[0]', { ...base, input: [{ role: 'user', content: Array.from({ length: 300_000 }, () => 7) }] }],
];
