import { createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { startWorld, type World, type WorldOptions } from '../world.js';

/** Answers one request, on a connection that has heard so many before it. */
export type RawAnswer = (socket: Socket, requestsBefore: number) => void;

/** Bytes in the place of the Gemini API: what no HTTP library would send. */
export async function worldBeforeBytes(
  answer: RawAnswer,
  start: WorldOptions['start'] = {},
): Promise<{ readonly world: World; readonly asked: () => number }> {
  let asked = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let heard = '';
    let requestsBefore = 0;
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      const head = heard.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(heard)?.[1] ?? 0);
      if (head < 0 || heard.length < head + 4 + length) return;
      heard = '';
      asked += 1;
      answer(socket, requestsBefore);
      requestsBefore += 1;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const world = await startWorld({ accounts: 2, env: { REGRANT_GEMINI_BASE_URL: `http://127.0.0.1:${port}` }, start });
  return { world, asked: () => asked };
}

const ANSWER = JSON.stringify({
  candidates: [{ content: { role: 'model', parts: [{ text: 'Hello' }] }, index: 0, finishReason: 'STOP' }],
  modelVersion: 'gemini-2.5-flash-lite',
  responseId: 'fixed-by-the-test',
});

/** An answer to `generateContent`, well formed but for what is changed. */
export const rawAnswer = ({
  headers = [`content-length: ${ANSWER.length}`],
  body = ANSWER,
}: { readonly headers?: readonly string[]; readonly body?: string } = {}): string =>
  ['HTTP/1.1 200 OK', 'content-type: application/json', ...headers, '', body].join('\r\n');
