/** Stands for a prompt: it must not come back in an error. */
export const CANARY = 'CANARY-PROMPT';

const hi = { role: 'user', parts: [{ text: 'hi' }] };
const contents = [hi];

type Row = readonly [path: string, body: unknown];

const withPart = (path: string, part: unknown): Row => [
  `contents[1].parts[1]${path}`,
  { contents: [hi, { role: 'user', parts: [{ text: 'a' }, part] }] },
];
const withConfig = (path: string, config: unknown): Row => [
  `generationConfig${path}`,
  { contents, generationConfig: config },
];
const withDeclaration = (path: string, declaration: unknown): Row => [
  `tools[0].functionDeclarations[1]${path}`,
  { contents, tools: [{ functionDeclarations: [{ name: 'good' }, declaration] }] },
];
const withSchema = (path: string, schema: unknown): Row =>
  withDeclaration(`.parameters${path}`, { name: 'f', parameters: schema });

function nested(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = wrap(value);
  return value;
}

/** What no field of these takes, by the kind of field. */
const NO_TEXT: readonly unknown[] = [7, true, {}, []];
const NO_OBJECT: readonly unknown[] = ['x', 7, true, []];
const NO_INTEGER: readonly unknown[] = ['many', 1.5, {}, true, 3e9];
const NO_NUMBER: readonly unknown[] = ['hot', {}, true, []];

