import { describe, expect, it } from 'vitest';
import { MALFORMED as MESSAGES } from '../../src/protocols/anthropic/__fixtures__/malformed.js';
import { CANARY, MALFORMED as CHAT } from '../../src/protocols/openai-chat/__fixtures__/malformed.js';
import { MALFORMED as RESPONSES } from '../../src/protocols/openai-responses/__fixtures__/malformed.js';
import { shareWorld } from './shared-world.js';

const shared = shareWorld();

/** A body as text; undefined where JSON cannot say it (NaN becomes null, which is another request). */
function written(body: unknown): string | undefined {
  // What is undefined altogether is an empty body.
  if (body === undefined) return '';
  try {
    return JSON.stringify(body, (_key, value: unknown) => {
      if (typeof value === 'number' && !Number.isFinite(value)) throw new NotJsonError();
      return value;
    });
  } catch (error) {
    // Too deep for the writer of this test: such bodies are sent as text below.
    if (error instanceof NotJsonError || error instanceof RangeError) return undefined;
    throw error;
  }
}

class NotJsonError extends Error {}

interface Row {
  readonly path: string;
  readonly body: string;
  readonly version?: string | undefined;
}

const rows = (table: readonly (readonly [string, unknown, string?])[]): Row[] =>
  table.flatMap(([path, body, version]) => {
    const text = written(body);
    return text === undefined ? [] : [{ path, body: text, version }];
  });

const UNREADABLE: readonly Row[] = [
  '',
  '{',
  'null',
  '7',
  '[]',
  '"text"',
  '{"model":"m"',
  '{"model":"m",}',
  '\u0000',
  '<html></html>',
  'model=m&messages=x',
  '['.repeat(200_000),
  `{"model":"m","messages":[{"role":"user","content":"hi"}],"input":"hi","max_tokens":9,"extra":${'['.repeat(90_000)}${']'.repeat(90_000)}}`,
].map((body) => ({ path: '', body }));

async function refusal(route: string, row: Row): Promise<{ status: number; text: string }> {
  const response = await shared.world.call(route, {
    method: 'POST',
    body: row.body,
    headers: row.version === undefined ? {} : { 'anthropic-version': row.version },
  });
  return { status: response.status, text: await response.text() };
}

/** Sends all, and holds each answer to what it must be. */
async function refuseAll(route: string, table: readonly Row[], check: (text: string, row: Row) => void): Promise<void> {
  const before = shared.arrivals;
  for (const row of table) {
    const { status, text } = await refusal(route, row);
    expect(status, `${row.path}: ${row.body.slice(0, 200)} → ${text.slice(0, 300)}`).toBe(400);
    expect(text).not.toContain(CANARY);
    check(text, row);
  }
  expect(shared.arrivals).toBe(before);
}

const isOpenAis = (text: string, { path }: Row): void =>
  expect(JSON.parse(text)).toMatchObject({
    error: { type: 'invalid_request_error', param: path === '' ? null : path, code: 'request.invalid' },
  });

const isAnthropics = (text: string, { path }: Row): void => {
  const body = JSON.parse(text) as { error: { message: string } };
  expect(body).toMatchObject({ type: 'error', error: { type: 'invalid_request_error' } });
  if (path !== '') expect(body.error.message.startsWith(`${path}: `), `${path} ← ${body.error.message}`).toBe(true);
};

