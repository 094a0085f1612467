import { createServer } from 'node:http';
import { Agent } from 'undici';
import { MODEL } from './bodies.js';
import { answer } from './worker.js';

/*
 * The limit for callers of another wire: the least that still brings the text through, on the bare pipe. No field is
 * checked, none but the text and two settings is carried, nothing is said of what went wrong.
 */

interface Asked {
  readonly system?: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly temperature: number;
  readonly max_tokens: number;
}

interface Answered {
  readonly candidates: readonly { readonly content: { readonly parts: readonly { readonly text: string }[] } }[];
  readonly usageMetadata: { readonly promptTokenCount: number; readonly candidatesTokenCount: number };
}

const origin = process.env['BENCH_UPSTREAM'] ?? '';
const agent = new Agent({ pipelining: 1, keepAliveTimeout: 30_000 });

function toGemini({ system, messages, temperature, max_tokens: maxOutputTokens }: Asked): string {
  const told = system ?? messages.find(({ role }) => role === 'system')?.content;
  return JSON.stringify({
    ...(told === undefined ? {} : { systemInstruction: { parts: [{ text: told }] } }),
    contents: messages
      .filter(({ role }) => role !== 'system')
      .map(({ role, content }) => ({ role: role === 'assistant' ? 'model' : 'user', parts: [{ text: content }] })),
    generationConfig: { temperature, maxOutputTokens },
  });
}

function toChat({ candidates, usageMetadata }: Answered): unknown {
  const { promptTokenCount: input, candidatesTokenCount: output } = usageMetadata;
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model: MODEL,
    choices: candidates.map(({ content }, index) => ({
      index,
      message: { role: 'assistant', content: content.parts.map(({ text }) => text).join('') },
      finish_reason: 'stop',
    })),
    usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
  };
}

function toMessage({ candidates, usageMetadata }: Answered): unknown {
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: MODEL,
    content: candidates.flatMap(({ content }) => content.parts.map(({ text }) => ({ type: 'text', text }))),
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: usageMetadata.promptTokenCount, output_tokens: usageMetadata.candidatesTokenCount },
  };
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  const answers: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const asked = JSON.parse(Buffer.concat(chunks).toString()) as Asked;
    const translate = request.url === '/v1/messages' ? toMessage : toChat;
    agent.dispatch(
      {
        origin,
        path: `/v1beta/models/${MODEL}:generateContent`,
        method: 'POST',
        headers: { authorization: 'Bearer ya29.of-the-benchmark', 'content-type': 'application/json' },
        body: toGemini(asked),
      },
      {
        onRequestStart: () => undefined,
        onResponseStart: () => undefined,
        onResponseData: (_controller, chunk) => void answers.push(chunk),
        onResponseEnd: () => {
          const body = JSON.stringify(translate(JSON.parse(Buffer.concat(answers).toString()) as Answered));
          response.writeHead(200, [
            'content-type',
            'application/json',
            'content-length',
            String(Buffer.byteLength(body)),
          ]);
          response.end(body);
        },
        onResponseError: () => response.destroy(),
      },
    );
  });
});

server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  const address = server.address();
  answer({ port: () => (typeof address === 'object' ? address?.port : undefined) });
});
