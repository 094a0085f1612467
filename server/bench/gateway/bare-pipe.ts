import { createServer } from 'node:http';
import { Agent, type Dispatcher } from 'undici';
import { answer } from './worker.js';

/*
 * The limit: what `node:http` and undici can do when nothing is decided on the way. The request's body is read whole and
 * sent on, as a gateway that may have to send it twice must do; the answer is piped, with back-pressure, and the upstream
 * is let go when the caller leaves.
 */

const origin = process.env['BENCH_UPSTREAM'] ?? '';
const agent = new Agent({ pipelining: 1, keepAliveTimeout: 30_000 });

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    let call: Dispatcher.DispatchController | undefined;
    response.on('close', () => {
      if (!response.writableFinished) call?.abort(new Error('the caller has left'));
    });
    response.on('drain', () => call?.resume());
    agent.dispatch(
      {
        origin,
        path: request.url ?? '/',
        method: 'POST',
        headers: { authorization: 'Bearer ya29.of-the-benchmark', 'content-type': 'application/json' },
        body: chunks.length === 1 ? (chunks[0] ?? null) : Buffer.concat(chunks),
      },
      {
        onRequestStart: (controller) => (call = controller),
        onResponseStart: (_controller, status, headers) => void response.writeHead(status, headersOf(headers)),
        onResponseData: (controller, chunk) => {
          if (!response.write(chunk)) controller.pause();
        },
        onResponseEnd: () => void response.end(),
        onResponseError: () => response.destroy(),
      },
    );
  });
});

function headersOf(headers: NodeJS.Dict<string | string[]>): string[] {
  const { 'content-type': type, 'content-length': length } = headers;
  return [
    ...(type === undefined ? [] : ['content-type', String(type)]),
    ...(length === undefined ? [] : ['content-length', String(length)]),
  ];
}

server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  const address = server.address();
  answer({ port: () => (typeof address === 'object' ? address?.port : undefined) });
});
