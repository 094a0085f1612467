import type { IncomingMessage } from 'node:http';

const LIMIT_BYTES = 64 * 1024 * 1024;

/** The whole body of a request, byte for byte. Throws when the caller leaves before its end, or sends absurdly much. */
export async function readRequestBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let receivedBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    receivedBytes += chunk.length;
    if (receivedBytes > LIMIT_BYTES) throw new Error('Request body over the limit of the sandbox');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
