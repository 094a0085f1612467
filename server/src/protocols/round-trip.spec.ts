import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anthropicFromNeutral } from './anthropic/from-neutral.js';
import { AnthropicStream } from './anthropic/stream.js';
import { anthropicToNeutral } from './anthropic/to-neutral.js';
import { neutralToGemini } from './gemini/from-neutral.js';
import { GeminiReader, geminiToNeutral } from './gemini/reader.js';
import type { GeminiPart } from './gemini/request.js';
import { DroppedFields } from './neutral/dropped-fields.js';
import { isRecord } from './neutral/parse-json.js';
import type { NeutralRequest } from './neutral/request.js';
import { BoundedSignatureStore } from './neutral/signature-store.js';
import { chatFromNeutral } from './openai-chat/from-neutral.js';
import { ChatStream } from './openai-chat/stream.js';
import { chatToNeutral } from './openai-chat/to-neutral.js';
import { responsesFromNeutral } from './openai-responses/from-neutral.js';
import { ResponsesStream } from './openai-responses/stream.js';
import { responsesToNeutral } from './openai-responses/to-neutral.js';
import { SseParser } from './sse/parser.js';

/** What one answer of Gemini's may hold, in the order in which Gemini writes it: thoughts, text, calls. */
interface Answer {
  readonly thought: string;
  readonly text: string;
  readonly calls: readonly { name: string; args: Record<string, unknown>; id: string | undefined }[];
  readonly signature: string | undefined;
}

