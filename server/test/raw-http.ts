import { connect } from 'node:net';

/**
 * Sends bytes as they are, and answers all that came back until the server closed the connection. A server that does not
 * close it makes the test time out, which is what a test wants that holds that it does.
 */
export function sendRaw(port: number, text: string | Buffer, host = '127.0.0.1'): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      // Closed in the middle of what we were saying.
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') resolve(answer);
      else reject(error);
    });
    socket.once('close', () => resolve(answer));
  });
}

/** The status of the first answer in what `sendRaw` got; 0 when there is none. */
export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);

/** How many answers there are. */
export const answersIn = (answer: string): number => answer.match(/HTTP\/1\.1 \d{3} /g)?.length ?? 0;