describe('malformed requests get a 400 of their wire that names the field, and reach nobody', () => {
  it.each([
    ['/v1/chat/completions', CHAT, isOpenAis],
    ['/v1/responses', RESPONSES, isOpenAis],
    ['/v1/messages', MESSAGES, isAnthropics],
  ] as const)('%s', async (route, table, check) => {
    const all = [...rows(table as readonly (readonly [string, unknown, string?])[]), ...UNREADABLE];
    expect(all.length).toBeGreaterThanOrEqual(100);
    await refuseAll(route, all, check);
  });

  it('/v1/embeddings', async () => {
    const wrong: readonly [string, unknown][] = [
      ['model', { input: 'a' }],
      ['model', { model: 7, input: 'a' }],
      ['model', { model: '', input: 'a' }],
      ['model', { model: '../x', input: 'a' }],
      ['model', { model: 'claude-opus-4-5', input: 'a' }],
      ['input', { model: 'm' }],
      ['input', { model: 'm', input: '' }],
      ['input', { model: 'm', input: [] }],
      ['input', { model: 'm', input: 7 }],
      ['input[0]', { model: 'm', input: [[1, 2]] }],
      ['input[1]', { model: 'm', input: ['a', ''] }],
      ['input', { model: 'm', input: Array.from({ length: 2_049 }, () => 'a') }],
      ['encoding_format', { model: 'm', input: 'a', encoding_format: 'hex' }],
      ['dimensions', { model: 'm', input: 'a', dimensions: 0 }],
      ['dimensions', { model: 'm', input: 'a', dimensions: '8' }],
      ['user', { model: 'm', input: 'a', user: 7 }],
    ];
    // What is too deep, but otherwise whole, is a field this wire does not know: dropped, and never written again.
    await refuseAll('/v1/embeddings', [...rows(wrong), ...UNREADABLE.slice(0, -1)], isOpenAis);
  });

  it('/v1/images/generations', async () => {
    const wrong: readonly [string, unknown][] = [
      ['model', { prompt: 'a' }],
      ['model', { model: 'a b', prompt: 'a' }],
      ['model', { model: 'claude-opus-4-5', prompt: 'a' }],
      ['prompt', { model: 'm' }],
      ['prompt', { model: 'm', prompt: '' }],
      ['prompt', { model: 'm', prompt: ['a'] }],
      ['n', { model: 'm', prompt: 'a', n: 0 }],
      ['n', { model: 'm', prompt: 'a', n: 11 }],
      ['size', { model: 'm', prompt: 'a', size: 'big' }],
      ['response_format', { model: 'm', prompt: 'a', response_format: 'url' }],
      ['stream', { model: 'm', prompt: 'a', stream: true }],
      ['output_format', { model: 'm', prompt: 'a', output_format: 'bmp' }],
      ['user', { model: 'm', prompt: 'a', user: {} }],
    ];
    await refuseAll('/v1/images/generations', [...rows(wrong), ...UNREADABLE.slice(0, -1)], isOpenAis);
  });

  it('/v1/messages/count_tokens', async () => {
    const counting = rows(MESSAGES as readonly (readonly [string, unknown, string?])[]).filter(
      // A limit is no part of a count, and the settings of sampling are not looked at.
      ({ path }) => path.startsWith('messages') || path.startsWith('tools') || path === 'model',
    );
    expect(counting.length).toBeGreaterThan(60);
    await refuseAll('/v1/messages/count_tokens', [...counting, ...UNREADABLE], isAnthropics);
  });
});

const WRONG: readonly unknown[] = [7, 'x', true, [[]], { nobody: 1 }];
const contents = [{ role: 'user', parts: [{ text: 'Hi' }] }];
const generationFields = [
  'candidateCount',
  'stopSequences',
  'maxOutputTokens',
  'temperature',
  'topP',
  'topK',
  'seed',
  'responseMimeType',
  'thinkingConfig',
  'responseModalities',
];
const part = (value: unknown): object => ({ contents: [{ role: 'user', parts: [value] }] });

/** Requests that Google refuses. */
const GEMINI: readonly object[] = [
  {},
  { contents: [] },
  { contents: [{ role: 'robot', parts: [{ text: 'x' }] }] },
  { contents: [{ role: 'user', parts: [] }] },
  ...WRONG.flatMap((value) => [
    { contents: value },
    { contents, systemInstruction: value },
    { contents, tools: value },
    { contents, toolConfig: value },
    { contents, generationConfig: value },
    { contents: [value] },
    part(value),
    part({ inlineData: value }),
    part({ functionCall: value }),
    part({ functionResponse: value }),
    ...generationFields.map((field) => ({ contents, generationConfig: { [field]: { nobody: value } } })),
  ]),
];

describe('malformed requests that are passed on', () => {
  it.each([
    ['the Gemini API', '/v1beta/models/gemini-2.5-flash:generateContent'],
    ['Vertex AI', '/v1/projects/p/locations/global/publishers/google/models/gemini-2.5-flash:generateContent'],
  ])('get the 400 of %s, and are tried with one account only', async (_name, route) => {
    expect(GEMINI.length).toBeGreaterThan(100);
    for (const body of GEMINI) {
      const before = shared.arrivals;
      const text = JSON.stringify(body);
      const answer = await refusal(route, { path: '', body: text });
      expect(answer.status, `${text} → ${answer.text}`).toBe(400);
      expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 400, status: 'INVALID_ARGUMENT' } });
      expect(shared.arrivals).toBe(before + 1);
    }
  });

  it('without a body are refused here', async () => {
    const before = shared.arrivals;
    for (const route of [
      '/v1beta/models/gemini-2.5-flash:generateContent',
      '/v1/models/gemini-2.5-flash:countTokens',
    ]) {
      const answer = await refusal(route, { path: '', body: '' });
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 400, status: 'INVALID_ARGUMENT' } });
    }
    expect(shared.arrivals).toBe(before);
  });
});