/** `generateContent` requests that must be refused on Google's own wires, each with the path of the field at fault. */
export const MALFORMED: readonly Row[] = [
  ['', null],
  ['', 'text'],
  ['', 7],
  ['', []],
  ['', [{ contents }]],
  ['contents', {}],
  ['contents', { contents: null }],
  ['contents', { contents: [] }],
  ['contents', { systemInstruction: { parts: [{ text: CANARY }] } }],
  ...['x', 7, true].map((value): Row => ['contents', { contents: value }]),
  ['contents.parts', { contents: {} }],
  ['contents.parts', { contents: { nobody: 1 } }],
  ...[null, 'x', 7, [], [hi]].map((value): Row => ['contents[1]', { contents: [hi, value] }]),
  ...['robot', 'assistant', 'system', 'USER'].map((role): Row => [
    'contents[0].role',
    { contents: [{ role, parts: [{ text: CANARY }] }] },
  ]),
  ...[7, {}].map((role): Row => ['contents[0].role', { contents: [{ ...hi, role }] }]),
  ['contents[0].parts', { contents: [{ role: 'user' }] }],
  ['contents[0].parts', { contents: [{ role: 'user', parts: null }] }],
  ['contents[0].parts', { contents: [{ role: 'user', parts: [] }] }],
  ...['x', 7].map((parts): Row => ['contents[0].parts', { contents: [{ role: 'user', parts }] }]),

  ...[null, CANARY, 7, []].map((part) => withPart('', part)),
  withPart('', {}),
  withPart('', { text: null }),
  withPart('', { thought: true }),
  withPart('', { videoMetadata: {} }),
  withPart('', { text: CANARY, inlineData: { mimeType: 'image/png', data: 'AAAA' } }),
  withPart('', { functionCall: { name: 'f' }, function_response: { name: 'f', response: {} } }),
  ...NO_TEXT.map((value) => withPart('.text', { text: value })),
  withPart('.thought', { text: 'a', thought: 'maybe' }),
  withPart('.thoughtSignature', { text: 'a', thoughtSignature: '%%%' }),
  withPart('.thoughtSignature', { text: 'a', thoughtSignature: 7 }),
  withPart('.thought_signature', { text: 'a', thought_signature: {} }),
  ...NO_OBJECT.map((value) => withPart('.inlineData', { inlineData: value })),
  withPart('.inlineData.mimeType', { inlineData: { data: 'AAAA' } }),
  withPart('.inlineData.mimeType', { inlineData: { mimeType: '', data: 'AAAA' } }),
  withPart('.inlineData.mimeType', { inlineData: { mimeType: 7, data: 'AAAA' } }),
  withPart('.inlineData.data', { inlineData: { mimeType: 'image/png' } }),
  withPart('.inlineData.data', { inlineData: { mimeType: 'image/png', data: '' } }),
  withPart('.inlineData.data', { inlineData: { mimeType: 'image/png', data: 'not base64!' } }),
  withPart('.inlineData.data', { inlineData: { mimeType: 'image/png', data: 'AAAAA' } }),
  withPart('.inlineData.data', { inlineData: { mimeType: 'image/png', data: 'AA=A' } }),
  withPart('.inlineData.data', { inlineData: { mimeType: 'image/png', data: 'A===' } }),
  withPart('.inlineData.data', { inlineData: { mimeType: 'image/png', data: [1, 2] } }),
  withPart('.inline_data.data', { inline_data: { mime_type: 'image/png', data: 'ä' } }),
  withPart('.inline_data.mimeType', { inline_data: { data: 'AAAA' } }),
  ...NO_OBJECT.map((value) => withPart('.fileData', { fileData: value })),
  withPart('.fileData.fileUri', { fileData: { mimeType: 'image/png' } }),
  withPart('.fileData.fileUri', { fileData: { fileUri: 7 } }),
  ...NO_OBJECT.map((value) => withPart('.functionCall', { functionCall: value })),
  withPart('.functionCall.name', { functionCall: {} }),
  withPart('.functionCall.name', { functionCall: { name: '' } }),
  withPart('.functionCall.name', { functionCall: { name: 7 } }),
  withPart('.functionCall.id', { functionCall: { id: 7, name: 'f' } }),
  ...NO_OBJECT.map((args) => withPart('.functionCall.args', { functionCall: { name: 'f', args } })),
  ...NO_OBJECT.map((value) => withPart('.functionResponse', { functionResponse: value })),
  withPart('.functionResponse.name', { functionResponse: { response: {} } }),
  withPart('.functionResponse.name', { functionResponse: { name: null, response: {} } }),
  ...NO_OBJECT.map((response) => withPart('.functionResponse.response', { functionResponse: { name: 'f', response } })),
  withPart('.functionResponse.parts[0].inlineData.data', {
    functionResponse: { name: 'f', response: {}, parts: [{ inlineData: { mimeType: 'image/png', data: '?' } }] },
  }),
  withPart('.functionResponse.willContinue', { functionResponse: { name: 'f', response: {}, willContinue: 7 } }),
  withPart('.executableCode', { executableCode: 'print()' }),
  withPart('.codeExecutionResult', { codeExecutionResult: ['x'] }),

  ...NO_OBJECT.map((value): Row => ['systemInstruction', { contents, systemInstruction: value }]),
  ['system_instruction', { contents, system_instruction: CANARY }],
  ['systemInstruction.parts[0]', { contents, systemInstruction: { parts: [{}] } }],
  ['systemInstruction.parts[0].text', { contents, systemInstruction: { parts: [{ text: 7 }] } }],
  ['systemInstruction.parts', { contents, systemInstruction: { parts: 'x' } }],

  ...['x', 7, true].map((value): Row => ['tools', { contents, tools: value }]),
  ...['x', 7, null, []].map((value): Row => ['tools[0]', { contents, tools: [value] }]),
  ['tools[0].googleSearch', { contents, tools: [{ googleSearch: true }] }],
  ['tools[0].google_search', { contents, tools: [{ google_search: [] }] }],
  ['tools[0].functionDeclarations', { contents, tools: [{ functionDeclarations: 'f' }] }],
  ...[null, 'f', 7, []].map((value) => withDeclaration('', value)),
  withDeclaration('.name', {}),
  withDeclaration('.name', { name: '' }),
  withDeclaration('.name', { name: 7 }),
  withDeclaration('.description', { name: 'f', description: {} }),
  ...NO_OBJECT.map((value) => withSchema('', value)),
  withSchema('.type', { type: ['string', 'null'] }),
  withSchema('.type', { type: {} }),
  withSchema('.properties', { type: 'OBJECT', properties: [] }),
  withSchema('.properties.city', { type: 'OBJECT', properties: { city: 'string' } }),
  withSchema('.properties.city.type', { type: 'OBJECT', properties: { city: { type: true } } }),
  withSchema('.properties.city.enum[1]', { properties: { city: { type: 'STRING', enum: ['a', 7] } } }),
  withSchema('.items', { type: 'ARRAY', items: [{ type: 'STRING' }] }),
  withSchema('.required', { type: 'OBJECT', required: true }),
  withSchema('.required[0]', { type: 'OBJECT', required: [7] }),
  withSchema('.anyOf[0]', { anyOf: ['x'] }),
  withSchema('.minItems', { type: 'ARRAY', minItems: 'few' }),

  ...NO_OBJECT.map((value): Row => ['toolConfig', { contents, toolConfig: value }]),
  ...NO_OBJECT.map((value): Row => [
    'toolConfig.functionCallingConfig',
    { contents, toolConfig: { functionCallingConfig: value } },
  ]),
  ['toolConfig.functionCallingConfig.mode', { contents, toolConfig: { functionCallingConfig: { mode: {} } } }],
  [
    'toolConfig.functionCallingConfig.allowedFunctionNames[0]',
    { contents, toolConfig: { functionCallingConfig: { allowedFunctionNames: [7] } } },
  ],
  ...['x', 7].map((value): Row => ['safetySettings', { contents, safetySettings: value }]),
  ['safetySettings[0]', { contents, safetySettings: ['x'] }],
  ['safetySettings[0].threshold', { contents, safetySettings: [{ category: 'X', threshold: true }] }],
  ['cachedContent', { contents, cachedContent: 7 }],
  ['labels.team', { contents, labels: { team: 7 } }],

  ...NO_OBJECT.map((value) => withConfig('', value)),
  ...NO_NUMBER.flatMap((value) =>
    ['temperature', 'topP', 'topK', 'presencePenalty', 'frequencyPenalty'].map((field) =>
      withConfig(`.${field}`, { [field]: value }),
    ),
  ),
  ...NO_INTEGER.flatMap((value) =>
    ['candidateCount', 'maxOutputTokens', 'seed', 'logprobs'].map((field) =>
      withConfig(`.${field}`, { [field]: value }),
    ),
  ),
  withConfig('.maxOutputTokens', { maxOutputTokens: -1 }),
  withConfig('.max_output_tokens', { max_output_tokens: '-5' }),
  withConfig('.stopSequences', { stopSequences: 7 }),
  withConfig('.stopSequences[1]', { stopSequences: ['a', 7] }),
  withConfig('.responseMimeType', { responseMimeType: 7 }),
  withConfig('.responseSchema', { responseSchema: 'x' }),
  withConfig('.responseSchema.properties.a.type', { responseSchema: { properties: { a: { type: [] } } } }),
  withConfig('.responseModalities[0]', { responseModalities: [{}] }),
  withConfig('.responseLogprobs', { responseLogprobs: 'perhaps' }),
  ...NO_OBJECT.map((value) => withConfig('.thinkingConfig', { thinkingConfig: value })),
  withConfig('.thinkingConfig.thinkingBudget', { thinkingConfig: { thinkingBudget: 'much' } }),
  withConfig('.thinking_config.include_thoughts', { thinking_config: { include_thoughts: 'x' } }),
  withConfig('.imageConfig', { imageConfig: '1:1' }),
  withConfig('.speechConfig', { speechConfig: [] }),

  ['', { contents, extra: nested(400, (inner) => [inner]) }],
  ['', { contents: [{ parts: [{ functionCall: { name: 'f', args: nested(400, (inner) => ({ a: inner })) } }] }] }],
  ['contents[0]', { contents: Array.from({ length: 5_000 }, () => 7) }],
  ['contents[0].parts[0]', { contents: [{ parts: Array.from({ length: 5_000 }, () => ({})) }] }],
];