const words = fc.string({ unit: 'grapheme', maxLength: 30 });
const answers: fc.Arbitrary<Answer> = fc.record({
  thought: words,
  text: words,
  calls: fc.array(
    fc.record({
      name: fc.constantFrom('get_weather', 'now'),
      args: fc.dictionary(
        fc.string({ maxLength: 8 }).filter((key) => key !== '__proto__'),
        fc.jsonValue({ maxDepth: 2, noUnicodeString: false }),
        { maxKeys: 3 },
      ),
      id: fc.option(fc.uuid(), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  signature: fc.option(fc.base64String({ minLength: 4, maxLength: 40 }), { nil: undefined }),
});

/** A JSON round trip, as the wire makes it: -0 becomes 0. */
const overTheWire = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

function partsOf({ thought, text, calls, signature }: Answer): object[] {
  return [
    ...(thought === '' ? [] : [{ text: thought, thought: true }]),
    ...(text === '' ? [] : [{ text }]),
    ...calls.map((functionCall, index) => ({
      functionCall,
      ...(index === 0 && signature !== undefined ? { thoughtSignature: signature } : {}),
    })),
  ];
}

const bodyOf = (parts: readonly object[], finishReason?: string) =>
  overTheWire({
    candidates: [{ content: { role: 'model', parts }, finishReason }],
    usageMetadata: { promptTokenCount: 3 },
  });

function counter(): (prefix: string) => string {
  let count = 0;
  return (prefix) => `${prefix}x${(count += 1)}`;
}

/** One wire: a whole answer, a streamed one folded back, and the next request made of an answer. */
interface Wire {
  readonly whole: (answer: Answer, signatures: BoundedSignatureStore) => unknown;
  readonly next: (answer: unknown, signatures: BoundedSignatureStore) => NeutralRequest;
}

const hi = { role: 'user', content: 'hi' };
const contextOf = (signatures: BoundedSignatureStore) => ({
  newId: counter(),
  signatures,
  dropped: new DroppedFields(),
});
const neutralOf = (answer: Answer) => geminiToNeutral(bodyOf(partsOf(answer), 'STOP'), { newId: counter() });

const responsesRequest = { model: 'm', input: 'hi', include: ['reasoning.encrypted_content'] };
function responsesOptions(signatures: BoundedSignatureStore) {
  const { echo, customTools, encryptedReasoning } = responsesToNeutral(responsesRequest, contextOf(signatures));
  return {
    id: 'resp_1',
    createdSeconds: 1,
    model: 'm',
    echo,
    customTools,
    encryptedReasoning,
    newId: counter(),
    signatures,
  };
}

const wires: Record<string, Wire> = {
  chat: {
    whole: (answer, signatures) =>
      chatFromNeutral(neutralOf(answer), { id: 'c', createdSeconds: 1, model: 'm', signatures }).choices[0]?.message,
    next: (message, signatures) => {
      const calls =
        isRecord(message) && Array.isArray(message['tool_calls']) ? message['tool_calls'].filter(isRecord) : [];
      const results = calls.map((call) => ({ role: 'tool', tool_call_id: call['id'], content: 'ok' }));
      return chatToNeutral({ model: 'm', messages: [hi, message, ...results] }, contextOf(signatures));
    },
  },
  anthropic: {
    whole: (answer, signatures) =>
      anthropicFromNeutral(neutralOf(answer), { id: 'm', model: 'm', thinking: true, signatures }).content,
    next: (content, signatures) => {
      const blocks = Array.isArray(content) ? content.filter(isRecord) : [];
      const uses = blocks.filter((block) => block['type'] === 'tool_use');
      const results = uses.map((use) => ({ type: 'tool_result', tool_use_id: use['id'], content: 'ok' }));
      const messages = [hi, { role: 'assistant', content }, { role: 'user', content: results }];
      return anthropicToNeutral(
        { model: 'm', max_tokens: 9, messages },
        { ...contextOf(signatures), version: '2026-10-21' },
      );
    },
  },
  responses: {
    whole: (answer, signatures) => responsesFromNeutral(neutralOf(answer), responsesOptions(signatures)).output,
    next: (output, signatures) => {
      const items = Array.isArray(output) ? output.filter(isRecord) : [];
      const calls = items.filter((item) => item['type'] === 'function_call');
      const results = calls.map((call) => ({ type: 'function_call_output', call_id: call['call_id'], output: 'ok' }));
      return responsesToNeutral({ model: 'm', input: [hi, ...items, ...results] }, contextOf(signatures)).request;
    },
  },
};

const modelTurn = (request: NeutralRequest): readonly GeminiPart[] =>
  neutralToGemini(request, { model: 'gemini-2.5-pro', dropped: new DroppedFields() }).contents[1]?.parts ?? [];

const withoutThought = (parts: readonly GeminiPart[]) => parts.filter((part) => !part.thought);

describe.each(Object.entries(wires))('an answer of Gemini over the %s wire and back', (_name, wire) => {
  it('keeps text, calls, arguments and the signature where Gemini put it', () => {
    fc.assert(
      fc.property(answers, (answer) => {
        const signatures = new BoundedSignatureStore();
        const wired = overTheWire(wire.whole(answer, signatures));
        const parts = withoutThought(modelTurn(wire.next(wired, signatures)));
        const expected = withoutThought(overTheWire(partsOf(answer)));
        expect(
          parts.map((part) => [part.text, part.functionCall?.name, part.functionCall?.args, part.thoughtSignature]),
        ).toEqual(
          expected.map((part) => [part.text, part.functionCall?.name, part.functionCall?.args, part.thoughtSignature]),
        );
      }),
    );
  });

  it('keeps the signature also without the store', () => {
    fc.assert(
      fc.property(answers, (answer) => {
        const wired = overTheWire(wire.whole(answer, new BoundedSignatureStore()));
        const parts = modelTurn(wire.next(wired, new BoundedSignatureStore()));
        expect(parts.find((part) => part.functionCall)?.thoughtSignature).toBe(answer.signature);
      }),
    );
  });
});

/** Cuts an answer's texts into chunks of a stream. */
function chunksOf(answer: Answer, size: number): object[] {
  const chunks: object[] = [];
  for (const part of partsOf(answer) as GeminiPart[]) {
    if (part.text === undefined) chunks.push(bodyOf([part]));
    else
      for (let at = 0; at < part.text.length; at += size)
        chunks.push(bodyOf([{ ...part, text: part.text.slice(at, at + size) }]));
  }
  return [...chunks, bodyOf([{ text: '' }], 'STOP')];
}

function streamed(
  answer: Answer,
  size: number,
  stream: { push(parts: never): string; flush(): string },
): Record<string, unknown>[] {
  const reader = new GeminiReader({ newId: counter() });
  const push = (parts: ReturnType<GeminiReader['flush']>): string => stream.push(parts as never);
  const text =
    chunksOf(answer, size)
      .map((chunk) => push(reader.pushChunk(chunk)))
      .join('') +
    push(reader.flush()) +
    stream.flush();
  const parser = new SseParser();
  return [...parser.push(new TextEncoder().encode(text)), ...parser.flush()]
    .filter((event) => event.data !== '[DONE]')
    .map((event) => JSON.parse(event.data) as Record<string, unknown>);
}

interface ChatDelta {
  readonly content?: string;
  readonly reasoning_content?: string;
  readonly tool_calls?: readonly { index: number; id?: string; function: { name?: string; arguments: string } }[];
}

describe('a stream says what the whole answer says', () => {
  const sizes = fc.integer({ min: 1, max: 7 });

  it('on the chat wire', () => {
    fc.assert(
      fc.property(answers, sizes, (answer, size) => {
        const signatures = new BoundedSignatureStore();
        const stream = new ChatStream({ id: 'c', createdSeconds: 1, model: 'm', signatures, includeUsage: false });
        const folded = {
          content: '',
          reasoning_content: '',
          calls: [] as { id?: unknown; name?: unknown; arguments: string }[],
        };
        for (const event of streamed(answer, size, stream)) {
          const delta = (event['choices'] as { delta: ChatDelta }[])[0]?.delta ?? {};
          folded.content += delta.content ?? '';
          folded.reasoning_content += delta.reasoning_content ?? '';
          for (const call of delta.tool_calls ?? []) {
            const known = (folded.calls[call.index] ??= { id: call.id, name: call.function.name, arguments: '' });
            known.arguments += call.function.arguments;
          }
        }
        const whole = wires['chat']?.whole(answer, signatures) as {
          content: string | null;
          reasoning_content?: string;
          tool_calls: { id: string; function: { name: string; arguments: string } }[];
        };
        expect(folded).toEqual({
          content: whole.content ?? '',
          reasoning_content: whole.reasoning_content ?? '',
          calls: whole.tool_calls.map((call) => ({ id: call.id, ...call.function })),
        });
      }),
    );
  });

  it('on the Anthropic wire', () => {
    fc.assert(
      fc.property(answers, sizes, (answer, size) => {
        const signatures = new BoundedSignatureStore();
        const blocks: Record<string, string>[] = [];
        for (const event of streamed(
          answer,
          size,
          new AnthropicStream({ id: 'm', model: 'm', thinking: true, signatures }),
        )) {
          const index = Number(event['index']);
          if (event['type'] === 'content_block_start')
            blocks[index] = { json: '', ...(event['content_block'] as object) };
          if (event['type'] !== 'content_block_delta') continue;
          const { type, ...delta } = event['delta'] as Record<string, string>;
          const block = blocks[index] ?? {};
          for (const [name, text] of Object.entries(delta)) {
            const member = type === 'input_json_delta' ? 'json' : name;
            block[member] = (block[member] ?? '') + text;
          }
        }
        const read = blocks.map(({ json, ...block }) =>
          block['type'] === 'tool_use' ? { ...block, input: JSON.parse(json ?? '') as unknown } : block,
        );
        expect(read).toEqual(wires['anthropic']?.whole(answer, signatures));
      }),
    );
  });

  it('on the Responses wire', () => {
    fc.assert(
      fc.property(answers, sizes, (answer, size) => {
        const signatures = new BoundedSignatureStore();
        const events = streamed(answer, size, new ResponsesStream(responsesOptions(signatures)));
        const last = events.at(-1)?.['response'] as { output: unknown };
        expect(last.output).toEqual(wires['responses']?.whole(answer, signatures));
      }),
    );
  });
});
