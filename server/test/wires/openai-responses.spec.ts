import OpenAI from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { publishedMessages } from '../schemas/anthropic.js';
import { publishedGenerateContent } from '../schemas/google.js';
import { CALLER_KEY } from '../world.js';
import { shareWorld } from './shared-world.js';

const shared = shareWorld();
const client = () => new OpenAI({ apiKey: CALLER_KEY, baseURL: `${shared.world.url}/v1`, maxRetries: 0 });

const GEMINI = 'gemini-2.5-flash';
const GEMINI_3 = 'gemini-3-pro-preview';
const CLAUDE = 'claude-sonnet-4-5';

const weather: OpenAI.Responses.FunctionTool = {
  type: 'function',
  name: 'get_weather',
  description: 'The sky now',
  strict: false,
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

/** What reached the model's upstream, checked against what its maker publishes. */
const arrived = (model: string): unknown =>
  model === CLAUDE
    ? publishedMessages(shared.arrivedAt('vertex').body)
    : publishedGenerateContent(shared.arrivedAt('gemini').body);

describe.each([GEMINI, GEMINI_3, CLAUDE])('responses with %s', (model) => {
  it('are created', async () => {
    const response = await client().responses.create({
      model,
      instructions: 'Be brief.',
      input: 'Good morning',
      store: false,
      max_output_tokens: 300,
    });
    expect(response).toMatchObject({ object: 'response', status: 'completed', model });
    expect(response.id).toMatch(/^resp_/);
    expect(response.output_text).toBe('You said: Good morning');
    expect(response.usage?.total_tokens).toBeGreaterThan(3);
    expect(arrived(model)).toMatchObject(
      model === CLAUDE
        ? { system: [{ text: 'Be brief.' }], max_tokens: 300 }
        : { systemInstruction: { parts: [{ text: 'Be brief.' }] }, generationConfig: { maxOutputTokens: 300 } },
    );
  });

  it('stream every event in order', async () => {
    const stream = await client().responses.create({ model, input: 'one two three', stream: true, store: false });
    const events: OpenAI.Responses.ResponseStreamEvent[] = [];
    for await (const event of stream) events.push(event);
    expect(events.map(({ sequence_number: number }) => number)).toEqual(events.map((_, index) => index));
    const types = events.map(({ type }) => type).filter((type, index, all) => all[index - 1] !== type);
    expect(types).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ]);
  });

  it('work with the stream helper, tools and their outputs', async () => {
    const ask = { role: 'user' as const, content: 'Please get weather' };
    const stream = client().responses.stream({ model, input: [ask], tools: [weather], store: false });
    const deltas: string[] = [];
    stream.on('response.function_call_arguments.delta', ({ delta }) => deltas.push(delta));
    const response = await stream.finalResponse();
    const call = response.output.find((item) => item.type === 'function_call');
    if (!call) throw new Error('No tool was called');
    expect(call.name).toBe('get_weather');
    expect(deltas.join('')).toBe(call.arguments);
    expect(JSON.parse(call.arguments)).toHaveProperty('city');

    const next = await client().responses.create({
      model,
      input: [
        ask,
        { type: 'function_call', call_id: call.call_id, name: call.name, arguments: call.arguments },
        { type: 'function_call_output', call_id: call.call_id, output: '{"sky":"blue"}' },
      ],
      tools: [weather],
      store: false,
    });
    expect(next.output_text).toContain('blue');
    expect(JSON.stringify(arrived(model))).toContain(model === CLAUDE ? '"tool_result"' : '"functionResponse"');
  });

  it.each([false, true])('call tools in parallel, and take their results (streaming: %s)', async (isStreaming) => {
    const tools = [weather, { ...weather, name: 'get_time' }];
    const ask = { role: 'user' as const, content: 'Please get weather and get time' };
    const body = { model, input: [ask], tools, store: false };
    const turn = isStreaming
      ? await client().responses.stream(body).finalResponse()
      : await client().responses.create(body);
    const calls = turn.output.flatMap((item) => (item.type === 'function_call' ? [item] : []));
    expect(calls.map(({ name }) => name)).toEqual(['get_weather', 'get_time']);
    const ids = calls.map(({ call_id: id }) => id);
    expect(new Set(ids).size).toBe(2);
    const next = await client().responses.create({
      ...body,
      input: [
        ask,
        ...calls.map(({ call_id, name, arguments: text }) => ({
          type: 'function_call' as const,
          call_id,
          name,
          arguments: text,
        })),
        // Not in their order: an id says which call is answered.
        ...ids.toReversed().map((call_id) => ({ type: 'function_call_output' as const, call_id, output: call_id })),
      ],
    });
    expect(next.output_text).toMatch(/answered.*answered/);
    const sent = arrived(model);
    const [first, second] = ids;
    if (model === CLAUDE) {
      expect(sent).toMatchObject({
        messages: [
          { role: 'user' },
          {
            content: [
              { type: 'tool_use', id: first },
              { type: 'tool_use', id: second },
            ],
          },
          { content: [{ tool_use_id: second }, { tool_use_id: first }] },
        ],
      });
    } else {
      expect(sent).toMatchObject({
        contents: [
          { role: 'user' },
          { parts: [{ functionCall: { id: first, name: 'get_weather' } }, { functionCall: { id: second } }] },
          {
            parts: [
              { functionResponse: { id: second, name: 'get_time', response: { output: second } } },
              { functionResponse: { id: first, name: 'get_weather', response: { output: first } } },
            ],
          },
        ],
      });
    }
  });

  it('answer in the form of a schema', async () => {
    const Person = z.object({ name: z.string(), age: z.number() });
    const response = await client().responses.parse({
      model,
      input: 'Who is it?',
      text: { format: zodTextFormat(Person, 'person') },
    });
    expect(Person.safeParse(response.output_parsed).success).toBe(true);
  });

  it('give reasoning that can be sent back, and it reaches the model signed', async () => {
    const ask = { role: 'user' as const, content: 'Please get weather' };
    const first = await client().responses.create({
      model,
      input: [ask],
      tools: [weather],
      store: false,
      include: ['reasoning.encrypted_content'],
      reasoning: { effort: 'low', summary: 'auto' },
    });
    const reasoning = first.output.find((item) => item.type === 'reasoning');
    expect(reasoning?.encrypted_content).toEqual(expect.any(String));
    const call = first.output.find((item) => item.type === 'function_call');
    if (!call) throw new Error('No tool was called');
    await client().responses.create({
      model,
      input: [
        ask,
        ...(first.output as OpenAI.Responses.ResponseInputItem[]),
        { type: 'function_call_output', call_id: call.call_id, output: 'sunny' },
      ],
      tools: [weather],
      store: false,
      include: ['reasoning.encrypted_content'],
      reasoning: { effort: 'low', summary: 'auto' },
    });
    // Both stand-ins sign what was thought; the one for Claude refuses a signature that is not its own.
    const sent = JSON.stringify(arrived(model));
    expect(sent).toMatch(
      model === CLAUDE ? /"type":"thinking","thinking":"I repeat[^}]*"signature":"Y2xhdWRl/ : /"thoughtSignature":"/,
    );
  });

  it('refuse what would need answers to be stored', async () => {
    const before = shared.arrivals;
    const asking = client().responses.create({ model, input: 'Go on', previous_response_id: 'resp_1' });
    await expect(asking).rejects.toMatchObject({
      status: 400,
      type: 'invalid_request_error',
      param: 'previous_response_id',
      message: expect.stringContaining('send the whole conversation') as string,
    });
    expect(shared.arrivals).toBe(before);
  });
});

describe('errors', () => {
  it('in the middle of a stream end it as failed', async () => {
    const { world } = shared;
    const piece = { candidates: [{ content: { role: 'model', parts: [{ text: 'Once ' }] } }] };
    const overloaded = { error: { code: 503, message: 'Overloaded', status: 'UNAVAILABLE' } };
    world.gemini.faults.next = () => ({ chunks: [piece, overloaded] });
    try {
      const stream = await client().responses.create({ model: GEMINI, input: 'Hi', stream: true });
      const types: string[] = [];
      const read = async () => {
        for await (const { type } of stream) types.push(type);
      };
      await read().catch((error: unknown) => expect(error).toBeInstanceOf(OpenAI.APIError));
      expect(types).not.toContain('response.completed');
      expect(types).toContain('response.output_text.delta');
      expect(types.at(-1)).toMatch(/^(response\.failed|error)$/);
    } finally {
      world.gemini.faults.next = undefined;
    }
  });
});