/** The same for the other methods. */
export const MALFORMED_METHODS: readonly (readonly [method: string, ...Row])[] = [
  ['countTokens', '', []],
  ['countTokens', 'contents', {}],
  ['countTokens', 'contents[0].parts', { contents: [{ role: 'user', parts: [] }] }],
  ['countTokens', 'contents[0].role', { contents: [{ ...hi, role: 'robot' }] }],
  ['countTokens', 'tools', { contents, tools: 'x' }],
  ['embedContent', 'content', {}],
  ['embedContent', 'content', { content: 'x' }],
  ['embedContent', 'content.parts', { content: {} }],
  ['embedContent', 'content.parts[0]', { content: { parts: [{}] } }],
  ['embedContent', 'content.parts[0].text', { content: { parts: [{ text: 7 }] } }],
  ['embedContent', 'outputDimensionality', { content: hi, outputDimensionality: 'x' }],
  ['embedContent', 'output_dimensionality', { content: hi, output_dimensionality: -1 }],
  ['embedContent', 'taskType', { content: hi, taskType: {} }],
];

/** Those that Vertex AI does not have. */
export const MALFORMED_GEMINI_ONLY: typeof MALFORMED_METHODS = [
  ['countTokens', 'generateContentRequest', { generateContentRequest: 'x' }],
  ['countTokens', 'generateContentRequest.contents', { generateContentRequest: { contents: 7 } }],
  ['batchEmbedContents', 'requests', {}],
  ['batchEmbedContents', 'requests', { requests: [] }],
  ['batchEmbedContents', 'requests', { requests: 'x' }],
  ['batchEmbedContents', 'requests[0]', { requests: [7] }],
  ['batchEmbedContents', 'requests[0].model', { requests: [{ content: hi }] }],
  ['batchEmbedContents', 'requests[0].content', { requests: [{ model: 'models/m' }] }],
  ['batchEmbedContents', 'requests[0].content.parts', { requests: [{ model: 'models/m', content: { parts: [] } }] }],
];

/** Those that the Gemini API does not have. */
export const MALFORMED_VERTEX_ONLY: typeof MALFORMED_METHODS = [
  ['predict', 'instances', {}],
  ['predict', 'instances', { instances: [] }],
  ['predict', 'parameters', { instances: [{ prompt: 'x' }], parameters: 'x' }],
  ['computeTokens', 'contents[0].parts', { contents: [{ role: 'user' }] }],
  ['computeTokens', 'instances', { instances: 'x' }],
];
